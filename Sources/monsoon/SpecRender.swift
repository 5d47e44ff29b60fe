import CairoBackend
import Diagnostics
import Geometry
import Glibc
import Inputs
import Reports
import Scene

/// One spec on its way to its files.
struct SpecRender: Sendable {
  let command: RenderCommand
  let spec: String
  let isOneOfMany: Bool
  /// Shared by all specs of the run.
  let fonts: FontFacesPool
  let resources: RunResources
  let progress: Progress

  /// Renders and gives what is to be said about it.
  func run() -> Findings {
    var findings = Findings()
    guard let compiled = compile(&findings), !findings.hasErrors else { return findings }
    do throws(Failure) {
      let writer = ReportWriter(command: command, fonts: fonts, workers: isOneOfMany ? 1 : command.jobs)
      switch compiled {
      case .document(let report):
        let refused = try writer.write(report, as: format, to: outputPath)
        if refused > 0 { findings.add(.notDrawn(refused)) }
      case .records(let run):
        let records = RecordRender(
          command: command, run: run, fonts: fonts, jobs: isOneOfMany ? 1 : command.jobs, progress: isOneOfMany ? Progress(isOn: false) : progress)
        findings.add(contentsOf: try records.render(sharded: !isOneOfMany).all)
      }
    } catch {
      findings.add(contentsOf: error.diagnostics)
    }
    return findings
  }

  private func compile(_ findings: inout Findings) -> CompiledSpec? {
    let source = findings.attempt { () throws(Failure) in try readSpec(spec) }
    guard let source else { return nil }
    var options = command.input.reportOptions(only: command.only, resources: resources)
    if let width = command.width, let height = command.height {
      options.layoutSize = Size(width: Double(width) / command.layoutScale, height: Double(height) / command.layoutScale)
    }
    let loader = command.input.loader(for: spec)
    do {
      return try compileSpec(source, loader: loader, options: options, findings: &findings)
    } catch {
      findings.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  private var format: OutputFormat {
    command.format ?? OutputFormat(suffixOf: command.output ?? "") ?? (spec.hasSuffix(".vl.json") ? .png : .pdf)
  }

  /// Where the output goes: as given, else `output/` of the working folder when there is one, else the working folder.
  private var outputPath: String {
    let given = command.output ?? defaultOutputFolder
    guard given.hasSuffix("/") || isFolder(given) || isOneOfMany else { return given }
    return (given.hasSuffix("/") ? given : given + "/") + stem + "." + format.rawValue
  }

  /// `charts/trade.vl.json` gives `trade`, `-` gives `report`.
  private var stem: String {
    var name = spec.split(separator: "/").last.map(String.init) ?? "report"
    for suffix in [".vl.json", ".json", ".yaml", ".yml"] where name.hasSuffix(suffix) {
      name.removeLast(suffix.count)
      break
    }
    return name.isEmpty || name == "-" ? "report" : name
  }
}
