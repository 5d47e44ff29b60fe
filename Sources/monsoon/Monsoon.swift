import ArgumentParser
import Glibc

/// The program: arguments, files and exit codes. Everything else is below it.
@main
struct Monsoon: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monsoon",
    abstract: "Renders report specs, charts and maps to PDF and PNG.",
    discussion: """
      A first report:      monsoon init hello && monsoon render hello/report.yaml
      A Vega-Lite chart:   monsoon render trade.vl.json -o trade.png --scale 2
      One figure:          monsoon render report.yaml --only fig-trade -o fig.png --width 1920 --height 1080
      From a pipe:         python make_chart.py | monsoon render - --format png -o - > chart.png
      In CI:               monsoon check report.yaml --strict --diagnostics github

      Exit codes: 0 done, 1 warnings under --strict, 2 the spec or its data is wrong, 3 a limit was reached,
      4 the output could not be written, 5 a fault of the program, 64 wrong usage.
      """,
    version: version,
    subcommands: [
      RenderCommand.self, CheckCommand.self, SceneCommand.self, SchemaCommand.self, InitCommand.self,
    ])

  static let version = "0.1.0"

  /// A closed pipe or a file size limit must end in a message and an exit code, so the signals that would kill first are ignored.
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    main(nil)
  }
}
