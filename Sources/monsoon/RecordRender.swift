import CairoBackend
import Diagnostics
import Geometry
import Glibc
import Reports
import Scene

/// The documents of a spec that makes one for each record, on their way to their files and to the bound file.
///
/// Files of a record appear when its document is whole; a record with an error keeps its old files, and the others go on. The bound file
/// appears when every record is in it. Some records are laid out at a time, and only their pages are in memory.
struct RecordRender: Sendable {
  let command: RenderCommand
  let run: RecordRun
  let fonts: FontFacesPool
  let jobs: Int
  let progress: Progress

  /// Records in a turn for each worker: enough that none waits long for the others.
  private static let turn = 4

  /// - Parameter sharded: whether `--shard` divides the records.
  /// - Throws: what is wrong with the output folder or the bound file.
  func render(sharded: Bool) throws(Failure) -> Findings {
    let shard = sharded ? command.shard.flatMap { try? Shard($0) } : nil
    let records = shard?.select(run.records) ?? run.records
    if let path = singleFile { return try renderSingle(records, to: path) }
    let folder = try outputFolder()
    let bound = try boundFile(in: folder, isPart: records.count < run.records.count || command.input.record != nil)
    var told = RecordFindings()
    progress.begin(records.count)
    for start in stride(from: 0, to: records.count, by: jobs * Self.turn) {
      let part = Array(records[start..<min(records.count, start + jobs * Self.turn)])
      let made = concurrentMap(part.count, jobs: jobs) { index in
        let result = render(part[index], in: folder)
        progress.step(part[index].label)
        return result
      }
      for (record, result) in zip(part, made) {
        told.add(result.findings, of: record.label)
        if let report = result.report { try bound?.add(report, label: record.label, writer: writer) } else { bound?.isComplete = false }
      }
    }
    progress.end()
    var findings = Findings()
    findings.add(contentsOf: told.all)
    if let bound, try !bound.finish() {
      findings.error(
        "bound-file", at: .detached, "\"\(bound.path)\" is not written, because records are missing from it", hint: "mend the errors of the records")
    }
    return findings
  }

  private var writer: ReportWriter { ReportWriter(command: command, fonts: fonts, workers: 1) }

  // MARK: A record

  private func render(_ record: RecordRun.Record, in folder: String) -> (report: Report?, findings: Findings) {
    var findings = Findings()
    do throws(Failure) {
      let report = try run.report(of: record, findings: &findings)
      var refused = 0
      for file in files(of: record) {
        let path = folder + file.path
        try makeFolders(of: file.path, in: folder)
        refused += try writer.write(report, as: file.format, to: path, pixelsPerInch: file.pixelsPerInch)
      }
      if refused > 0 { findings.add(.notDrawn(refused)) }
      return (command.only == nil ? report : nil, findings)
    } catch {
      findings.add(contentsOf: error.diagnostics)
      return (nil, findings)
    }
  }

  /// The files of a record: with `--only` one, named after the block too.
  private func files(of record: RecordRun.Record) -> [(path: String, format: OutputFormat, pixelsPerInch: Double?)] {
    let all = record.files.map { file in (path: file.path, format: OutputFormat(file.format), pixelsPerInch: file.pixelsPerInch) }
    guard let only = command.only, let first = all.first else { return all }
    let format = command.format ?? .png
    let stem = first.path.lastIndex(of: ".").map { String(first.path[..<$0]) } ?? first.path
    return [(stem + "-" + only + "." + format.rawValue, format, nil)]
  }

  /// The path of one file, where `-o` names a file and one record is chosen.
  private var singleFile: String? {
    guard let output = command.output, !output.hasSuffix("/"), !isFolder(output) else { return nil }
    return output == "-" || OutputFormat(suffixOf: output) != nil ? output : nil
  }

  private func renderSingle(_ records: [RecordRun.Record], to path: String) throws(Failure) -> Findings {
    guard records.count == 1, let record = records.first else {
      throw Failure(
        Diagnostic(
          "several-records", kind: .output, at: .detached, "\(records.count) records cannot be written to \(path == "-" ? "standard output" : "\"\(path)\"")",
          hint: "give a folder (-o DIR/), or choose one with --record COLUMN=VALUE"))
    }
    var findings = Findings()
    let report = try run.report(of: record, findings: &findings)
    let format = command.format ?? OutputFormat(suffixOf: path) ?? .pdf
    let refused = try writer.write(report, as: format, to: path)
    if refused > 0 { findings.add(.notDrawn(refused)) }
    return findings
  }

  // MARK: Folders

  private func outputFolder() throws(Failure) -> String {
    let given = command.output ?? defaultOutputFolder
    let folder = given.hasSuffix("/") ? given : given + "/"
    if !isFolder(folder), mkdir(folder, 0o777) != 0 { throw notMade(folder) }
    return folder
  }

  private func makeFolders(of path: String, in folder: String) throws(Failure) {
    var current = folder
    for part in path.split(separator: "/").dropLast() {
      current += part + "/"
      if mkdir(current, 0o777) != 0, errno != EEXIST { throw notMade(current) }
    }
  }

  private func notMade(_ folder: String) -> Failure {
    let reason = String(cString: strerror(errno))
    return Failure(Diagnostic("output-not-written", kind: .output, at: .detached, "cannot make the folder \"\(folder)\": \(reason)"))
  }

  /// The bound file; none for a part of the records, which would look like the whole.
  private func boundFile(in folder: String, isPart: Bool) throws(Failure) -> BoundFile? {
    guard let path = run.bound, !isPart, command.only == nil else { return nil }
    try makeFolders(of: path, in: folder)
    return try BoundFile(path: folder + path, properties: run.boundProperties())
  }
}

/// The documents of all records in one file, written page by page.
final class BoundFile {
  let path: String
  /// False when a record has failed: the old file then stays.
  var isComplete = true
  private let properties: DocumentProperties
  private var file: OutputFile?
  private var writer: PDFDocumentWriter?
  private var outline: [OutlineEntry] = []
  private var count = 0

  init(path: String, properties: DocumentProperties) throws(Failure) {
    self.path = path
    self.properties = properties
  }

  /// Adds a document: its pages, an entry of the outline for it, and its own outline below that.
  func add(_ report: Report, label: String, writer pages: ReportWriter) throws(Failure) {
    guard isComplete else { return }
    count += 1
    let prefix = "r\(count)."
    let writer = try writer(for: report)
    var isFirst = true
    try pages.eachSelectedPage(of: report) { scene throws(Failure) in
      var scene = scene.prefixingDestinations(prefix)
      // The pages of the file are counted through; what is printed on them counts within the record.
      scene.label = nil
      if isFirst { scene.items.insert(.destination(prefix, .init(x: 0, y: 0)), at: 0) }
      isFirst = false
      try writer.write(scene)
    }
    guard !isFirst else { return }
    let title = report.properties.title.isEmpty ? label : report.properties.title
    outline.append(OutlineEntry(title: title, level: 1, destination: prefix))
    guard pages.selectedPages(of: report).count == report.pageCount else { return }
    // A document whose only first heading is its title would be named twice.
    let repeats = report.outline.filter { $0.level == 1 }.map(\.title) == [title]
    for entry in report.outline where !(repeats && entry.level == 1) {
      outline.append(OutlineEntry(title: entry.title, level: entry.level + (repeats ? 0 : 1), destination: prefix + entry.destination))
    }
  }

  private func writer(for report: Report) throws(Failure) -> PDFDocumentWriter {
    if let writer { return writer }
    let file = try OutputFile(path: path)
    let made = try PDFDocumentWriter(to: file, properties: properties, fonts: try FontFaces(book: report.fonts))
    (self.file, writer) = (file, made)
    return made
  }

  /// Puts the file in its place.
  /// - Returns: false when a record is missing, or there was none: nothing is written then.
  func finish() throws(Failure) -> Bool {
    guard isComplete, let writer, let file else { return false }
    try writer.finish(outline: outline)
    try file.commit()
    return true
  }
}
