import ArgumentParser
import Glibc
import Specs

/// `monsoon schema`: the JSON Schema of a report spec, for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of report specs.",
    discussion: "Save it beside a spec and begin the spec with\n# yaml-language-server: $schema=./monsoon.schema.json")

  func run() throws {
    guard write(jsonSchema() + "\n", to: STDOUT_FILENO) else { throw ProgramExit.outputNotWritten.code }
  }
}
