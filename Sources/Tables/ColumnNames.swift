import Diagnostics
import Specs

/// Finds the columns that names and patterns mean.
struct ColumnNames {
  let names: [String]

  /// The places of the columns that `selector` means, in the order of the data. A name that is a column's own means that column
  /// even with `*` in it. None, with a finding, when nothing matches.
  func places(of selector: Name, findings: inout Findings) -> [Int] {
    if let exact = names.firstIndex(of: selector.text) { return [exact] }
    let isPattern = selector.text.contains { $0 == "*" || $0 == "?" }
    let found = isPattern ? names.indices.filter { matchesGlob(selector.text, names[$0]) } : []
    if found.isEmpty {
      let message = isPattern ? "no column matches \"\(selector.text)\"" : "unknown column \"\(selector.text)\""
      findings.error("unknown-column", at: selector.range, message, hint: didYouMean(selector.text, among: names) ?? listed)
    }
    return found
  }

  func places(of selectors: [Name], findings: inout Findings) -> [Int] {
    var result: [Int] = []
    for selector in selectors {
      for place in places(of: selector, findings: &findings) where !result.contains(place) { result.append(place) }
    }
    return result
  }

  private var listed: String? {
    names.isEmpty ? nil : "columns here are " + names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
  }
}

/// True when `text` fits `pattern`, in which `*` stands for any letters and `?` for one. Linear but for one step back.
func matchesGlob(_ pattern: String, _ text: String) -> Bool {
  let pattern = Array(pattern.unicodeScalars), text = Array(text.unicodeScalars)
  var p = 0, t = 0
  var star: (p: Int, t: Int)?
  while t < text.count {
    if p < pattern.count, pattern[p] == "*" {
      star = (p, t)
      p += 1
    } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
      p += 1
      t += 1
    } else if let back = star {
      star = (back.p, back.t + 1)
      p = back.p + 1
      t = back.t + 1
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == "*" }
}
