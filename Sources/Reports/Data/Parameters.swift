import DataTables
import Diagnostics
import Formats
import Inputs
import Specs

/// The values of the parameters: their defaults, replaced by what the command line gives.
func bindParameters(_ specs: [ParamSpec], overrides: [ParameterOverride], findings: inout Findings) -> [ObjectField] {
  for override in overrides where !specs.contains(where: { $0.name.text == override.name }) {
    let names = specs.map(\.name.text)
    findings.error(
      "unknown-parameter", at: .detached, "the spec has no parameter \"\(override.name)\"",
      hint: didYouMean(override.name, among: names) ?? (names.isEmpty ? nil : "known are \(names.joined(separator: ", "))"))
  }
  return specs.map { spec in
    let override = overrides.last { $0.name == spec.name.text }
    let value = override.map { read($0.text, as: spec) } ?? spec.fallback.map { read($0, as: spec) } ?? .some(.null)
    guard let value, fits(value, spec) else {
      let found = override?.text ?? spec.fallback.map { Value($0).text } ?? ""
      findings.error(
        "bad-parameter", at: override == nil ? spec.fallback?.range ?? spec.name.range : spec.name.range,
        "parameter \"\(spec.name.text)\": \"\(found)\" is not \(expectation(spec))")
      return ObjectField(name: spec.name.text, value: .null)
    }
    return ObjectField(name: spec.name.text, value: value)
  }
}

/// The text as a value of the parameter's type; nil when it is none.
private func read(_ text: String, as spec: ParamSpec) -> Value? {
  switch spec.kind ?? kind(of: spec.fallback) {
  case .int: Int64(text).map { .integer($0) }
  case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
  case .bool: text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
  case .date: parseECMADate(text).map { .date($0) }
  case .string: .string(text)
  }
}

/// The default as a value of the parameter's type; nil when it is none. A date is written as text.
private func read(_ fallback: TreeNode, as spec: ParamSpec) -> Value? {
  if spec.kind == .date, let text = fallback.string { return parseECMADate(text).map { .date($0) } }
  return Value(fallback)
}

private func kind(of fallback: TreeNode?) -> ParamSpec.Kind {
  switch fallback?.value {
  case .bool: .bool
  case .number(let literal): Int64(literal.text) == nil ? .number : .int
  case .null, .string, .sequence, .mapping, nil: .string
  }
}

private func fits(_ value: Value, _ spec: ParamSpec) -> Bool {
  if value.isNull { return true }
  if let number = value.number, number < spec.least ?? -.infinity || number > spec.most ?? .infinity { return false }
  if !spec.choices.isEmpty, !spec.choices.contains(where: { Value($0).text == value.text }) { return false }
  switch spec.kind {
  case .int: if case .integer = value { return true } else { return false }
  case .number: return value.number != nil
  case .bool: if case .bool = value { return true } else { return false }
  case .string: return value.string != nil
  case .date: if case .date = value { return true } else { return false }
  case nil: return true
  }
}

private func expectation(_ spec: ParamSpec) -> String {
  if !spec.choices.isEmpty { return "one of " + spec.choices.map { Value($0).text }.joined(separator: ", ") }
  var text = "a value of type \((spec.kind ?? kind(of: spec.fallback)).rawValue)"
  if let least = spec.least { text += ", at least \(Value.number(least).text)" }
  if let most = spec.most { text += ", at most \(Value.number(most).text)" }
  return text
}
