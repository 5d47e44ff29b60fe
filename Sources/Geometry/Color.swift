/// A color in sRGB. Each component lies in 0...1; values outside are held to the range when made.
package struct Color: Hashable, Sendable {
  package var red: Double
  package var green: Double
  package var blue: Double
  package var alpha: Double

  package init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    func hold(_ v: Double) -> Double { v.isNaN ? 0 : min(1, max(0, v)) }
    self.red = hold(red)
    self.green = hold(green)
    self.blue = hold(blue)
    self.alpha = hold(alpha)
  }

  /// `0x2C716C` reads as #2C716C.
  package init(hex: UInt32, alpha: Double = 1) {
    self.init(
      red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255, blue: Double(hex & 255) / 255, alpha: alpha)
  }

  package static let black = Color(hex: 0x000000)
  package static let white = Color(hex: 0xFFFFFF)

  /// The same color with its alpha multiplied by `opacity`.
  package func faded(_ opacity: Double) -> Color { Color(red: red, green: green, blue: blue, alpha: alpha * opacity) }

  /// `#rrggbb`, or `#rrggbbaa` when it is not opaque.
  package var hex: String {
    func pair(_ v: Double) -> String {
      let n = Int((v * 255).rounded())
      let digits = String(n, radix: 16)
      return n < 16 ? "0" + digits : digits
    }
    let solid = "#" + pair(red) + pair(green) + pair(blue)
    return alpha >= 1 ? solid : solid + pair(alpha)
  }

  /// Relative luminance after WCAG 2.1 (0 black, 1 white).
  package var luminance: Double {
    func linear(_ c: Double) -> Double { c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Contrast ratio after WCAG 2.1, from 1 (equal) to 21 (black on white).
  package func contrast(with other: Color) -> Double {
    let a = luminance, b = other.luminance
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The color as dark as words on `ground` need it: its channels are lowered together until the contrast reaches `least`.
  /// A color that has it already stays as it is; one that cannot reach it (on a dark ground) ends as black.
  package func darkened(toContrast least: Double, on ground: Color) -> Color {
    guard contrast(with: ground) < least else { return self }
    func scaled(_ share: Double) -> Color { Color(red: red * share, green: green * share, blue: blue * share, alpha: alpha) }
    var enough = 0.0, tooLight = 1.0
    for _ in 0..<20 {
      let middle = (enough + tooLight) / 2
      if scaled(middle).contrast(with: ground) >= least { enough = middle } else { tooLight = middle }
    }
    return scaled(enough)
  }
}
