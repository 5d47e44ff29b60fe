import Geometry
import Scene
import Typesetting

/// Draws small charts in cells.
struct SparkPainter {
  let core: TableCore
  let geometry: TableGeometry

  private static let height = 11.0
  private static let lineWidth = 0.9
  private static let dotRadius = 1.2

  func draw(_ lines: [PlacedLine], at origin: Point, into scene: inout SceneBuilder) {
    for column in core.model.columns.indices {
      guard let sparks = core.model.columns[column].sparks else { continue }
      let place = geometry.columns[column]
      for line in lines {
        guard case .body(let position, _) = line.row else { continue }
        let row = core.model.sourceRow(position)
        guard row < sparks.series.count, !sparks.series[row].isEmpty else { continue }
        let middle = line.top + core.textTop + core.style.leading / 2
        let box = Rect(
          x: origin.x + place.left, y: origin.y + middle - Self.height / 2, width: max(0, place.end - place.left), height: Self.height)
        draw(sparks, sparks.series[row], in: box, isSubject: core.look.isSubject(row: row, column: column), into: &scene)
      }
    }
  }

  private func draw(
    _ sparks: TableSparks, _ points: [TableSparks.Point], in box: Rect, isSubject: Bool, into scene: inout SceneBuilder
  ) {
    let color = isSubject ? core.style.subjectColor : core.style.barColor
    switch sparks.kind {
    case .bar: scene.fill(bars(sparks, points, in: box), color)
    case .area: scene.fill(area(sparks, points, in: box), color)
    case .line:
      let inner = box.inset(by: Insets(top: Self.dotRadius, right: Self.dotRadius, bottom: Self.dotRadius, left: Self.dotRadius))
      let lineColor = isSubject ? core.style.subjectColor : core.style.quietColor
      let places = points.map { self.place($0, sparks, in: inner) }
      scene.stroke(path(places), lineColor, StrokeStyle(width: Self.lineWidth))
      if let last = places.last { scene.fill(Path(circle: last, radius: Self.dotRadius), lineColor) }
    }
  }

  private func bars(_ sparks: TableSparks, _ points: [TableSparks.Point], in box: Rect) -> Path {
    let slot = box.width / Double(max(1, sparks.count)), width = slot * 0.7
    var path = Path()
    for point in points {
      let x = box.x + point.x * (box.width - slot) + (slot - width) / 2
      let zero = y(0, sparks, in: box), end = y(point.value, sparks, in: box)
      path.append(Path(rect: Rect(x: x, y: min(zero, end), width: width, height: abs(zero - end))))
    }
    return path
  }

  private func area(_ sparks: TableSparks, _ points: [TableSparks.Point], in box: Rect) -> Path {
    let places = points.map { place($0, sparks, in: box) }
    guard let first = places.first, let last = places.last else { return Path() }
    let zero = y(0, sparks, in: box)
    var path = path([Point(x: first.x, y: zero)] + places + [Point(x: last.x, y: zero)])
    path.close()
    return path
  }

  private func path(_ points: [Point]) -> Path {
    var path = Path()
    for (index, point) in points.enumerated() { if index == 0 { path.move(to: point) } else { path.line(to: point) } }
    return path
  }

  private func place(_ point: TableSparks.Point, _ sparks: TableSparks, in box: Rect) -> Point {
    Point(x: box.x + point.x * box.width, y: y(point.value, sparks, in: box))
  }

  /// Equal values all stand in the middle.
  private func y(_ value: Double, _ sparks: TableSparks, in box: Rect) -> Double {
    let low = sparks.range.lowerBound, high = sparks.range.upperBound
    guard high > low else { return box.y + box.height / 2 }
    return box.y + box.height * (1 - (value - low) / (high - low))
  }
}
