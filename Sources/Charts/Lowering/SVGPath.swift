import Geometry
import Glibc

extension Path {
  /// Reads the path data of SVG (https://www.w3.org/TR/SVG2/paths.html#PathData); nil when it is none.
  init?(svg text: String) {
    var reader = SVGPathReader(text)
    guard let path = reader.read() else { return nil }
    self = path
  }
}

private struct SVGPathReader {
  private let bytes: [UInt8]
  private var i = 0
  private var path = Path()
  private var here = Point.zero
  private var start = Point.zero
  private var control: Point?

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func read() -> Path? {
    var command: UInt8 = 0
    while true {
      skip()
      guard i < bytes.count else { break }
      if isLetter(bytes[i]) {
        command = bytes[i]
        i += 1
      } else if command == 0 || command | 0x20 == UInt8(ascii: "z") {
        return nil
      }
      guard step(command) else { return nil }
      if command == UInt8(ascii: "M") { command = UInt8(ascii: "L") }
      if command == UInt8(ascii: "m") { command = UInt8(ascii: "l") }
    }
    return path.isEmpty ? nil : path
  }

  private func isLetter(_ b: UInt8) -> Bool { b | 0x20 >= 0x61 && b | 0x20 <= 0x7A && b | 0x20 != 0x65 }

  private mutating func skip() {
    while i < bytes.count, bytes[i] <= 0x20 || bytes[i] == UInt8(ascii: ",") { i += 1 }
  }

  private mutating func number() -> Double? {
    skip()
    let from = i
    if i < bytes.count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") { i += 1 }
    var hasDot = false
    while i < bytes.count {
      let b = bytes[i]
      if b == UInt8(ascii: "."), !hasDot {
        hasDot = true
      } else if b | 0x20 == 0x65 {
        if i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "-") || bytes[i + 1] == UInt8(ascii: "+") { i += 1 }
      } else if b < 0x30 || b > 0x39 {
        break
      }
      i += 1
    }
    i = min(i, bytes.count)
    return Double(String(decoding: bytes[min(from, i)..<i], as: UTF8.self))
  }

  private mutating func point(_ relative: Bool) -> Point? {
    guard let x = number(), let y = number() else { return nil }
    return relative ? here.moved(x, y) : Point(x: x, y: y)
  }

  private mutating func step(_ command: UInt8) -> Bool {
    let relative = command >= 0x61
    let before = control
    control = nil
    switch Character(UnicodeScalar(command & ~0x20)) {
    case "M":
      guard let p = point(relative) else { return false }
      path.move(to: p)
      here = p
      start = p
    case "L":
      guard let p = point(relative) else { return false }
      line(p)
    case "H":
      guard let x = number() else { return false }
      line(Point(x: relative ? here.x + x : x, y: here.y))
    case "V":
      guard let y = number() else { return false }
      line(Point(x: here.x, y: relative ? here.y + y : y))
    case "C":
      guard let a = point(relative), let b = point(relative), let p = point(relative) else { return false }
      curve(a, b, p)
    case "S":
      guard let b = point(relative), let p = point(relative) else { return false }
      curve(before.map(mirrored) ?? here, b, p)
    case "Q":
      guard let q = point(relative), let p = point(relative) else { return false }
      quadratic(q, p)
    case "T":
      guard let p = point(relative) else { return false }
      quadratic(before.map(mirrored) ?? here, p)
    case "A":
      guard let rx = number(), let ry = number(), let turn = number(), let large = number(), let sweep = number(), let p = point(relative) else { return false }
      arc(abs(rx), abs(ry), turn * .pi / 180, large != 0, sweep != 0, p)
    case "Z":
      path.close()
      here = start
    default: return false
    }
    return true
  }

  private func mirrored(_ p: Point) -> Point { Point(x: 2 * here.x - p.x, y: 2 * here.y - p.y) }

  private mutating func line(_ p: Point) {
    path.line(to: p)
    here = p
  }

  private mutating func curve(_ a: Point, _ b: Point, _ p: Point) {
    path.curve(a, b, to: p)
    control = b
    here = p
  }

  private mutating func quadratic(_ q: Point, _ p: Point) {
    let a = Point(x: here.x + 2 / 3 * (q.x - here.x), y: here.y + 2 / 3 * (q.y - here.y))
    let b = Point(x: p.x + 2 / 3 * (q.x - p.x), y: p.y + 2 / 3 * (q.y - p.y))
    path.curve(a, b, to: p)
    control = q
    here = p
  }

  /// Endpoint to center form as in SVG 2, appendix B.2.4.
  private mutating func arc(_ rx0: Double, _ ry0: Double, _ turn: Double, _ large: Bool, _ sweep: Bool, _ p: Point) {
    guard rx0 > 0, ry0 > 0, here != p else { return line(p) }
    let c = cos(turn), s = sin(turn)
    let dx = (here.x - p.x) / 2, dy = (here.y - p.y) / 2
    let x1 = c * dx + s * dy, y1 = -s * dx + c * dy
    let over = max(1, (x1 * x1 / rx0 / rx0 + y1 * y1 / ry0 / ry0).squareRoot())
    let rx = rx0 * over, ry = ry0 * over
    let d = rx * rx * y1 * y1 + ry * ry * x1 * x1
    let k = (max(0, rx * rx * ry * ry - d) / d).squareRoot() * (large == sweep ? -1 : 1)
    let qx = k * rx * y1 / ry, qy = -k * ry * x1 / rx
    let cx = c * qx - s * qy + (here.x + p.x) / 2, cy = s * qx + c * qy + (here.y + p.y) / 2
    let from = atan2((y1 - qy) / ry, (x1 - qx) / rx)
    var span = atan2((-y1 - qy) / ry, (-x1 - qx) / rx) - from
    if sweep, span < 0 { span += 2 * .pi }
    if !sweep, span > 0 { span -= 2 * .pi }
    let steps = max(1, Int(exactly: (abs(span) / (.pi / 2)).rounded(.up)) ?? 1)
    let t = span / Double(steps), m = 4.0 / 3 * tan(t / 4)
    func at(_ a: Double, _ u: Double, _ v: Double) -> Point {
      let x = rx * (cos(a) * u - sin(a) * v), y = ry * (sin(a) * u + cos(a) * v)
      return Point(x: cx + c * x - s * y, y: cy + s * x + c * y)
    }
    for n in 0..<min(steps, 8) {
      let a = from + t * Double(n)
      path.curve(at(a, 1, m), at(a + t, 1, -m), to: n == steps - 1 ? p : at(a + t, 1, 0))
    }
    here = p
  }
}
