package import Geometry
package import Scene

extension TextLine {
  /// Adds the glyphs, then lines under and through the text, then links.
  ///
  /// - Parameters:
  ///   - baseline: the left end of the baseline, in page points.
  ///   - angle: turns the text about `baseline`, clockwise, in radians. Links are only made for upright text.
  ///   - color: stands in for the color of every style.
  ///   - halo: drawn below the glyphs.
  package func draw(
    at baseline: Point, into scene: inout SceneBuilder, angle: Double = 0, color: Color? = nil, halo: Halo? = nil
  ) {
    var pen = LinePen(origin: baseline, angle: angle, color: color, halo: halo, stretch: stretch)
    if readingOrder.isEmpty {
      for piece in pieces { pen.add(piece, into: &scene) }
      pen.finish(into: &scene)
    } else {
      drawInReadingOrder(with: &pen, into: &scene)
    }
    if angle == 0, !links.isEmpty { addLinks(at: baseline, into: &scene) }
  }

  /// Text that runs backward is drawn in the order in which it is read, so that it can be copied so.
  private func drawInReadingOrder(with pen: inout LinePen, into scene: inout SceneBuilder) {
    var starts: [Double] = [], x = 0.0
    for piece in pieces {
      starts.append(x)
      x += piece.width(stretch)
    }
    for (number, place) in readingOrder.enumerated() {
      if number == 0 || place != readingOrder[number - 1] + 1 {
        pen.finish(into: &scene)
        pen.move(to: starts[place])
      }
      pen.add(pieces[place], into: &scene)
    }
    pen.finish(into: &scene)
  }

  /// One rectangle for each stretch of pieces with the same link, as high as the faces claim.
  private func addLinks(at baseline: Point, into scene: inout SceneBuilder) {
    var x = baseline.x
    var open: (link: Int32, start: Double)?
    func close(at end: Double) {
      guard let open, open.link >= 0, Int(open.link) < links.count else { return }
      let target = links[Int(open.link)]
      let rect = Rect(x: open.start, y: baseline.y - ascent, width: end - open.start, height: ascent + descent)
      scene.link(rect, to: target.hasPrefix("#") ? .destination(String(target.dropFirst())) : .uri(target))
    }
    for piece in pieces {
      if open?.link != piece.link {
        close(at: x)
        open = (piece.link, x)
      }
      x += piece.width(stretch)
    }
    close(at: x)
  }
}

extension LinePiece {
  /// Points, with what a justified line adds.
  func width(_ stretch: LineStretch) -> Double {
    guard stretch != .none else { return width }
    return unit.clusters[Int(first)..<Int(end)].reduce(0) { sum, cluster in
      sum + cluster.advance * style.size + style.tracking + stretch.added(cluster)
    }
  }
}

extension LinePiece {
  /// True for a zero width space: it only says where lines may end, and readers of PDF take it for a new line.
  @inline(__always)
  fileprivate func isHidden(_ cluster: UnitCluster) -> Bool {
    guard cluster.bytes == 3, cluster.advance == 0 else { return false }
    let text = unit.text, at = Int(cluster.start)
    return text[at] == 0xE2 && text[at + 1] == 0x80 && text[at + 2] == 0x8B
  }
}

/// Walks along a baseline and gathers glyphs into runs of one face, size and color.
private struct LinePen {
  let origin: Point
  let angle: Double
  let cosine, sine: Double
  let color: Color?
  let halo: Halo?
  let stretch: LineStretch
  /// Points from the origin along the baseline.
  var x = 0.0
  var run: GlyphRun?
  /// Where the last letter that is not a space ended: lines under the text do not go on below spaces at the end.
  var inkEnd = 0.0
  /// Where the line under or through the text of the present style began.
  var decoration: (style: ResolvedStyle, start: Double)?

  init(origin: Point, angle: Double, color: Color?, halo: Halo?, stretch: LineStretch) {
    self.origin = origin
    self.angle = angle
    self.color = color
    self.halo = halo
    self.stretch = stretch
    // An upright line must not gather rounding errors from a turn by nothing.
    cosine = angle == 0 ? 1 : cosineOf(angle)
    sine = angle == 0 ? 0 : sineOf(angle)
  }

  /// A place `dx` along and `dy` below the baseline, on the page.
  func place(_ dx: Double, _ dy: Double) -> Point {
    Point(x: origin.x + dx * cosine - dy * sine, y: origin.y + dx * sine + dy * cosine)
  }

  mutating func add(_ piece: LinePiece, into scene: inout SceneBuilder) {
    if decoration?.style !== piece.style { changeDecoration(to: piece.style, into: &scene) }
    let unit = piece.unit
    var index = Int(piece.first)
    while index < Int(piece.end) {
      if piece.isHidden(unit.clusters[index]) {
        index += 1
        continue
      }
      // The clusters of one face: for a right-to-left unit each such stretch is a run by itself.
      var end = index + 1
      while end < Int(piece.end), unit.clusters[end].font == unit.clusters[index].font, !piece.isHidden(unit.clusters[end]) { end += 1 }
      open(unit.clusters[index].font, piece, into: &scene)
      for cluster in unit.clusters[index..<end] { add(cluster, piece) }
      let first = unit.clusters[index], last = unit.clusters[end - 1]
      let start = min(first.start, last.start), stop = max(first.start + first.bytes, last.start + last.bytes)
      run?.text += unit.text[Int(start)..<Int(stop)]
      index = end
    }
  }

  private mutating func add(_ cluster: UnitCluster, _ piece: LinePiece) {
    let size = piece.style.size, rise = piece.style.style.rise
    for g in Int(cluster.firstGlyph)..<Int(cluster.firstGlyph + cluster.glyphs) {
      let glyph = piece.unit.glyphs[g]
      let at = place(x + glyph.x * size, -glyph.y * size - rise)
      run?.glyphs.append(PositionedGlyph(id: UInt(glyph.id), x: at.x, y: at.y))
    }
    run?.clusters.append(GlyphCluster(bytes: cluster.bytes, glyphs: cluster.glyphs))
    x += cluster.advance * size + piece.style.tracking + stretch.added(cluster)
    if !piece.isTrailingSpace(cluster) { inkEnd = x }
  }

  /// Goes on with the open run, or begins one when the face, the size, the color or the direction differs.
  private mutating func open(_ font: UInt16, _ piece: LinePiece, into scene: inout SceneBuilder) {
    let ink = color ?? piece.style.style.color
    if let run {
      let goesOn = run.font.row == font && run.size == piece.style.size && run.color == ink
      if goesOn, !run.isBackward, !piece.unit.isBackward { return }
      scene.glyphs(run)
    }
    run = GlyphRun(
      font: FontID(row: font), size: piece.style.size, color: ink, angle: angle, text: [], glyphs: [], clusters: [],
      isBackward: piece.unit.isBackward, halo: halo)
    run?.glyphs.reserveCapacity(piece.unit.glyphs.count)
    run?.clusters.reserveCapacity(piece.unit.clusters.count)
  }

  /// Goes on at another place of the line, behind `finish`.
  mutating func move(to x: Double) {
    self.x = x
    inkEnd = x
  }

  mutating func finish(into scene: inout SceneBuilder) {
    if let run { scene.glyphs(run) }
    run = nil
    x = min(x, max(inkEnd, decoration?.start ?? 0))
    changeDecoration(to: nil, into: &scene)
  }

  private mutating func changeDecoration(to style: ResolvedStyle?, into scene: inout SceneBuilder) {
    if let decoration, let face = decoration.style.face {
      let look = decoration.style.style, size = decoration.style.size
      if look.underline { bar(decoration.start, face.underlineDepth * size - look.rise, face.underlineThickness * size, look, into: &scene) }
      if look.strikethrough {
        bar(decoration.start, -face.strikethroughHeight * size - look.rise, face.underlineThickness * size, look, into: &scene)
      }
    }
    decoration = style.map { ($0, x) }
  }

  /// A filled bar from `start` to the pen, its middle `depth` below the baseline.
  private func bar(_ start: Double, _ depth: Double, _ thickness: Double, _ look: TextStyle, into scene: inout SceneBuilder) {
    var path = Path()
    path.move(to: place(start, depth - thickness / 2))
    path.line(to: place(x, depth - thickness / 2))
    path.line(to: place(x, depth + thickness / 2))
    path.line(to: place(start, depth + thickness / 2))
    path.close()
    scene.fill(path, color ?? look.color)
  }
}
