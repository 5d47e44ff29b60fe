import DataTables
import Diagnostics
import Specs

/// What data and texts mean at a place of a report: those of the document, with the records around the place.
struct Scope: Sendable {
  private let report: ReportData
  /// The outermost first.
  private(set) var records: [RecordScope]
  /// The rows of `each:` among the records, the outermost first.
  private(set) var rows: [BlockRecord] = []
  private(set) var data: BoundData
  var texts: TextEvaluator

  /// The scope of a document, or of one of its records.
  /// - Parameters:
  ///   - records: the record of the file; none for a single document.
  ///   - texts: knows everything but records and data.
  init(_ report: ReportData, records: [RecordScope], texts: TextEvaluator, findings: inout Findings) {
    self.report = report
    self.records = records
    self.texts = texts
    data = report.bound(to: records, findings: &findings)
    self.texts.names.entries = records.map(\.field) + data.fields + texts.names.entries
  }

  /// The scope inside blocks that were made for rows; the row of a table that is not there is left out, with a finding.
  func inside(_ rows: [BlockRecord], findings: inout Findings) -> Scope {
    var scope = self
    for row in rows { scope.enter(row, &findings) }
    return scope
  }

  private mutating func enter(_ record: BlockRecord, _ findings: inout Findings) {
    guard let table = data.table(named: record.table), record.row < table.rowCount else { return }
    rows.append(record)
    records.append(RecordScope(alias: record.alias, row: table.row(record.row)))
    let before = data.names
    data = report.bound(to: records, findings: &findings)
    // What the record has brought stands before what was known: the inner name wins.
    let added = report.deferredNames
    let fields = data.fields.filter { added.contains($0.name) || !before.contains($0.name) }
    texts.names.entries = records.suffix(1).map(\.field) + fields + texts.names.entries
  }

  /// What anchors of blocks in these rows end in: `-3` in the third row, `-3-1` in the first row of a loop inside it.
  var anchorSuffix: String { rows.map { "-\($0.row + 1)" }.joined() }

  /// The names that `@name` may mean here, the nearest first.
  func anchors(for name: String) -> [String] {
    (0...rows.count).reversed().map { count in name + rows.prefix(count).map { "-\($0.row + 1)" }.joined() }
  }
}
