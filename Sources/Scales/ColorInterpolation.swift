package import Geometry
import Glibc

/// The space in which colors between two given ones are found.
package enum ColorSpace: String, Hashable, Sendable, CaseIterable {
  case rgb
  case hsl
  case hslLong = "hsl-long"
  case lab
  case hcl
  case hclLong = "hcl-long"
}

/// A row of colors with everything between them.
package struct ColorRamp: Hashable, Sendable {
  package var colors: [Color]
  package var space: ColorSpace

  package init(_ colors: [Color], space: ColorSpace = .rgb) {
    self.colors = colors
    self.space = space
  }

  /// The color at `t`; beyond 0...1 the outer pieces go on, held to what can be shown.
  package func callAsFunction(_ t: Double) -> Color {
    guard let first = colors.first else { return .black }
    guard colors.count > 1, !t.isNaN else { return first }
    let x = min(1e6, max(-1e6, t)) * Double(colors.count - 1)
    let i = max(0, min(colors.count - 2, Int(exactly: x.rounded(.down)) ?? 0))
    return mix(colors[i], colors[i + 1], x - Double(i), in: space)
  }

  /// `count` colors at even distances, both ends included; the middle one for a single.
  package func sampled(_ count: Int) -> [Color] {
    guard count > 1 else { return count == 1 ? [self(0.5)] : [] }
    return (0..<count).map { self(Double($0) / Double(count - 1)) }
  }
}

/// The color at `t` between two colors.
package func mix(_ a: Color, _ b: Color, _ t: Double, in space: ColorSpace = .rgb) -> Color {
  func between(_ x: Double, _ y: Double) -> Double { x + (y - x) * t }
  let alpha = between(a.alpha, b.alpha)
  switch space {
  case .rgb:
    return Color(red: between(a.red, b.red), green: between(a.green, b.green), blue: between(a.blue, b.blue), alpha: alpha)
  case .hsl, .hslLong:
    let p = HSL(a), q = HSL(b)
    let hue = betweenHues(p.hue, q.hue, t, long: space == .hslLong)
    let saturation = betweenKnown(p.saturation, q.saturation, t)
    return Color(hue: hue.isNaN ? 0 : hue, saturation: saturation.isNaN ? 0 : saturation, lightness: between(p.lightness, q.lightness), alpha: alpha)
  case .lab:
    let p = Lab(a), q = Lab(b)
    return Lab(l: between(p.l, q.l), a: between(p.a, q.a), b: between(p.b, q.b)).color(alpha: alpha)
  case .hcl, .hclLong:
    let p = HCL(Lab(a)), q = HCL(Lab(b))
    let hue = betweenHues(p.hue, q.hue, t, long: space == .hclLong)
    return HCL(hue: hue, chroma: betweenKnown(p.chroma, q.chroma, t), lightness: between(p.lightness, q.lightness)).lab.color(alpha: alpha)
  }
}

/// A gray has no hue: the other color's is taken.
private func betweenHues(_ a: Double, _ b: Double, _ t: Double, long: Bool) -> Double {
  if a.isNaN { return b }
  if b.isNaN { return a }
  var d = b - a
  if !long, d > 180 || d < -180 { d -= 360 * (d / 360).rounded() }
  return a + d * t
}

private func betweenKnown(_ a: Double, _ b: Double, _ t: Double) -> Double {
  if a.isNaN { return b }
  if b.isNaN { return a }
  return a + (b - a) * t
}

private struct HSL {
  var hue: Double
  var saturation: Double
  var lightness: Double

  init(_ c: Color) {
    let low = min(c.red, c.green, c.blue), high = max(c.red, c.green, c.blue)
    let d = high - low
    lightness = (high + low) / 2
    guard d > 0 else {
      hue = .nan
      saturation = lightness > 0 && lightness < 1 ? 0 : .nan
      return
    }
    let turn = c.red == high ? (c.green - c.blue) / d + (c.green < c.blue ? 6 : 0)
      : c.green == high ? (c.blue - c.red) / d + 2 : (c.red - c.green) / d + 4
    hue = turn * 60
    saturation = d / (lightness < 0.5 ? high + low : 2 - high - low)
  }
}

/// CIE L*a*b* with the D50 white of d3-color (https://d3js.org/d3-color).
package struct Lab {
  package var l: Double
  package var a: Double
  package var b: Double

  private static let white = (0.96422, 1.0, 0.82521)

  package init(l: Double, a: Double, b: Double) {
    self.l = l
    self.a = a
    self.b = b
  }

  package init(_ c: Color) {
    func linear(_ x: Double) -> Double { x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4) }
    func bend(_ t: Double) -> Double { t > 0.008856451679035631 ? cbrt(t) : t / 0.12841854934601665 + 4.0 / 29 }
    let r = linear(c.red), g = linear(c.green), u = linear(c.blue)
    let y = bend((0.2225045 * r + 0.7168786 * g + 0.0606169 * u) / Self.white.1)
    let x = bend((0.4360747 * r + 0.3850649 * g + 0.1430804 * u) / Self.white.0)
    let z = bend((0.0139322 * r + 0.0971045 * g + 0.7141733 * u) / Self.white.2)
    self.init(l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  package func color(alpha: Double = 1) -> Color {
    func unbend(_ t: Double) -> Double { t > 6.0 / 29 ? t * t * t : 0.12841854934601665 * (t - 4.0 / 29) }
    func gamma(_ x: Double) -> Double { x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055 }
    let fy = (l + 16) / 116
    let y = Self.white.1 * unbend(fy), x = Self.white.0 * unbend(fy + a / 500), z = Self.white.2 * unbend(fy - b / 200)
    return Color(
      red: gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z), green: gamma(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
      blue: gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z), alpha: alpha)
  }
}

/// L*a*b* in polar form. A gray has neither hue nor (at black and white) chroma.
private struct HCL {
  var hue: Double
  var chroma: Double
  var lightness: Double

  init(hue: Double, chroma: Double, lightness: Double) {
    self.hue = hue
    self.chroma = chroma
    self.lightness = lightness
  }

  init(_ c: Lab) {
    lightness = c.l
    if abs(c.a) < 1e-4, abs(c.b) < 1e-4 {
      hue = .nan
      chroma = c.l > 0 && c.l < 100 ? 0 : .nan
    } else {
      let h = atan2(c.b, c.a) * 180 / .pi
      hue = h < 0 ? h + 360 : h
      chroma = (c.a * c.a + c.b * c.b).squareRoot()
    }
  }

  var lab: Lab {
    guard !hue.isNaN, !chroma.isNaN else { return Lab(l: lightness, a: 0, b: 0) }
    let h = hue * .pi / 180
    return Lab(l: lightness, a: cos(h) * chroma, b: sin(h) * chroma)
  }
}
