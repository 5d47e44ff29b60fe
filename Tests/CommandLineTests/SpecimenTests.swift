import Foundation
import Testing

private let specimen = repository.appending(path: "layouts/type-specimen/specimen.yaml").path()

/// The text of every script can be copied from the page as it was written.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"), "needs poppler-utils"))
struct SpecimenTests {
  /// The texts of the specimen with the languages they are set in.
  private func texts() throws -> [(language: String, text: String)] {
    var found: [(String, String)] = [], text: String?
    for line in try String(contentsOfFile: specimen, encoding: .utf8).split(separator: "\n") {
      let content = line.trimmingCharacters(in: .whitespaces)
      if content.hasPrefix("- md: \"") { text = String(content.dropFirst(7).dropLast()) }
      if content.hasPrefix("lang: "), let known = text {
        found += known.components(separatedBy: "\\n\\n").map { (String(content.dropFirst(6)), $0) }
        text = nil
      }
    }
    return found
  }

  /// Without spaces, hyphens of lines, and the marks that poppler sets around text that runs backward.
  private func squeezed(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace && !"-\u{AD}\u{200B}".unicodeScalars.contains($0) && !(0x202A...0x202E).contains($0.value) }))
  }

  @Test func `the text of every script can be copied from its page`() throws {
    let scratch = try Scratch()
    let out = scratch.path("specimen.pdf")
    let outcome = try run(["render", specimen, "-o", out, "--strict"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let printed = squeezed(String(decoding: try run(["-raw", out, "-"], executable: "/usr/bin/pdftotext").output, as: UTF8.self))
    let texts = try texts()
    #expect(Set(texts.map(\.language)).count >= 15)
    for (language, text) in texts where language != "ms-Arab" { #expect(printed.contains(squeezed(text)), "\(language): \(text)") }
    // Words of one line run backward; poppler gives the lines of a page in their order and the words in theirs.
    for (_, text) in texts.filter({ $0.language == "ms-Arab" }) {
      for word in text.split(separator: " ") where !word.contains("(") { #expect(printed.contains(squeezed(String(word))), "\(word)") }
    }
  }
}
