import Diagnostics
import Geometry
import Layout
import Scene
import Specs

extension ReportBuilder {
  /// A picture with its title block.
  ///
  /// - Parameter page: the page whose edges `width: bleed` means; nil inside other blocks, where it is an error.
  mutating func imageFigure(_ block: BlockSpec, _ spec: ImageSpec, room: FigureRoom, page: PageFrame?) -> (any Block)? {
    guard let picture = picture(spec.path) else { return nil }
    if spec.figure.label != .none, block.anchor == nil {
      findings.error(
        "missing-key", at: block.keyRange, "a picture with a number needs a name for references", hint: "add id: fig-name")
    }
    let parts = parts(of: spec.figure, anchor: block.anchor)
    if spec.figure.alt == nil {
      findings.warning(
        "missing-alt", at: block.keyRange, "the picture has no alt: text for readers who cannot see it", hint: "write alt: \"\" for mere decoration")
    }
    let foot = foot(spec.figure)
    guard let box = box(of: picture, spec, parts: parts, foot: foot, room: room, page: page) else { return nil }
    let placed = PlacedPicture(picture, in: box, fit: spec.width == .bleed ? .cover : spec.fit, focus: spec.focus)
    if let warning = placed.warning(named: spec.path, page: frame.size) { findings.add(warning) }
    let isDecoration = parts.alt == ""
    return framed(
      PictureBlock(placed: placed, isDecoration: isDecoration), parts: parts, foot: foot,
      tag: isDecoration ? nil : StructureTag(.figure, alt: parts.alt ?? parts.title))
  }

  /// The picture of a file; nil with findings.
  mutating func picture(_ path: Name) -> Picture? {
    do throws(Failure) {
      return try pictures.picture(path.text, at: path.range)
    } catch {
      findings.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  /// A picture behind everything on a page of `size` points.
  mutating func backdrop(_ spec: BackdropSpec, size: Size) -> PlacedPicture? {
    guard let picture = picture(spec.path) else { return nil }
    let placed = PlacedPicture(
      picture, in: Rect(origin: .zero, size: size), fit: spec.fit, focus: spec.focus, opacity: spec.opacity)
    if let warning = placed.warning(named: spec.path, page: size) { findings.add(warning) }
    return placed
  }

  /// The pictures of the page masters, by the name of the master.
  mutating func backdrops() -> [String: PlacedPicture] {
    var result: [String: PlacedPicture] = [:]
    for (name, master) in masters.all.sorted(by: { $0.key < $1.key }) {
      guard let spec = master.picture else { continue }
      result[name] = backdrop(spec, size: master.frame.size)
    }
    return result
  }

  /// The box that the picture is fitted into, in points from the top left corner of its block.
  private mutating func box(
    of picture: Picture, _ spec: ImageSpec, parts: FigureParts, foot: (any Block)?, room: FigureRoom, page: PageFrame?
  ) -> Rect? {
    let ratio = picture.size.width / max(picture.size.height, 1e-6)
    let tallest = max(40, room.height - frameHeight(parts, foot: foot, width: room.width))
    var figure = spec.figure
    figure.aspect = nil
    let height = pictureHeight(figure, parts: parts, foot: foot, room: room)
    switch spec.width {
    case .bleed:
      guard let page else {
        findings.error("misplaced-block", at: spec.path.range, "width: bleed is for pictures of the body, not inside another block")
        return nil
      }
      let width = page.size.width
      return Rect(x: -page.content.x, y: 0, width: width, height: height ?? min(tallest, width / (spec.figure.aspect?.ratio ?? ratio)))
    case .length(let length):
      let asked = length.resolve(against: room.width, em: styles.em) ?? room.width
      let width = min(asked, room.width)
      if let height { return Rect(x: 0, y: 0, width: width, height: height) }
      return held(width: width, ratio: spec.figure.aspect?.ratio ?? ratio, to: tallest, warning: spec.path)
    case nil:
      if let height {
        let shape = spec.figure.aspect?.ratio ?? (spec.fit == .cover ? .infinity : ratio)
        return Rect(x: 0, y: 0, width: min(room.width, height * shape), height: height)
      }
      if let aspect = spec.figure.aspect { return held(width: room.width, ratio: aspect.ratio, to: tallest, warning: nil) }
      return held(width: min(room.width, picture.naturalWidth), ratio: ratio, to: tallest, warning: nil)
    }
  }

  /// A box of a shape that is as wide as asked, unless it would be taller than the page.
  private mutating func held(width: Double, ratio: Double, to tallest: Double, warning name: Name?) -> Rect {
    guard width / ratio > tallest else { return Rect(x: 0, y: 0, width: width, height: width / ratio) }
    if let name {
      findings.warning(
        "picture-shrunk", at: name.range,
        "at this width \"\(name.text)\" is \(millimeters(width / ratio)) mm high, the page has room for \(millimeters(tallest)) mm; it is shown smaller",
        hint: "give it a height as well, with fit: cover to crop it")
    }
    return Rect(x: 0, y: 0, width: tallest * ratio, height: tallest)
  }

  private func millimeters(_ points: Double) -> Int { Int(min(1e6, max(0, points * 25.4 / 72)).rounded()) }
}

extension Picture {
  /// In points: SVG at 96 pixels to the inch, other files at the density that they name, at least at 150. Lower ones (72, 96) are
  /// what cameras and screens write without a meaning, and would be coarse in print.
  fileprivate var naturalWidth: Double {
    format == .svg ? size.width * 72 / 96 : size.width * 72 / max(150, pixelsPerInch ?? 150)
  }
}
