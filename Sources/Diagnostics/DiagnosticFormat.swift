/// The written forms of findings that the command line offers.
package enum DiagnosticFormat: String, CaseIterable, Sendable {
  /// `file:line:col: error[id]: message`, then the source line with a caret.
  case text
  /// One JSON object a line.
  case json
  /// GitHub workflow commands (`::error file=...`).
  case github
}

extension Diagnostic {
  /// The finding in the given form, without a final line break.
  package func formatted(as format: DiagnosticFormat) -> String {
    switch format {
    case .text: return formattedAsText
    case .json: return formattedAsJSON
    case .github: return formattedForGitHub
    }
  }

  private var place: (file: String, position: SourcePosition)? {
    guard let file = range.file, let position = range.position else { return nil }
    return (file.name, position)
  }

  private var sentence: String { hint.map { "\(message); \($0)" } ?? message }

  private var formattedAsText: String {
    let head = place.map { "\($0.file):\($0.position.line):\($0.position.column): " } ?? ""
    var text = "\(head)\(severity.rawValue)[\(id)]: \(sentence)"
    if let excerpt { text += "\n" + excerpt }
    return text
  }

  /// The source line with a caret line below it; long lines are shown around the place. Nil without a place.
  private var excerpt: String? {
    guard let file = range.file, let position = range.position else { return nil }
    let scalars = file.line(position.line).unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    guard !scalars.isEmpty else { return nil }
    let most = 160
    let first = position.column > most - 40 ? position.column - 60 : 1
    let shown = scalars.dropFirst(first - 1).prefix(most)
    let end = file.position(at: range.end)
    let width = end.line == position.line ? max(1, min(end.column - position.column, most)) : 1
    var line = ""
    line.unicodeScalars.append(contentsOf: shown)
    let number = String(position.line)
    let gutter = String(repeating: " ", count: number.count)
    let indent = String(repeating: " ", count: max(0, position.column - first))
    return " \(number) | \(line)\n \(gutter) | \(indent)\(String(repeating: "^", count: width))"
  }

  private var formattedAsJSON: String {
    var fields = ["\"severity\":\(jsonString(severity.rawValue))", "\"id\":\(jsonString(id))"]
    if let place {
      fields.append("\"file\":\(jsonString(place.file))")
      fields.append("\"line\":\(place.position.line)")
      fields.append("\"column\":\(place.position.column)")
    }
    fields.append("\"message\":\(jsonString(message))")
    if let hint { fields.append("\"hint\":\(jsonString(hint))") }
    return "{" + fields.joined(separator: ",") + "}"
  }

  private var formattedForGitHub: String {
    func escape(_ text: String, property: Bool) -> String {
      var out = ""
      for c in text.unicodeScalars {
        switch c {
        case "%": out += "%25"
        case "\n": out += "%0A"
        case "\r": out += "%0D"
        case ":" where property: out += "%3A"
        case "," where property: out += "%2C"
        default: out.unicodeScalars.append(c)
        }
      }
      return out
    }
    var head = "::\(severity.rawValue) "
    if let place {
      head += "file=\(escape(place.file, property: true)),line=\(place.position.line),col=\(place.position.column),"
    }
    return head + "title=\(escape(id, property: true))::\(escape(sentence, property: false))"
  }
}

/// `text` as a JSON string literal, quotes included.
package func jsonString(_ text: String) -> String {
  var out = "\""
  for c in text.unicodeScalars {
    switch c {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    case "\r": out += "\\r"
    case "\t": out += "\\t"
    case _ where c.value < 0x20:
      let digits = String(c.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: out.unicodeScalars.append(c)
    }
  }
  return out + "\""
}
