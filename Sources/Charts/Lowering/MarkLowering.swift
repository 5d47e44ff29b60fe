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
  /// Decoded pictures by the url that marks name them with; a mark without its picture is a crossed frame.
  package var images: [String: SceneImage]

  package init(language: String = "en", images: [String: SceneImage] = [:]) {
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
      } else if case .image(let rect, let url) = mark.shape {
        pending.flush(into: &builder)
        guard let picture = images[url] else {
          builder.stroke(emptyFrame(transform.apply(rect), width: 0.5), Color(red: 0.6, green: 0.6, blue: 0.6), StrokeStyle(width: 0.5))
          continue
        }
        builder.image(SceneImage(frame: fitted(picture, into: transform.apply(rect)), pixelWidth: picture.pixelWidth, pixelHeight: picture.pixelHeight, pixels: picture.pixels))
      } else {
        let look = ShapeLook(mark, transform)
        guard look.isVisible else { continue }
        if !pending.accepts(look) { pending.flush(into: &builder) }
        pending.add(outline(mark.shape, transform), look, into: &builder)
      }
    }
    pending.flush(into: &builder)
  }

  /// The largest frame of the picture's own shape in the middle of a box: Vega keeps the aspect unless told otherwise.
  private func fitted(_ picture: SceneImage, into box: Rect) -> Rect {
    let width = Double(max(1, picture.pixelWidth)), height = Double(max(1, picture.pixelHeight))
    let scale = min(box.width / width, box.height / height)
    return Rect(
      x: box.midX - width * scale / 2, y: box.midY - height * scale / 2, width: width * scale, height: height * scale)
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
