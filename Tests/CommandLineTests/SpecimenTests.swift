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

  /// Without spaces, hyphens of lines, and the marks that poppler sets around text that runs backward. Poppler turns around the two
  /// letters of the Arabic ligature lam-alef, and moves the stop behind a word that runs backward before it.
  private func squeezed(_ text: String) -> String {
    let left = text.unicodeScalars.filter { scalar in
      !scalar.properties.isWhitespace && ![0x2D, 0x2E, 0xAD, 0x200B].contains(scalar.value) && !(0x202A...0x202E).contains(scalar.value)
    }
    return String(String.UnicodeScalarView(left)).replacingOccurrences(of: "\u{644}\u{627}", with: "\u{627}\u{644}")
  }

  @Test func `the text of every script can be copied from its page`() throws {
    let scratch = try Scratch()
    let out = scratch.path("specimen.pdf")
    let outcome = try run(["render", specimen, "-o", out, "--strict"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let printed = squeezed(String(decoding: try run(["-raw", out, "-"], executable: "/usr/bin/pdftotext").output, as: UTF8.self))
    let texts = try texts()
    #expect(Set(texts.map(\.language)).count >= 15)
    for (language, text) in texts { #expect(printed.range(of: squeezed(text), options: .literal) != nil, "\(language): \(text)") }
  }
}
