import Diagnostics
import Geometry

/// The scene as `monsoon-scene/1` JSON: one mark a line, numbers rounded to a hundredth, keys in a fixed order.
package func markSceneJSON(_ scene: MarkScene) -> String {
  var out = "{\"format\":\"monsoon-scene/1\",\"name\":\(jsonString(scene.name)),\"width\":\(number(scene.size.width)),\"height\":\(number(scene.size.height))"
  out += ",\"background\":" + (scene.background.map { jsonString($0.hex) } ?? "null")
  out += ",\n\"views\":[" + scene.views.map { "{\(box($0))}" }.joined(separator: ",") + "],\n\"marks\":["
  for (i, mark) in scene.marks.enumerated() {
    out += i == 0 ? "\n" : ",\n"
    out += line(mark)
  }
  return out + "\n]}\n"
}

/// The shortest decimal of a number rounded to a hundredth; 0 for what is not finite.
private func number(_ x: Double) -> String {
  guard x.isFinite else { return "0" }
  let cents = (x * 100).rounded()
  guard let n = Int64(exactly: cents) else { return "\(x)" }
  let sign = n < 0 ? "-" : "", size = n.magnitude
  let whole = size / 100, rest = size % 100
  if rest == 0 { return "\(sign)\(whole)" }
  return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

/// Angles and opacities keep four digits.
private func fine(_ x: Double) -> String {
  guard x.isFinite else { return "0" }
  let n = (x * 10_000).rounded()
  guard let whole = Int64(exactly: n), whole % 10_000 != 0 else { return number(x) }
  return "\(Double(whole) / 10_000)"
}

private func box(_ r: Rect) -> String { "\"x\":\(number(r.x)),\"y\":\(number(r.y)),\"width\":\(number(r.width)),\"height\":\(number(r.height))" }

private func line(_ mark: Mark) -> String {
  let type: String, fields: String
  switch mark.shape {
  case .rect(let r, let radii): (type, fields) = ("rect", box(r) + corners(radii))
  case .rule(let a, let b): (type, fields) = ("rule", "\"x1\":\(number(a.x)),\"y1\":\(number(a.y)),\"x2\":\(number(b.x)),\"y2\":\(number(b.y))")
  case .symbol(let s):
    (type, fields) = ("symbol", "\"x\":\(number(s.center.x)),\"y\":\(number(s.center.y)),\"size\":\(number(s.size)),\"shape\":\(jsonString(s.shape))" + (s.angle == 0 ? "" : ",\"angle\":\(number(s.angle))"))
  case .arc(let a):
    var text = "\"x\":\(number(a.center.x)),\"y\":\(number(a.center.y)),\"startAngle\":\(fine(a.startAngle)),\"endAngle\":\(fine(a.endAngle))"
    text += ",\"innerRadius\":\(number(a.innerRadius)),\"outerRadius\":\(number(a.outerRadius))"
    if a.padAngle != 0 { text += ",\"padAngle\":\(fine(a.padAngle))" }
    if a.cornerRadius != 0 { text += ",\"cornerRadius\":\(number(a.cornerRadius))" }
    (type, fields) = ("arc", text)
  case .path(let path, let kind): (type, fields) = ("path", "\"kind\":\"\(kind.rawValue)\",\"d\":\"\(svg(path))\"")
  case .trail(let points):
    (type, fields) = ("trail", "\"points\":[" + points.map { "[\(number($0.point.x)),\(number($0.point.y)),\(number($0.width))]" }.joined(separator: ",") + "]")
  case .text(let t): (type, fields) = ("text", text(t))
  case .image(let i): (type, fields) = ("image", box(i.box) + ",\"url\":\(jsonString(i.url))" + (i.keepsShape ? "" : ",\"aspect\":false"))
  }
  return "{\"type\":\"\(type)\",\"role\":\"\(mark.role.rawValue)\",\(fields)\(look(mark))}"
}

private func corners(_ r: CornerRadii) -> String {
  if r == .zero { return "" }
  if r == CornerRadii(all: r.topLeft) { return ",\"cornerRadius\":\(number(r.topLeft))" }
  return ",\"cornerRadiusTopLeft\":\(number(r.topLeft)),\"cornerRadiusTopRight\":\(number(r.topRight)),\"cornerRadiusBottomLeft\":\(number(r.bottomLeft)),\"cornerRadiusBottomRight\":\(number(r.bottomRight))"
}

private func text(_ t: TextMark) -> String {
  let words = t.lines.count == 1 ? jsonString(t.lines[0]) : "[" + t.lines.map(jsonString).joined(separator: ",") + "]"
  var out = "\"x\":\(number(t.anchor.x)),\"y\":\(number(t.anchor.y)),\"text\":\(words),\"fontSize\":\(number(t.fontSize)),\"align\":\"\(t.align.rawValue)\",\"baseline\":\"\(t.baseline.rawValue)\""
  if t.angle != 0 { out += ",\"angle\":\(number(t.angle))" }
  if t.font != "sans-serif" { out += ",\"font\":\(jsonString(t.font))" }
  if t.fontWeight != 400 { out += ",\"fontWeight\":" + (t.fontWeight == 700 ? "\"bold\"" : "\(t.fontWeight)") }
  if t.italic { out += ",\"fontStyle\":\"italic\"" }
  if let leading = t.lineHeight { out += ",\"lineHeight\":\(number(leading))" }
  if t.limit > 0 { out += ",\"limit\":\(number(t.limit))" }
  return out
}

private func look(_ mark: Mark) -> String {
  let s = mark.style
  var out = ""
  if let fill = s.fill { out += ",\"fill\":" + paint(fill) }
  if let stroke = s.stroke { out += ",\"stroke\":" + paint(stroke) + ",\"strokeWidth\":\(number(s.strokeWidth))" }
  if s.opacity != 1 { out += ",\"opacity\":\(fine(s.opacity))" }
  if s.fillOpacity != 1 { out += ",\"fillOpacity\":\(fine(s.fillOpacity))" }
  if s.strokeOpacity != 1 { out += ",\"strokeOpacity\":\(fine(s.strokeOpacity))" }
  if !s.strokeDash.isEmpty { out += ",\"strokeDash\":[" + s.strokeDash.map(number).joined(separator: ",") + "]" }
  if let cap = s.strokeCap { out += ",\"strokeCap\":\(jsonString(cap))" }
  if let join = s.strokeJoin { out += ",\"strokeJoin\":\(jsonString(join))" }
  if let c = mark.clip { out += ",\"clip\":[\(number(c.x)),\(number(c.y)),\(number(c.width)),\(number(c.height))]" }
  return out
}

private func paint(_ paint: MarkPaint) -> String {
  switch paint {
  case .color(let c): return jsonString(c.hex)
  case .hatch(let h): return jsonString(h.ground.hex)
  case .gradient(let g):
    let stops = g.stops.map { "{\"offset\":\(fine($0.offset)),\"color\":\(jsonString($0.color.hex))}" }.joined(separator: ",")
    var out = "{\"gradient\":\"\(g.isRadial ? "radial" : "linear")\",\"x1\":\(fine(g.x1)),\"y1\":\(fine(g.y1)),\"x2\":\(fine(g.x2)),\"y2\":\(fine(g.y2))"
    if g.isRadial { out += ",\"r1\":\(fine(g.r1)),\"r2\":\(fine(g.r2))" }
    return out + ",\"stops\":[\(stops)]}"
  }
}

private func svg(_ path: Path) -> String {
  var out = ""
  for element in path.elements {
    switch element {
    case .move(let p): out += "M\(number(p.x)),\(number(p.y))"
    case .line(let p): out += "L\(number(p.x)),\(number(p.y))"
    case .curve(let a, let b, let p): out += "C\(number(a.x)),\(number(a.y)),\(number(b.x)),\(number(b.y)),\(number(p.x)),\(number(p.y))"
    case .close: out += "Z"
    }
  }
  return out
}
