import DataTables
import Diagnostics
import Formats
import Specs

/// Turns the author's texts into what is printed: picks the language and fills in `{{ expression | format }}`.
struct TextEvaluator: Sendable {
  var language: String
  /// What expressions may name: `params`, `document`, one-row data, and `page` and `pages` in running texts.
  var names: NamedValues

  /// The finished text. What cannot be evaluated is a finding and leaves nothing in its place.
  func text(_ text: LocalizedText?, findings: inout Findings) -> String? {
    guard let text else { return nil }
    let (template, isMissing) = text.text(for: language)
    if isMissing { findings.missingTranslation(in: language, at: text.range) }
    return fill(template, findings: &findings)
  }

  func fill(_ template: TemplateText, findings: inout Findings) -> String {
    var result = ""
    for part in template.parts {
      switch part {
      case .literal(let literal): result += literal
      case .expression(let expression):
        result += findings.attempt { () throws(Failure) in try evaluate(expression) } ?? ""
      }
    }
    return result
  }

  /// The value of a condition such as `when:`; true when there is none.
  func holds(_ condition: Name?, findings: inout Findings) -> Bool {
    guard let condition else { return true }
    let value = findings.attempt { () throws(Failure) in
      try Expression(parsing: condition.text, at: condition.range).evaluate(in: names)
    }
    return value?.isTruthy ?? true
  }

  private func evaluate(_ template: TemplateExpression) throws(Failure) -> String {
    let name = template.expression
    var value = try Expression(parsing: name.text, at: name.range).evaluate(in: names)
    guard !template.formats.isEmpty else { return value.text }
    for format in template.formats {
      let pattern = try NumberPattern(parsing: format.text, at: format.range, language: language)
      value = .string(try apply(pattern, to: value, at: format))
    }
    return value.text
  }

  private func apply(_ pattern: NumberPattern, to value: Value, at format: Name) throws(Failure) -> String {
    switch pattern.style {
    case .upper, .lower: return pattern.format(text: value.text)
    case .date:
      if let time = value.number ?? value.string.flatMap({ parseECMADate($0) }) { return pattern.format(time) }
    case .number, .percent, .currency, .ordinal:
      if let number = value.number { return pattern.format(number) }
    }
    throw Failure(
      Diagnostic("format-argument", at: format.range, "\"\(format.text)\" cannot show \(value.isNull ? "nothing" : "\"\(value.text)\"")"))
  }
}
