import Diagnostics
package import Geometry
import Inputs

/// A color as the author gave it.
package enum ColorSetting: Hashable, Sendable {
  case color(Color)
  /// A color of the theme, or else of CSS, to be looked up with `Theme.color(_:)`: the theme's own names come first.
  case named(Name)
  /// Text with `{{ }}` that gives a color when it is evaluated.
  case template(TemplateText)
}

extension Reader where Value == ColorSetting {
  /// `#2C716C`, a CSS name or function, the name of a theme's color, or a template.
  static var color: Reader {
    Reader("a color such as #2C716C", schema: { _ in .string }) { node, findings in
      guard let text = node.string else {
        findings.error("bad-color", at: node.range, "expected a color such as \"#2C716C\", found \(described(node))")
        return nil
      }
      if text.contains("{{") { return findings.attempt { () throws(Failure) in .template(try TemplateText(node)) } }
      if isColorName(text) { return .named(Name(text, at: node.range)) }
      if let color = Color(css: text) { return .color(color) }
      findings.error("bad-color", at: node.range, "\"\(text.prefix(40))\" is not a color", hint: "write \"#rrggbb\" or a name")
      return nil
    }
  }
}

/// A letter, then letters, digits, `-` and `_`.
private func isColorName(_ text: String) -> Bool {
  guard let first = text.utf8.first, (0x61...0x7A).contains(first | 0x20) else { return false }
  return text.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
}
