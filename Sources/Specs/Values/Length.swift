import Diagnostics
import Inputs

/// The units of lengths in a spec.
package enum LengthUnit: String, CaseIterable, Sendable {
  case pt
  case mm
  case cm
  case inch = "in"
  case em
  case percent = "%"
  case fr
  case px
}

/// A length as the author wrote it: a number and a unit.
package struct Length: Hashable, Sendable {
  package var value: Double
  package var unit: LengthUnit

  package init(_ value: Double, _ unit: LengthUnit) {
    self.value = value
    self.unit = unit
  }

  /// Numbers beyond this are mistakes: 100,000 mm are 100 m.
  package static let most = 100_000.0

  /// The length in points. Percentages are of `whole` points; an em is `em` points. Nil for `fr`, which only shares of a row have.
  package func resolve(against whole: Double, em: Double) -> Double? {
    switch unit {
    case .pt: value
    case .mm: value * 72 / 25.4
    case .cm: value * 72 / 2.54
    case .inch: value * 72
    case .px: value * 0.75
    case .em: value * em
    case .percent: value / 100 * whole
    case .fr: nil
    }
  }

  /// The length in points when it depends on nothing else; nil for em, % and fr.
  package var points: Double? {
    switch unit {
    case .pt, .mm, .cm, .inch, .px: resolve(against: 0, em: 0)
    case .em, .percent, .fr: nil
    }
  }

  /// Reads `12mm`, `0.5 in`, `50%`, `2fr`; nil for anything else, numbers past `most` too.
  package static func parse(_ text: String) -> Length? {
    let trimmed = text.drop { $0 == " " }
    let digits = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    let rest = trimmed.dropFirst(digits.count).filter { $0 != " " }
    guard let unit = LengthUnit(rawValue: rest), let value = Double(digits), abs(value) <= most else { return nil }
    return Length(value, unit)
  }

  /// `12mm`.
  package var text: String { short(value) + unit.rawValue }
}

private let lengthPattern = "^ *-?[0-9.]+ *(pt|mm|cm|in|em|%|fr|px) *$"

extension Reader where Value == Length {
  /// A length of one of `units` that is not negative.
  static func length(_ units: [LengthUnit] = [.pt, .mm, .cm, .inch, .em, .percent, .px], negative: Bool = false) -> Reader {
    let expected = "a length such as \(units.contains(.mm) ? "12mm" : "1fr")"
    return Reader(expected, schema: { _ in .pattern(lengthPattern) }) { node, findings in
      readLength(node, units, negative, &findings)
    }
  }

  /// A share or a fixed width of a row: `2fr`, `30mm`, `40%`.
  static var share: Reader { length(LengthUnit.allCases) }
}

private func readLength(_ node: TreeNode, _ units: [LengthUnit], _ negative: Bool, _ findings: inout Findings) -> Length? {
  if case .number(let literal) = node.value {
    let unit = units.contains(.mm) ? "mm" : units.first?.rawValue ?? "mm"
    findings.error("bad-length", at: node.range, "the length \(literal.text) has no unit", hint: "write \(literal.text)\(unit)")
    return nil
  }
  guard let text = node.string, let length = Length.parse(text) else {
    let allowed = units.map(\.rawValue).joined(separator: ", ")
    findings.error(
      "bad-length", at: node.range, "expected a length, found \(described(node))", hint: "write a number and one of \(allowed)")
    return nil
  }
  guard units.contains(length.unit) else {
    findings.error(
      "bad-length", at: node.range, "\(length.text) cannot be used here",
      hint: "units here are \(units.map(\.rawValue).joined(separator: ", "))")
    return nil
  }
  guard negative || length.value >= 0 else {
    findings.error("bad-length", at: node.range, "the length \(length.text) is negative")
    return nil
  }
  return length
}
