import ArgumentParser
import CairoBackend
import Diagnostics
import Geometry
import Glibc
import Inputs
import Reports
import Scene

/// The arguments of every command that reads a spec.
struct SpecArguments: ParsableArguments {
  @Option(name: .long, help: "The folder that files are read from. Default: the spec's folder.")
  var root: String?

  @Option(name: .long, help: "The folder with fonts, themes and base maps. Default: found beside the program.")
  var resources: String?

  @Option(name: .customLong("param"), help: "Sets a parameter: --param year=2019. May be repeated.")
  var parameters: [String] = []

  @Option(name: .long, help: "The language to render, where texts come in several.")
  var lang: String?

  @Option(name: .long, help: "The record to render of a spec that makes a file for each: --record iso3=VNM.")
  var record: String?

  @Flag(name: .long, help: "Warnings end with exit code 1.")
  var strict = false

  @Option(name: .long, help: "How findings are printed: text, json or github.")
  var diagnostics: DiagnosticFormat = .text

  func validate() throws {
    for parameter in parameters where !parameter.contains("=") {
      throw ValidationError("--param \(parameter): expected name=value")
    }
    if let record, !record.contains("=") { throw ValidationError("--record \(record): expected column=value") }
  }

  /// `name=value` texts in the order given.
  var overrides: [ParameterOverride] {
    parameters.compactMap { pair($0).map { ParameterOverride(name: $0.name, text: $0.text) } }
  }

  private func pair(_ text: String) -> (name: String, text: String)? {
    text.firstIndex(of: "=").map { split in (String(text[..<split]), String(text[text.index(after: split)...])) }
  }

  /// The roots for a spec at `path`; `-` reads relative to the working folder.
  func loader(for path: String) -> ResourceLoader {
    let root = root ?? (path == "-" ? "." : folder(of: path))
    return ResourceLoader(root: absolute(root), resources: resources.map(absolute) ?? defaultResources(), rootName: root)
  }
}

extension DiagnosticFormat: ExpressibleByArgument {}

/// The folder part of a path; `.` when it has none.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// `path` from the root of the file system, without following links.
func absolute(_ path: String) -> String {
  if path.hasPrefix("/") { return path }
  let base = workingFolder()
  return path == "." ? base : base + "/" + path
}

extension SpecArguments {
  /// What every command asks of a spec, so that `check` and `scene` find what `render` would.
  /// - Parameter resources: what the specs of a run share.
  func reportOptions(only: String? = nil, resources: RunResources = RunResources()) -> ReportOptions {
    var options = ReportOptions(language: lang, parameters: overrides, only: only, date: sourceDate())
    options.resources = resources
    options.record = record.flatMap(pair).map { RecordChoice(column: $0.name, text: $0.text) }
    options.pictures = PictureReader { (file, range) throws(Failure) in try readPicture(file, at: range) }
    return options
  }
}

func workingFolder() -> String {
  guard let pointer = getcwd(nil, 0) else { return "/" }
  defer { free(pointer) }
  return String(cString: pointer)
}

/// `../share/monsoon` beside the program when it is there, else the checkout the program was built from.
func defaultResources() -> String? {
  var bytes = [CChar](repeating: 0, count: 4096)
  let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
  if count > 0 {
    let program = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let beside = folder(of: folder(of: program)) + "/share/monsoon"
    if access(beside + "/fonts/manifest", R_OK) == 0 { return beside }
  }
  let checkout = folder(of: folder(of: folder(of: #filePath)))
  return access(checkout + "/fonts/manifest", R_OK) == 0 ? checkout : nil
}
