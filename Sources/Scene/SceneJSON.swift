import Geometry

/// A page as canonical JSON, for goldens: one item a line, keys in a fixed order, lengths in points with at most three decimals
/// and no negative zero, colors as `#rrggbb`, fonts by family, weight and file name.
///
/// Pictures are given by their size and the name made from their bytes. The text ends with a line break.
package func sceneJSON(_ page: ScenePage, fonts: FontBook) -> String {
  var writer = SceneJSONWriter(fonts: fonts)
  writer.write(page)
  return writer.text
}

/// Writes the JSON of a page; each value is a list of ready-made fields.
struct SceneJSONWriter {
  let fonts: FontBook
  private(set) var text = ""

  init(fonts: FontBook) { self.fonts = fonts }

  mutating func write(_ page: ScenePage) {
    text += "{\"size\":\(array([number(page.size.width), number(page.size.height)]))"
    if let label = page.label { text += ",\"label\":\(jsonText(label))" }
    text += ",\"items\":["
    write(page.items, indent: "  ")
    text += "\n]}\n"
  }

  private mutating func write(_ items: [SceneItem], indent: String) {
    for (index, item) in items.enumerated() {
      text += index == 0 ? "\n" + indent : ",\n" + indent
      write(item, indent: indent)
    }
  }

  private mutating func write(_ item: SceneItem, indent: String) {
    switch item {
    case .fill(let path, let paint, let rule): text += object(fillFields(path, paint, rule))
    case .stroke(let path, let paint, let style): text += object(strokeFields(path, paint, style))
    case .glyphs(let run): text += object(fields(of: run))
    case .image(let image): text += object(fields(of: image))
    case .group(let group): write(group, indent: indent)
    case .begin(let tag): text += object(fields(of: tag))
    case .end: text += object([("end", "true")])
    case .link(let rect, let target): text += object([("link", array(rect.numbers)), field(of: target)])
    case .destination(let name, let point): text += object([("destination", jsonText(name)), ("at", array(point.numbers))])
    }
  }

  private mutating func write(_ group: SceneGroup, indent: String) {
    text += "{\"group\":{"
    var fields: [(String, String)] = []
    if let clip = group.clip { fields.append(("clip", jsonText(clip.svgText))) }
    if group.clipRule != .nonzero { fields.append(("rule", jsonText(group.clipRule.rawValue))) }
    if group.opacity != 1 { fields.append(("opacity", number(group.opacity))) }
    text += members(fields) + "},\"items\":["
    write(group.items, indent: indent + "  ")
    text += "\n\(indent)]}"
  }

  private func fillFields(_ path: Path, _ paint: Paint, _ rule: FillRule) -> [(String, String)] {
    let fields = [("fill", value(of: paint)), ("path", jsonText(path.svgText))]
    return rule == .nonzero ? fields : fields + [("rule", jsonText(rule.rawValue))]
  }

  private func strokeFields(_ path: Path, _ paint: Paint, _ style: StrokeStyle) -> [(String, String)] {
    var fields = [("stroke", value(of: paint)), ("width", number(style.width)), ("path", jsonText(path.svgText))]
    if style.cap != .butt { fields.append(("cap", jsonText(style.cap.rawValue))) }
    if style.join != .miter { fields.append(("join", jsonText(style.join.rawValue))) }
    if style.join == .miter, style.miterLimit != 10 { fields.append(("miterLimit", number(style.miterLimit))) }
    if !style.dash.isEmpty { fields.append(("dash", array(style.dash.map(number)))) }
    if style.dashOffset != 0 { fields.append(("dashOffset", number(style.dashOffset))) }
    return fields
  }

  private func fields(of run: GlyphRun) -> [(String, String)] {
    var fields = [
      ("text", jsonText(String(decoding: run.text, as: UTF8.self))), ("font", jsonText(fontName(run.font))),
      ("size", number(run.size)), ("color", jsonText(run.color.hex)),
    ]
    if run.angle != 0 { fields.append(("angle", number(run.angle))) }
    if run.isBackward { fields.append(("backward", "true")) }
    if let halo = run.halo { fields.append(("halo", object([("color", jsonText(halo.color.hex)), ("width", number(halo.width))]))) }
    fields.append(("glyphs", array(run.glyphs.map { array([String($0.id), number($0.x), number($0.y)]) })))
    let isPlain = run.clusters.allSatisfy { $0.bytes == 1 && $0.glyphs == 1 }
    if !isPlain { fields.append(("clusters", array(run.clusters.map { array([String($0.bytes), String($0.glyphs)]) }))) }
    return fields
  }

  /// `Noto Sans 700 italic (NotoSans-BoldItalic.ttf)`; a number for a font outside of the book.
  private func fontName(_ id: FontID) -> String {
    guard fonts.faces.indices.contains(Int(id.row)) else { return "font \(id.row)" }
    let face = fonts[id]
    let file = face.file.split(separator: "/").last.map(String.init) ?? ""
    let member = face.faceIndex == 0 ? file : "\(file)#\(face.faceIndex)"
    return "\(face.family) \(face.weight)\(face.italic ? " italic" : "") (\(member))"
  }

  private func fields(of image: SceneImage) -> [(String, String)] {
    let picture = image.picture
    return [
      ("image", array(image.frame.numbers)), ("format", jsonText(picture.format.rawValue)),
      ("pixels", array([number(picture.size.width), number(picture.size.height)])), ("name", jsonText(picture.name)),
    ]
  }

  private func fields(of tag: StructureTag) -> [(String, String)] {
    var fields = [("begin", jsonText(tag.role.rawValue))]
    if let alt = tag.alt { fields.append(("alt", jsonText(alt))) }
    if let language = tag.language { fields.append(("language", jsonText(language))) }
    return fields
  }

  private func field(of target: LinkTarget) -> (String, String) {
    switch target {
    case .uri(let uri): ("uri", jsonText(uri))
    case .destination(let name): ("to", jsonText(name))
    }
  }

  private func value(of paint: Paint) -> String {
    switch paint {
    case .color(let color): jsonText(color.hex)
    case .gradient(let gradient): value(of: gradient)
    }
  }

  private func value(of gradient: Gradient) -> String {
    let stops = ("stops", array(gradient.stops.map { array([number($0.offset), jsonText($0.color.hex)]) }))
    switch gradient.shape {
    case .linear(let a, let b): return object([("linear", array(a.numbers + b.numbers)), stops])
    case .radial(let a, let r, let b, let s):
      return object([("radial", array(a.numbers + [number(r)] + b.numbers + [number(s)])), stops])
    }
  }
}
