import ArgumentParser
import Glibc

/// `monsoon init`: a first report with its data, ready to render.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Makes a folder with a first report and its data.",
    discussion: "Then: monsoon render FOLDER/report.yaml. Nothing that exists is overwritten.")

  @Argument(help: "The folder to make.")
  var folder = "my-report"

  func run() throws {
    var made: [String] = []
    for path in [folder, folder + "/data"] where mkdir(path, 0o777) != 0 && errno != EEXIST {
      write("\(path): the folder cannot be made: \(String(cString: strerror(errno)))\n", to: STDERR_FILENO)
      throw ProgramExit.outputNotWritten.code
    }
    for (name, text) in [("report.yaml", starterReport), ("data/trade.csv", starterTrade)] {
      let path = folder + "/" + name
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o666)
      guard descriptor >= 0 else {
        write("\(path): not written: \(String(cString: strerror(errno)))\n", to: STDERR_FILENO)
        throw ProgramExit.outputNotWritten.code
      }
      let whole = write(text, to: descriptor)
      guard close(descriptor) == 0, whole else { throw ProgramExit.outputNotWritten.code }
      made.append(path)
    }
    write(made.map { "made \($0)\n" }.joined() + "next: monsoon render \(folder)/report.yaml\n", to: STDOUT_FILENO)
  }
}

private let starterTrade = """
  partner,exports,imports
  ASEAN in 2017,95.3,53.8

  """

private let starterReport = """
  # A first report. Render it:  monsoon render report.yaml
  monsoon: 1
  document:
    title: "My first report"
    lang: en

  data:
    trade: {csv: data/trade.csv}

  body:
    - heading: "Korea sells more than it buys"
    - md: |
        In 2017 Korea exported goods worth 95.3 billion dollars to the ten members of ASEAN and imported
        53.8 billion (@fig-trade). @tab-trade has the figures.
    - chart: fig-trade
      title: "A surplus with ASEAN"
      subtitle: "Goods trade, USD billion"
      source: "Asan Institute, Issue Brief 2019-07."
      alt: "Two bars: exports 95.3, imports 53.8."
      height: 50mm
      data: trade
      transform: [{fold: [exports, imports], as: [flow, amount]}]
      mark: bar
      encoding:
        y: {field: flow, type: nominal, sort: null, axis: {title: null}}
        x: {field: amount, type: quantitative, axis: {title: null}}
    - table: tab-trade
      title: "Trade with ASEAN"
      subtitle: "2017, USD billion"
      data: trade
      stub: partner
      columns:
        exports: {label: Exports, format: {number: 1}, align: decimal}
        imports: {label: Imports, format: {number: 1}, align: decimal}

  """
