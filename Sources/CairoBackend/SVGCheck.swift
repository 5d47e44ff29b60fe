import Diagnostics
import Geometry
import Scene

/// True for a text whose first tag may be that of an SVG file.
func looksLikeSVG(_ file: [UInt8]) -> Bool {
  let text = file.dropFirst(file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0).drop(while: \.isXMLSpace)
  let begin = String(decoding: text.prefix(14), as: UTF8.self).lowercased()
  return begin.hasPrefix("<") && !begin.hasPrefix("<!doctype html") && !begin.hasPrefix("<html")
}

/// Holds an SVG file to what looks the same on every machine, and reads its size in CSS pixels.
///
/// Refused is what would bring in other files or the machine's own settings: a DOCTYPE (it may define entities and name files),
/// references out of the file, embedded pictures (gdk-pixbuf's loaders differ), scripts, and text (it would be set in the machine's
/// fonts).
///
/// - Throws: `svg-not-allowed` with the line, `bad-picture` where it is no SVG file or has no size, `picture-size`.
func checkSVG(_ file: [UInt8], at range: SourceRange) throws(Failure) -> Size {
  var reader = XMLTagReader(file)
  var size: Size?
  while let part = try reader.next(at: range) {
    switch part {
    case .declaration(let text): try checkDeclaration(text, line: reader.line, at: range)
    case .styleSheet(let text): try checkReferences(text, line: reader.line, at: range)
    case .tag(let tag):
      if size == nil { size = try rootSize(tag, at: range) }
      try check(tag, line: reader.line, at: range)
    }
  }
  guard let size else { throw badPicture(.svg, "it has no tags", range) }
  let edges = 1...Double(RasterLimits.inputEdge)
  guard edges.contains(size.width), edges.contains(size.height) else {
    throw Failure(
      Diagnostic(
        "picture-size", .error, kind: .limit, at: range,
        "an SVG picture of \(short(size.width)) x \(short(size.height)) px; 1 to \(RasterLimits.inputEdge) an edge"))
  }
  return size
}

/// Elements that draw something else on each machine, or nothing, with the reason and the remedy.
private let refusedElements: [(names: [String], reason: String, hint: String)] = [
  (["text", "tspan", "textPath", "tref"], "its text would be set in the fonts of the machine", "convert the text to paths before you save the file"),
  (["image", "feImage"], "an SVG picture may hold no other pictures", "show the embedded picture by itself, as PNG or JPEG"),
  (["foreignObject"], "what it holds is not SVG and would not be drawn", "take it out"),
  (["script"], "scripts are not run", "take it out"),
]

private func refused(_ what: String, line: Int, at range: SourceRange, hint: String) -> Failure {
  Failure(Diagnostic("svg-not-allowed", at: range, "\(what) (line \(line) of the SVG file)", hint: hint))
}

private func check(_ tag: XMLTag, line: Int, at range: SourceRange) throws(Failure) {
  for refusal in refusedElements where refusal.names.contains(tag.name) {
    throw refused("the SVG picture has a <\(tag.name)>: \(refusal.reason)", line: line, at: range, hint: refusal.hint)
  }
  for attribute in tag.attributes {
    let name = attribute.name.split(separator: ":").last.map(String.init) ?? attribute.name
    if name == "href", tag.name != "a", !attribute.value.drop(while: { $0 == " " }).hasPrefix("#") {
      throw refused(
        "the SVG picture refers to \"\(attribute.value.prefix(60))\" outside of it", line: line, at: range,
        hint: "put what it refers to into the file itself")
    }
    if attribute.name.hasPrefix("xmlns:"), attribute.name != "xmlns:svg", attribute.value == "http://www.w3.org/2000/svg" {
      throw refused("the SVG picture names SVG's name space \(name)", line: line, at: range, hint: "use xmlns or xmlns:svg")
    }
    if name == "systemLanguage" {
      throw refused("the SVG picture depends on the language of the machine (systemLanguage)", line: line, at: range, hint: "take it out")
    }
    try checkReferences(attribute.value, line: line, at: range)
  }
}

/// In styles: `url(#name)` stays in the file, any other leads out of it.
private func checkReferences(_ text: String, line: Int, at range: SourceRange) throws(Failure) {
  let plain = text.lowercased()
  var rest = plain[...]
  while let found = rest.firstRange(of: "url(") {
    rest = rest[found.upperBound...]
    let target = rest.drop { " \"'".contains($0) || $0.isNewline }
    guard target.hasPrefix("#") || target.hasPrefix("&quot;#") else {
      throw refused(
        "the SVG picture refers to \"\(target.prefix { $0 != ")" }.prefix(60))\" outside of it", line: line, at: range,
        hint: "put what it refers to into the file itself")
    }
  }
  if plain.contains("@import") {
    throw refused("the SVG picture imports a style sheet", line: line, at: range, hint: "put the rules into the file itself")
  }
}

private func checkDeclaration(_ text: String, line: Int, at range: SourceRange) throws(Failure) {
  let plain = text.lowercased()
  if plain.hasPrefix("!") {
    throw refused("the SVG picture has a <\(text.prefix(20)): it may define entities and name other files", line: line, at: range, hint: "delete it; it has no other use")
  }
  if plain.hasPrefix("?xml-stylesheet") { throw refused("the SVG picture has a style sheet outside of it", line: line, at: range, hint: "put the rules into the file itself") }
  if plain.hasPrefix("?xml "), let found = plain.firstRange(of: "encoding") {
    let name = plain[found.upperBound...].drop { " =\"'".contains($0) }.prefix { !"\"'?".contains($0) }
    guard ["utf-8", "utf8", "us-ascii", "ascii"].contains(name) else {
      throw refused("the SVG picture is in the encoding \(name)", line: line, at: range, hint: "save it as UTF-8")
    }
  }
}

/// Width and height of the outermost element: its own, else those of its view box.
private func rootSize(_ tag: XMLTag, at range: SourceRange) throws(Failure) -> Size {
  guard tag.name == "svg" else { throw badPicture(.svg, "its outermost element is <\(tag.name.prefix(30))>", range) }
  let width = tag["width"].flatMap(cssPixels), height = tag["height"].flatMap(cssPixels)
  let box = tag["viewBox"].map { $0.split { " ,\n\r\t".contains($0) }.compactMap { Double($0) } } ?? []
  let view = box.count == 4 && box[2] > 0 && box[3] > 0 && box.allSatisfy(\.isFinite) ? Size(width: box[2], height: box[3]) : nil
  switch (width, height, view) {
  case (let width?, let height?, _): return Size(width: width, height: height)
  case (let width?, nil, let view?): return Size(width: width, height: width * view.height / view.width)
  case (nil, let height?, let view?): return Size(width: height * view.width / view.height, height: height)
  case (nil, nil, let view?): return view
  case (_, _, nil): throw badPicture(.svg, "it has neither a width and a height nor a viewBox", range)
  }
}

/// A length of CSS in pixels; nil for those that depend on something else, such as percentages.
private func cssPixels(_ text: String) -> Double? {
  let units: [(name: String, pixels: Double)] = [("px", 1), ("pt", 4 / 3), ("pc", 16), ("in", 96), ("mm", 96 / 25.4), ("cm", 96 / 2.54), ("", 1)]
  let trimmed = text.filter { $0 != " " }
  for unit in units where trimmed.hasSuffix(unit.name) {
    guard let value = Double(trimmed.dropLast(unit.name.count)), value.isFinite, value > 0 else { continue }
    return value * unit.pixels
  }
  return nil
}

/// With one decimal at most, for messages.
private func short(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "too many" }
  return value == value.rounded() ? "\(Int(value))" : "\((value * 10).rounded() / 10)"
}
