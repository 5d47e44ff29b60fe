import Geometry

/// A length with at most three decimals, without trailing zeros, exponent or negative zero. What is not finite becomes `null`.
func number(_ value: Double) -> String {
  let thousandths = (value * 1000).rounded()
  guard thousandths.isFinite else { return "null" }
  guard let whole = Int(exactly: thousandths) else { return "\(value)" }
  let sign = whole < 0 ? "-" : ""
  let digits = String(whole.magnitude % 1000)
  var fraction = String(repeating: "0", count: 3 - digits.count) + digits
  while fraction.hasSuffix("0") { fraction.removeLast() }
  return sign + String(whole.magnitude / 1000) + (fraction.isEmpty ? "" : "." + fraction)
}

func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

func members(_ fields: [(String, String)]) -> String { fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") }

func object(_ fields: [(String, String)]) -> String { "{" + members(fields) + "}" }

/// `text` as a JSON string literal (RFC 8259), quotes included.
func jsonText(_ text: String) -> String {
  var out = "\""
  for c in text.unicodeScalars {
    switch c {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    case "\t": out += "\\t"
    case _ where c.value < 0x20 || c.value == 0x7F:
      let digits = String(c.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: out.unicodeScalars.append(c)
    }
  }
  return out + "\""
}

extension Point {
  var numbers: [String] { [number(x), number(y)] }
}

extension Rect {
  var numbers: [String] { [number(x), number(y), number(width), number(height)] }
}

extension Path {
  /// The path as SVG writes it: absolute M, L, C and Z.
  var svgText: String {
    elements.map { element in
      switch element {
      case .move(let p): "M" + p.numbers.joined(separator: " ")
      case .line(let p): "L" + p.numbers.joined(separator: " ")
      case .curve(let a, let b, let p): "C" + (a.numbers + b.numbers + p.numbers).joined(separator: " ")
      case .close: "Z"
      }
    }.joined(separator: " ")
  }
}
