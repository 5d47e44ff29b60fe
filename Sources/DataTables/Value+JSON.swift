import Diagnostics
import Formats

extension Value {
  /// The value as compact JSON; dates are ISO texts, what is no finite number is null.
  package var json: String {
    var out = ""
    writeJSON(into: &out)
    return out
  }

  private func writeJSON(into out: inout String) {
    switch self {
    case .null: out += "null"
    case .bool, .integer: out += text
    case .number(let x): out += x.isFinite ? ecmaString(x) : "null"
    case .string(let text): out += jsonString(text)
    case .date(let x): out += jsonString(dateText(x, withTime: true))
    case .list(let elements):
      out += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { out += "," }
        element.writeJSON(into: &out)
      }
      out += "]"
    case .object(let fields):
      out += "{"
      for (index, field) in fields.enumerated() {
        if index > 0 { out += "," }
        out += jsonString(field.name) + ":"
        field.value.writeJSON(into: &out)
      }
      out += "}"
    }
  }
}
