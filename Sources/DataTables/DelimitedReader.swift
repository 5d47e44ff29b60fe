package import Diagnostics
import Inputs

/// Reads a CSV or TSV text (RFC 4180).
///
/// Rows are as long as the header. Lines without any byte are skipped; an empty cell is null, quoted or not; a quote inside an unquoted
/// cell is text. Columns without a stated type get the narrowest that all their cells read as.
/// - Throws: everything that is wrong, up to a cap: `not-utf8`, `duplicate-column`, `row-length`, `open-quote`, `quote`, `wrong-cell`,
///   `unknown-column`, `cell-limit`, `column-limit`, `row-limit`, `byte-limit`, each at its place.
package func readDelimited(
  _ file: SourceFile, name: String, options: DelimitedOptions = .csv, findings: inout Findings
) throws(Failure) -> Table {
  try checkText(file)
  var reader = DelimitedReader(file: file, options: options)
  let table = file.bytes.withUnsafeBufferPointer { reader.read($0, name: name) }
  try reader.findings.check()
  findings.add(contentsOf: reader.findings.all)
  guard let table else { throw Failure(reader.findings.all) }
  return table
}

/// - Throws: `byte-limit`, `not-utf8` with the likely encoding.
func checkText(_ file: SourceFile) throws(Failure) {
  guard file.bytes.count <= InputLimits.dataBytes else {
    let message = "the file has \(file.bytes.count) bytes, \(InputLimits.dataBytes) are allowed"
    throw Failure(Diagnostic("byte-limit", kind: .limit, at: SourceRange(file: file, start: 0, end: 0), message))
  }
  try requireUTF8(file, remedy: "name it with encoding:")
}

/// One reading: a first walk finds the rows and the types, a second fills the columns. Nothing is kept for each cell between them.
private struct DelimitedReader {
  let file: SourceFile
  let options: DelimitedOptions
  var findings = Findings()
  private let missing: [[UInt8]]
  private var wrongCells = 0

  init(file: SourceFile, options: DelimitedOptions) {
    self.file = file
    self.options = options
    missing = options.missing.map { Array($0.utf8) }
  }

  mutating func read(_ bytes: Bytes, name: String) -> Table? {
    var scanner = CellScanner(bytes: bytes, separator: options.separator)
    guard let names = readNames(&scanner), checkNames(names) else { return nil }
    var survey = Survey(columns: names.count)
    let body = scanner.at
    guard walk(&scanner, &survey), !findings.hasErrors else { return nil }
    let readings = names.indices.map { index in
      options.types.last { $0.column == names[index] }?.reading
        ?? (options.readsText ? .string : survey.columns[index].kinds.type)
    }
    let columns = fill(CellScanner(bytes: bytes, separator: options.separator, at: body), names, readings, survey)
    guard !findings.hasErrors else { return nil }
    var table = Table(name: name, columns: columns, rowCount: survey.rows.count, origin: file, range: range(0, 0))
    table.rowSpans = survey.rows
    return table
  }

  private func range(_ start: Int, _ end: Int) -> SourceRange { SourceRange(file: file, start: start, end: end) }

  // MARK: Header

  private mutating func readNames(_ scanner: inout CellScanner) -> [String]? {
    guard scanner.skipEmptyLines() else {
      if let names = options.names, !options.hasHeader { return names }
      findings.error("no-header", at: range(0, 0), "the file has no header line")
      return nil
    }
    var ahead = scanner
    var header: [String] = []
    while true {
      let cell = ahead.next()
      header.append(text(cell, scanner.bytes))
      if cell.endsRow { break }
    }
    if let trouble = ahead.trouble { return report(trouble) }
    guard header.count <= DataLimits.columns else {
      let message = "the file has \(header.count) columns, \(DataLimits.columns) are allowed"
      findings.add(Diagnostic("column-limit", kind: .limit, at: range(scanner.at, ahead.at), message))
      return nil
    }
    let headerRange = range(scanner.at, ahead.at)
    if options.hasHeader { scanner = ahead }
    guard let names = options.names else { return options.hasHeader ? header : header.indices.map { "c\($0 + 1)" } }
    guard names.count == header.count else {
      findings.error("names", at: headerRange, "names: has \(names.count) names for \(header.count) columns")
      return nil
    }
    return names
  }

  private mutating func report(_ trouble: ScanTrouble) -> [String]? {
    switch trouble {
    case .openQuote(let at): findings.error("open-quote", at: range(at, at + 1), "the quote that opens here never ends")
    case .textAfterQuote(let at):
      findings.error("quote", at: range(at, at + 1), "text follows the closing quote", hint: "a quote inside a quoted cell is doubled")
    }
    return nil
  }

  private func text(_ cell: ScannedCell, _ bytes: Bytes) -> String {
    let raw = String(decoding: bytes[cell.start..<cell.end], as: UTF8.self)
    guard cell.hasDoubledQuotes else { return cell.isQuoted ? raw : String(raw.drop { $0 == " " }) }
    return unescaped(raw)
  }

  private func unescaped(_ raw: String) -> String {
    var bytes: [UInt8] = []
    appendUndoubled(Array(raw.utf8), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func checkNames(_ names: [String]) -> Bool {
    var first: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if let earlier = first[name] {
        findings.error(
          "duplicate-column", at: range(0, 0), "columns \(earlier + 1) and \(index + 1) are both named \"\(name)\"",
          hint: "give every column a name with names:")
      } else {
        first[name] = index
      }
    }
    for stated in options.types where first[stated.column] == nil {
      findings.error(
        "unknown-column", at: stated.range, "types: names \"\(stated.column)\", which is no column of \(file.name)",
        hint: didYouMean(stated.column, among: names))
    }
    return !findings.hasErrors
  }

  // MARK: First walk

  /// Finds rows and types; false when the text cannot be walked to its end.
  private mutating func walk(_ scanner: inout CellScanner, _ survey: inout Survey) -> Bool {
    let width = survey.columns.count
    let bytes = scanner.bytes
    while scanner.skipEmptyLines() {
      let start = scanner.at
      var column = 0
      var extra: Int?
      var cell: ScannedCell
      repeat {
        let before = scanner.at
        cell = scanner.next()
        if column < width {
          survey.columns[column].look(at: Bytes(rebasing: bytes[cell.start..<cell.end]), isMissing: isMissing(cell, bytes))
        } else if extra == nil {
          extra = before
        }
        if cell.end - cell.start > DataLimits.cellBytes { return tooLong(cell, row: survey.rows.count) }
        column += 1
      } while !cell.endsRow
      if let trouble = scanner.trouble { return report(trouble) != nil }
      if column != width { reportLength(column, width, SourceRange(file: file, start: extra ?? start, end: scanner.at)) }
      guard survey.rows.count < DataLimits.rows else {
        let message = "the file has more than \(DataLimits.rows) rows"
        findings.add(Diagnostic("row-limit", kind: .limit, at: range(start, start), message))
        return false
      }
      survey.rows.append(RowSpan(start: UInt32(clamping: start), length: UInt32(clamping: scanner.at - start)))
    }
    return true
  }

  private mutating func reportLength(_ count: Int, _ width: Int, _ range: SourceRange) {
    wrongCells += 1
    guard wrongCells <= DataLimits.wrongCells else { return }
    let cells = count == 1 ? "1 cell" : "\(count) cells"
    findings.error(
      "row-length", at: SourceRange(file: range.file, start: range.start, end: range.start),
      "the row has \(cells), the header has \(width)",
      hint: count > width ? "a cell that has the separator inside needs quotes" : nil)
  }

  private mutating func tooLong(_ cell: ScannedCell, row: Int) -> Bool {
    let message = "the cell has \(cell.end - cell.start) bytes, \(DataLimits.cellBytes) are allowed"
    findings.add(
      Diagnostic("cell-limit", kind: .limit, at: range(cell.start, cell.start), message, hint: "look for a quote that is not closed"))
    return false
  }

  private func isMissing(_ cell: ScannedCell, _ bytes: Bytes) -> Bool {
    if cell.isEmpty { return true }
    guard !missing.isEmpty else { return false }
    return missing.contains { $0.elementsEqual(bytes[cell.start..<cell.end]) }
  }

  // MARK: Second walk

  private mutating func fill(
    _ scanner: CellScanner, _ names: [String], _ readings: [CellReading], _ survey: Survey
  ) -> [Column] {
    var scanner = scanner
    let bytes = scanner.bytes
    var fillers = names.indices.map { index in
      ColumnFiller(reading: readings[index], rows: survey.rows.count, textBytes: survey.columns[index].bytes)
    }
    var plain: [UInt8] = []
    while scanner.skipEmptyLines() {
      for column in fillers.indices {
        let cell = scanner.next()
        if isMissing(cell, bytes) {
          fillers[column].appendNull()
        } else if cell.hasDoubledQuotes {
          plain.removeAll(keepingCapacity: true)
          appendUndoubled(bytes[cell.start..<cell.end], to: &plain)
          let isRead = plain.withUnsafeBufferPointer { fillers[column].append($0) }
          if !isRead { reportWrong(cell, names[column], readings[column]) }
        } else if !fillers[column].append(Bytes(rebasing: bytes[cell.start..<cell.end])) {
          reportWrong(cell, names[column], readings[column])
        }
      }
    }
    if wrongCells > DataLimits.wrongCells {
      findings.error("wrong-cell", at: range(0, 0), "\(wrongCells - DataLimits.wrongCells) more cells do not read")
    }
    return names.indices.map { fillers[$0].column(named: names[$0], isEmpty: survey.columns[$0].isEmpty) }
  }

  private mutating func reportWrong(_ cell: ScannedCell, _ column: String, _ reading: CellReading) {
    wrongCells += 1
    guard wrongCells <= DataLimits.wrongCells else { return }
    let text = String(decoding: file.bytes[cell.start..<min(cell.end, cell.start + 60)], as: UTF8.self)
    var hint: String?
    if reading == .number, file.bytes[cell.start..<cell.end].contains(0x2C) { hint = "read grouped digits with {number: grouped}" }
    findings.error(
      "wrong-cell", at: range(cell.start, cell.end), "\"\(text)\" in column \"\(column)\" is not \(reading.phrase)", hint: hint)
  }
}

/// Adds the bytes with each doubled quote as one.
private func appendUndoubled(_ cell: some Collection<UInt8>, to out: inout [UInt8]) {
  var skip = false
  for byte in cell {
    if byte == 0x22, !skip {
      skip = true
      out.append(byte)
    } else if byte == 0x22 {
      skip = false
    } else {
      skip = false
      out.append(byte)
    }
  }
}

extension CellReading {
  /// What a cell of this reading is, for messages.
  var phrase: String {
    switch self {
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .groupedNumber: "a number with grouped digits"
    case .string: "text"
    case .date(let format): format.map { "a date of the form \($0)" } ?? "a date"
    }
  }
}

/// What the first walk finds.
private struct Survey {
  var columns: [ColumnSurvey]
  var rows: [RowSpan] = []

  init(columns count: Int) { columns = Array(repeating: ColumnSurvey(), count: count) }
}

/// What is known of a column's cells.
private struct ColumnSurvey {
  var kinds = CellKinds.any
  var isEmpty = true
  var bytes = 0

  @inline(__always)
  mutating func look(at cell: Bytes, isMissing: Bool) {
    if isMissing { return }
    isEmpty = false
    bytes += cell.count
    if !kinds.isEmpty { kinds.formIntersection(DataTables.kinds(of: trimmed(cell))) }
  }
}
