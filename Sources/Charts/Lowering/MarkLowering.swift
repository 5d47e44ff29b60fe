package import Geometry
package import Scene
package import Typesetting

/// Turns a mark scene in chart pixels into scene items in page points: the one place where charts and maps become drawing.
///
/// Neighbours of one look are joined into one item where that cannot be seen (opaque paint), and marks of one clip into one group:
/// few large operations are much faster to write than many small ones.
package struct MarkLowering: Sendable {
  /// BCP 47.
  package var language: String
  /// Pictures by the url that marks name them with; a mark without its picture is a crossed frame.
  package var images: [String: Picture]

  package init(language: String = "en", images: [String: Picture] = [:]) {
    self.language = language
    self.images = images
  }

  /// Adds the background and all marks.
  /// - Parameter transform: from chart pixels to page points; both scales are equal and positive.
  package func lower(_ scene: MarkScene, by transform: Transform, typesetter: Typesetter, into builder: inout SceneBuilder) {
    if let background = scene.background, background.alpha > 0 {
      builder.fill(Path(rect: transform.apply(Rect(origin: .zero, size: scene.size))), background)
    }
    lower(scene.marks, by: transform, typesetter: typesetter, into: &builder)
  }

  /// Adds marks, back to front.
  package func lower(_ marks: [Mark], by transform: Transform, typesetter: Typesetter, into builder: inout SceneBuilder) {
    let text = TextLowering(ruler: TextRuler(typesetter: typesetter, language: language), transform: transform)
    var i = 0
    while i < marks.count {
      var end = i + 1
      while end < marks.count, marks[end].clip == marks[i].clip, marks[end].clipRadii == marks[i].clipRadii { end += 1 }
      let run = marks[i..<end]
      if let clip = marks[i].clip {
        builder.group(clip: outline(.rect(clip, marks[i].clipRadii), transform)) { paint(run, text, &$0) }
      } else {
        paint(run, text, &builder)
      }
      i = end
    }
  }

  private func paint(_ marks: ArraySlice<Mark>, _ text: TextLowering, _ builder: inout SceneBuilder) {
    let transform = text.transform
    var pending = PendingPath()
    for mark in marks {
      if case .text(let words) = mark.shape {
        pending.flush(into: &builder)
        text.draw(words, mark.style, into: &builder)
      } else if case .image(let image) = mark.shape {
        pending.flush(into: &builder)
        draw(image, opacity: mark.style.opacity, transform, into: &builder)
      } else {
        let look = ShapeLook(mark, transform)
        guard look.isVisible else { continue }
        if !pending.accepts(look) { pending.flush(into: &builder) }
        pending.add(outline(mark.shape, transform), look, into: &builder)
      }
    }
    pending.flush(into: &builder)
  }

  private func draw(_ image: ImageMark, opacity: Double, _ transform: Transform, into builder: inout SceneBuilder) {
    let box = transform.apply(image.box)
    guard let picture = images[image.url] else {
      let gray = Color(red: 0.6, green: 0.6, blue: 0.6)
      return builder.stroke(emptyFrame(box, width: 0.5), gray, StrokeStyle(width: 0.5))
    }
    let frame = image.keepsShape ? picture.frame(containedIn: box) : box
    guard opacity < 1 else { return builder.image(SceneImage(frame: frame, picture: picture)) }
    if opacity > 0 { builder.group(opacity: opacity) { $0.image(SceneImage(frame: frame, picture: picture)) } }
  }

  /// A frame with its diagonals: there should be a picture.
  private func emptyFrame(_ outer: Rect, width: Double) -> Path {
    let frame = Rect(x: outer.minX + width / 2, y: outer.minY + width / 2, width: max(0, outer.width - width), height: max(0, outer.height - width))
    var path = Path(rect: frame)
    path.move(to: Point(x: frame.minX, y: frame.minY))
    path.line(to: Point(x: frame.maxX, y: frame.maxY))
    path.move(to: Point(x: frame.maxX, y: frame.minY))
    path.line(to: Point(x: frame.minX, y: frame.maxY))
    return path
  }

  private func outline(_ shape: MarkShape, _ t: Transform) -> Path {
    switch shape {
    case .rect(let r, let radii):
      let k = abs(t.scaleX)
      return Path(
        rect: t.apply(r),
        radii: CornerRadii(topLeft: radii.topLeft * k, topRight: radii.topRight * k, bottomRight: radii.bottomRight * k, bottomLeft: radii.bottomLeft * k))
    case .rule(let a, let b): return Path(from: t.apply(a), to: t.apply(b))
    case .symbol(let s): return symbolPath(s).transformed(t)
    case .arc(let a): return arcPath(a).transformed(t)
    case .path(let path, _): return path.transformed(t)
    case .trail(let points): return trailPath(points).transformed(t)
    case .text, .image: return Path()
    }
  }
}
