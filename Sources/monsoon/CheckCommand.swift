import ArgumentParser
import Diagnostics
import Reports

/// `monsoon check`: everything that `render` would say, without writing anything.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Reads specs and their data, lays them out and reports what is wrong.")

  @Argument(help: "Report specs or Vega-Lite charts; - for standard input.")
  var specs: [String]

  @OptionGroup var input: SpecArguments

  func run() throws {
    var exit = ProgramExit.done
    let resources = RunResources()
    for spec in specs {
      var findings = Findings()
      do throws(Failure) {
        let source = try readSpec(spec)
        let options = input.reportOptions(resources: resources)
        let compiled = try compileSpec(source, loader: input.loader(for: spec), options: options, findings: &findings)
        if case .records(let run) = compiled { check(run, &findings) }
      } catch {
        findings.add(contentsOf: error.diagnostics)
      }
      report(findings, as: input.diagnostics)
      let code = ProgramExit.of(findings.all, strict: input.strict)
      if exit == .done || (exit == .warningsUnderStrict && code != .done) { exit = code }
    }
    if exit != .done { throw exit.code }
  }

  /// Lays out the document of every record.
  private func check(_ run: RecordRun, _ findings: inout Findings) {
    var told = RecordFindings()
    for record in run.records {
      var found = Findings()
      do throws(Failure) {
        _ = try run.report(of: record, findings: &found)
      } catch {
        found.add(contentsOf: error.diagnostics)
      }
      told.add(found, of: record.label)
    }
    findings.add(contentsOf: told.all)
  }
}
