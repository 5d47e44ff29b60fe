import Foundation

/// A word on a page of a PDF as poppler finds it; points from the top left corner of the page.
struct PrintedWord {
  var text: String
  /// From 0.
  var page: Int
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double

  var middle: Double { (top + bottom) / 2 }

  /// True when the two stand on one line.
  func isLevel(with other: PrintedWord) -> Bool { page == other.page && abs(middle - other.middle) < 3 }
}

/// The words of a PDF in poppler's order.
func printedWords(of pdf: String) throws -> [PrintedWord] {
  let outcome = try run(["-bbox", pdf, "-"], executable: "/usr/bin/pdftotext")
  var words: [PrintedWord] = []
  var page = -1
  for line in String(decoding: outcome.output, as: UTF8.self).split(separator: "\n") {
    if line.contains("<page ") { page += 1 }
    guard line.contains("<word "), let open = line.firstIndex(of: ">"), let close = line.range(of: "</word>") else { continue }
    func number(_ name: String) -> Double {
      line.range(of: name + "=\"").flatMap { Double(line[$0.upperBound...].prefix { $0 != "\"" }) } ?? .nan
    }
    words.append(
      PrintedWord(
        text: unescaped(line[line.index(after: open)..<close.lowerBound]), page: page, left: number("xMin"), right: number("xMax"),
        top: number("yMin"), bottom: number("yMax")))
  }
  return words
}

private func unescaped(_ text: Substring) -> String {
  [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")].reduce(String(text)) {
    $0.replacingOccurrences(of: $1.0, with: $1.1)
  }
}

/// The rows of a CSV file with its header's names. Quotes are understood; line breaks inside them are not.
func csvRows(_ path: String) throws -> [[String: String]] {
  let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map { cells(of: $0) }
  guard let header = lines.first else { return [] }
  return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
}

private func cells(of line: Substring) -> [String] {
  var result = [""], isQuoted = false
  for character in line where character != "\r" {
    if character == "\"" { isQuoted.toggle() } else if character == ",", !isQuoted { result.append("") } else {
      result[result.count - 1].append(character)
    }
  }
  return result
}
