import ArgumentParser
import CairoBackend
import Diagnostics
import Geometry
import Reports
import Scene

/// `monsoon scene`: what would be drawn, as JSON.
struct SceneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scene", abstract: "Prints what is drawn, as JSON.",
    discussion: """
      A chart gives its mark scene: marks, axes, legends and titles in pixels. A report gives the items of its pages in points,
      one JSON object a page.
      """)

  @Argument(help: "A report spec or a Vega-Lite chart; - for standard input.")
  var spec: String

  @Option(name: [.short, .long], help: "The file to write; - for standard output.")
  var output = "-"

  @Option(name: .long, help: "The mark scene of one block of a report.")
  var only: String?

  @OptionGroup var input: SpecArguments

  func run() throws {
    var findings = Findings()
    do throws(Failure) {
      let source = try readSpec(spec)
      let options = input.reportOptions(only: only)
      let document = try compileReport(source, loader: input.loader(for: spec), options: options, findings: &findings)
      let file = try OutputFile(path: output)
      for text in document.sceneTexts { try file.write(Array(text.utf8)) }
      try file.commit()
    } catch {
      findings.add(contentsOf: error.diagnostics)
    }
    report(findings, as: input.diagnostics)
    let code = ProgramExit.of(findings.all, strict: input.strict)
    if code != .done { throw code.code }
  }
}
