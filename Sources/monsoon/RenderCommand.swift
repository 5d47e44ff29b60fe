import ArgumentParser
import CairoBackend
import Diagnostics
import Dispatch
import Geometry
import Reports
import Specs

/// `monsoon render`: specs to PDF and PNG files.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Renders report specs and Vega-Lite charts to PDF or PNG.",
    discussion: """
      The format is that of the output's suffix. A report of several pages becomes one PNG a page: name-1.png, name-2.png.
      Of several specs each becomes a file of its own name in the folder given with -o.
      A spec with render: {each: ...} makes the files that it names, beneath the folder given with -o.
      """)

  @Argument(help: "Report specs (.yaml, .json) or Vega-Lite charts (.vl.json); - for standard input.")
  var specs: [String]

  @Option(name: [.short, .long], help: "The file to write, a folder that exists or ends in /, or - for standard output.")
  var output: String?

  @Option(name: .long, help: "pdf or png, where the output's name does not say.")
  var format: OutputFormat?

  @Option(name: .long, help: "Renders one numbered block only: --only fig-trade.")
  var only: String?

  @Option(name: .long, help: "Exact width in pixels (PNG).")
  var width: Int?

  @Option(name: .long, help: "Exact height in pixels (PNG).")
  var height: Int?

  @Option(name: .long, help: "Output pixels per layout pixel. Default 1; with --width and --height so that the short side is 540 layout pixels.")
  var scale: Double?

  @Option(name: .long, help: "Pixels per inch of report pages (PNG). Default 150; 144 for slides, whose pictures are then 1920 x 1080.")
  var ppi: Double?

  @Option(name: .long, help: "Which pages: 2,5-7,9-.")
  var pages: String?

  @Option(name: .long, help: "none for a transparent picture, or a CSS color (PNG). Default white.")
  var background: String?

  @Option(name: .long, help: "How many specs, records or pages are rendered at the same time.")
  var jobs = 1

  @Option(name: .long, help: "A share of the specs or records: 2/8; auto or auto/8 takes it from the environment of SLURM, Kubernetes or a CI.")
  var shard: String?

  @Flag(name: .long, help: "Shows how far a run of several files has come; the default on a terminal.")
  var progress = false

  @Flag(name: .long, help: "Shows no progress, on a terminal neither.")
  var quiet = false

  @OptionGroup var input: SpecArguments

  func validate() throws {
    if specs.isEmpty { throw ValidationError("a spec is needed") }
    if (width == nil) != (height == nil) { throw ValidationError("--width and --height go together") }
    for side in [width, height].compactMap({ $0 }) where !(1...32_767).contains(side) {
      throw ValidationError("--width and --height: expected 1 to 32767 pixels, found \(side)")
    }
    if let scale, !(scale > 0 && scale <= 100) { throw ValidationError("--scale: expected more than 0 and at most 100") }
    if let ppi, !(ppi >= 1 && ppi <= 2_400) { throw ValidationError("--ppi: expected 1 to 2400") }
    if !(1...64).contains(jobs) { throw ValidationError("--jobs: expected 1 to 64") }
    if progress, quiet { throw ValidationError("--progress and --quiet exclude each other") }
    if let shard { _ = try Shard(shard) }
    if let background, background != "none", Color(css: background) == nil {
      throw ValidationError("--background: expected none or a CSS color, found \(background)")
    }
    if let pages, PageSelection(pages) == nil { throw ValidationError("--pages: expected a list such as 2,5-7,9-, found \(pages)") }
  }

  func run() throws {
    let fonts = FontFacesPool(), resources = RunResources()
    let shown = Progress(isOn: progress || (Progress.isTerminal && !quiet))
    let chosen = try specs.count > 1 ? shard.map { try Shard($0).select(specs) } ?? specs : specs
    let renders = chosen.map {
      SpecRender(command: self, spec: $0, isOneOfMany: specs.count > 1, fonts: fonts, resources: resources, progress: shown)
    }
    if specs.count > 1 { shown.begin(renders.count) }
    let results = concurrentMap(renders.count, jobs: specs.count > 1 ? jobs : 1) { index in
      let findings = renders[index].run()
      if specs.count > 1 { shown.step(renders[index].spec) }
      return findings
    }
    shown.end()
    var exit = ProgramExit.done
    for findings in results {
      report(findings, as: input.diagnostics)
      let code = ProgramExit.of(findings.all, strict: input.strict)
      if exit == .done || (exit == .warningsUnderStrict && code != .done) { exit = code }
    }
    if exit != .done { throw exit.code }
  }
}

/// The kinds of file that are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case pdf
  case png

  /// The format that a file name says.
  init?(suffixOf name: String) {
    let name = name.lowercased()
    if name.hasSuffix(".png") { self = .png } else if name.hasSuffix(".pdf") { self = .pdf } else { return nil }
  }

  /// What a spec asks for; SVG is refused when its paths are read.
  init(_ format: OutputSpec.Format) {
    switch format {
    case .pdf, .svg: self = .pdf
    case .png: self = .png
    }
  }
}

extension RenderCommand {
  /// Output pixels per layout pixel.
  var layoutScale: Double {
    if let scale { return scale }
    guard let width, let height else { return 1 }
    return Double(min(width, height)) / 540
  }
}

/// Results of `work` for 0..<count in order, with at most `jobs` of them under way at a time.
func concurrentMap<T: Sendable>(_ count: Int, jobs: Int, _ work: @escaping @Sendable (Int) -> T) -> [T] {
  guard jobs > 1, count > 1 else { return (0..<count).map(work) }
  let results = LockedList<T>(count: count)
  let next = Counter()
  DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
    while let index = next.take(below: count) { results.set(index, work(index)) }
  }
  return results.values
}
