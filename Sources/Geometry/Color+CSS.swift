extension Color {
  /// Reads a CSS color: `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()`, `hsl()`, `hsla()`, `transparent` or one of the 148 names
  /// of CSS Color Level 4. Nil for anything else.
  package init?(css text: String) {
    let word = text.lowercased().filter { $0 != " " }
    if word.hasPrefix("#") {
      self.init(hexDigits: String(word.dropFirst()))
    } else if let open = word.firstIndex(of: "("), word.hasSuffix(")") {
      self.init(function: String(word[..<open]), arguments: word[word.index(after: open)...].dropLast())
    } else if word == "transparent" {
      self.init(red: 0, green: 0, blue: 0, alpha: 0)
    } else if let hex = cssColorNames[word] {
      self.init(hex: hex)
    } else {
      return nil
    }
  }

  private init?(hexDigits digits: String) {
    guard digits.allSatisfy(\.isHexDigit), let n = UInt32(digits, radix: 16) else { return nil }
    switch digits.count {
    case 3: self.init(hex: (n >> 8 & 15) * 0x110000 + (n >> 4 & 15) * 0x1100 + (n & 15) * 0x11)
    case 6: self.init(hex: n)
    case 8: self.init(hex: n >> 8, alpha: Double(n & 255) / 255)
    default: return nil
    }
  }

  private init?(function: String, arguments: Substring) {
    let parts = arguments.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4 else { return nil }
    func number(_ s: Substring, percentOf whole: Double) -> Double? {
      s.hasSuffix("%") ? Double(s.dropLast()).map { $0 / 100 * whole } : Double(s)
    }
    let alpha = parts.count == 4 ? number(parts[3], percentOf: 1) : 1
    guard let alpha else { return nil }
    switch function {
    case "rgb", "rgba":
      guard let r = number(parts[0], percentOf: 255), let g = number(parts[1], percentOf: 255),
        let b = number(parts[2], percentOf: 255)
      else { return nil }
      self.init(red: r / 255, green: g / 255, blue: b / 255, alpha: alpha)
    case "hsl", "hsla":
      guard let h = Double(parts[0]), h.isFinite, let s = number(parts[1], percentOf: 1), let l = number(parts[2], percentOf: 1)
      else { return nil }
      self.init(hue: h, saturation: s, lightness: l, alpha: alpha)
    default: return nil
    }
  }

  /// A color from hue (degrees), saturation and lightness (0...1), after CSS Color Level 3.
  package init(hue: Double, saturation: Double, lightness: Double, alpha: Double = 1) {
    let turn = (hue.truncatingRemainder(dividingBy: 360) + 360).truncatingRemainder(dividingBy: 360)
    let m2 = lightness + (lightness < 0.5 ? lightness : 1 - lightness) * saturation
    let m1 = 2 * lightness - m2
    func channel(_ shift: Double) -> Double {
      let h = (turn + shift + 360).truncatingRemainder(dividingBy: 360)
      if h < 60 { return m1 + (m2 - m1) * h / 60 }
      if h < 180 { return m2 }
      return h < 240 ? m1 + (m2 - m1) * (240 - h) / 60 : m1
    }
    self.init(red: channel(120), green: channel(0), blue: channel(-120), alpha: alpha)
  }
}
