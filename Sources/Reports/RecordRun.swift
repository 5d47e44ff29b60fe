import DataTables
package import Diagnostics
import Inputs
package import Scene
package import Specs
import Typesetting

/// A spec that makes a document for each record of a table. Nothing of a document is kept: each is laid out when it is asked for.
package struct RecordRun: Sendable {
  /// A chosen record and its files.
  package struct Record: Sendable {
    /// How findings and bookmarks tell it from the others: `c = VNM`.
    package let label: String
    package let files: [RecordFile]
    let place: RecordPlace
  }

  /// The chosen records in the order of their table.
  package let records: [Record]
  /// The path of the bound file beneath the output folder; nil for none.
  package let bound: String?
  private let basis: DocumentBasis
  private let library: FontLibrary

  /// The properties of the bound file: those of the spec, without a record.
  package func boundProperties() -> DocumentProperties {
    var ignored = Findings()
    let texts = basis.scope(of: nil, findings: &ignored).texts
    let document = basis.spec.document
    // A title that names the record has no meaning for all of them.
    var found = Findings()
    let title = texts.text(document.title, findings: &found) ?? ""
    let authors = document.authors.compactMap { texts.text($0, findings: &ignored) }
    return DocumentProperties(
      title: found.hasErrors ? bound ?? "" : title, authors: authors, keywords: document.keywords.map(\.text), language: basis.language,
      date: basis.options.date)
  }

  /// - Throws: `unknown-data`, `unknown-record`, `bad-path`, `duplicate-output`, and what evaluating the paths finds.
  init(_ basis: DocumentBasis, each: Name, library: FontLibrary, findings: inout Findings) throws(Failure) {
    self.basis = basis
    self.library = library
    guard let render = basis.spec.render, let alias = render.alias, let output = render.output else {
      throw Failure(
        Diagnostic(
          "missing-key", at: each.range, "a file for each record needs the name of the record and the path of the file",
          hint: "write render: {each: \(each.text), as: c, output: \"{{ c.id }}.pdf\"}"))
    }
    let table = try basis.data.shared.requireTable(each)
    let key = table.identifyingColumn
    var paths = OutputPaths()
    var all: [Record] = []
    for row in 0..<table.rowCount {
      let record = RecordScope(alias: alias.text, row: table.row(row))
      let place = RecordPlace(record: record, index: row, count: table.rowCount)
      let label = "\(alias.text) = \(key.map { $0.text(at: row) } ?? "row \(row + 1)")"
      let texts = basis.scope(of: place, findings: &findings).texts
      var files = [RecordFile(output, options: nil, texts: texts, findings: &findings)].compactMap { $0 }
      for further in render.also {
        guard let path = further.output else { continue }
        files += [RecordFile(path, options: further, texts: texts, findings: &findings)].compactMap { $0 }
      }
      for file in files { paths.add(file, of: label, findings: &findings) }
      all.append(Record(label: label, files: files, place: place))
    }
    bound = basis.boundPath(render, paths: &paths, findings: &findings)
    try findings.check()
    records = try basis.chosen(all, of: table, at: each)
  }

  /// Lays out the document of a record.
  /// - Parameter findings: warnings, as the document makes them; the caller says which record they belong to.
  /// - Throws: every error of the step that could not go on.
  package func report(of record: Record, findings: inout Findings) throws(Failure) -> Report {
    try compile(basis, for: record.place, library: library, findings: &findings)
  }

  /// The document of the one chosen record.
  /// - Throws: `several-records` when there are others.
  func onlyReport(findings: inout Findings) throws(Failure) -> Report {
    guard records.count == 1, let only = records.first else {
      throw Failure(
        Diagnostic(
          "several-records", at: basis.spec.render?.each?.range ?? basis.spec.range,
          "the spec makes a document for each of \(records.count) records; here one is needed", hint: "choose it with --record COLUMN=VALUE"))
    }
    return try report(of: only, findings: &findings)
  }
}

/// A file of a record.
package struct RecordFile: Hashable, Sendable {
  /// Beneath the output folder, without `.` and `..`.
  package let path: String
  package let format: OutputSpec.Format
  /// Nil for what the program takes by itself.
  package let pixelsPerInch: Double?
  let range: SourceRange

  /// Nil, with a finding, when the path is none or its format is not known.
  fileprivate init?(_ template: TemplateText, options: OutputSpec?, texts: TextEvaluator, findings: inout Findings) {
    let before = findings.all.count
    let text = texts.fill(template, findings: &findings)
    guard findings.all.count == before, let path = outputPath(text, at: template.range, findings: &findings) else { return nil }
    let suffix = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = options?.format ?? OutputSpec.Format(rawValue: suffix) else {
      findings.error(
        "bad-path", at: template.range, "the format of \"\(path)\" is not known by its name", hint: "end it in .pdf or .png")
      return nil
    }
    guard format != .svg else {
      findings.error("not-available", at: template.range, "SVG files are not available in this version", hint: "write PDF or PNG")
      return nil
    }
    self.path = path
    self.format = format
    pixelsPerInch = options?.ppi
    range = template.range
  }
}

/// A path beneath the output folder; nil with a finding for one that leads elsewhere.
private func outputPath(_ text: String, at range: SourceRange, findings: inout Findings) -> String? {
  func refuse(_ message: String, _ hint: String? = nil) -> String? {
    findings.error("bad-path", at: range, message, hint: hint)
    return nil
  }
  if text.isEmpty { return refuse("the path of the file is empty") }
  if text.utf8.count > InputLimits.pathBytes { return refuse("the path is longer than \(InputLimits.pathBytes) bytes") }
  if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { return refuse("the path has a control character in it") }
  if text.hasPrefix("/") { return refuse("\"\(text)\" is an absolute path", "files are written beneath the output folder (-o DIR/)") }
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  if parts.contains("..") { return refuse("\"\(text)\" leaves the output folder", "files are written beneath the output folder (-o DIR/)") }
  if parts.contains("") || parts.contains(".") || parts.last?.first == "." { return refuse("\"\(text)\" is not the path of a file") }
  if parts.contains(where: { $0.utf8.count > 255 }) { return refuse("a name in \"\(text.prefix(40))...\" is longer than 255 bytes") }
  return text
}

/// The paths of a run, each given once.
private struct OutputPaths {
  private var owners: [String: String] = [:]

  mutating func add(_ file: RecordFile, of label: String, findings: inout Findings) {
    add(file.path, at: file.range, of: label, findings: &findings)
  }

  mutating func add(_ path: String, at range: SourceRange, of label: String, findings: inout Findings) {
    guard let other = owners.updateValue(label, forKey: path) else { return }
    findings.error(
      "duplicate-output", at: range,
      other == label ? "\"\(path)\" is written twice for \(label)" : "\"\(path)\" is the file of \(other) and of \(label)",
      hint: "name a column in the path whose values are all different")
  }
}

extension DocumentBasis {
  fileprivate func boundPath(_ render: RenderSpec, paths: inout OutputPaths, findings: inout Findings) -> String? {
    guard let merge = render.merge else { return nil }
    let before = findings.all.count
    let text = scope(of: nil, findings: &findings).texts.fill(merge, findings: &findings)
    guard findings.all.count == before, let path = outputPath(text, at: merge.range, findings: &findings) else { return nil }
    guard path.lowercased().hasSuffix(".pdf") else {
      findings.error("bad-path", at: merge.range, "the bound file \"\(path)\" is a PDF", hint: "end its name in .pdf")
      return nil
    }
    paths.add(path, at: merge.range, of: "the bound file", findings: &findings)
    return path
  }

  /// The records that the run is to make; all of them when none is named.
  fileprivate func chosen(_ all: [RecordRun.Record], of table: Table, at each: Name) throws(Failure) -> [RecordRun.Record] {
    guard let choice = options.record else { return all }
    guard let column = table.column(named: choice.column) else {
      throw Failure(
        Diagnostic(
          "unknown-column", at: each.range, "\"\(table.name)\" has no column \"\(choice.column)\" to choose a record by",
          hint: didYouMean(choice.column, among: table.columnNames) ?? "known are \(table.columnNames.joined(separator: ", "))"))
    }
    let rows = (0..<table.rowCount).filter { column.text(at: $0) == choice.text }
    guard !rows.isEmpty else {
      let values = (0..<table.rowCount).map { column.text(at: $0) }
      throw Failure(
        Diagnostic(
          "unknown-record", at: each.range, "no record of \"\(table.name)\" has \(choice.column) = \(choice.text)",
          hint: didYouMean(choice.text, among: values) ?? "known are \(values.prefix(20).joined(separator: ", "))"))
    }
    return rows.map { all[$0] }
  }
}

extension Table {
  /// The first column that tells every row from the others.
  fileprivate var identifyingColumn: Column? {
    columns.first { column in
      !column.hasNulls && Set((0..<rowCount).map { column.text(at: $0) }).count == rowCount
    }
  }
}
