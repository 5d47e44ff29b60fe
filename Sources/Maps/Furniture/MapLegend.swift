import Charts
import Geometry
import Scales

/// A part of a legend: its size, the space above it, and its marks with the top left corner and the color of the ground given.
struct LegendPart: Sendable {
  var size: Size
  var space: Double
  var marks: @Sendable (Point, Color?) -> [Mark]

  init(size: Size, space: Double, marks: @escaping @Sendable (Point, Color?) -> [Mark]) {
    self.size = size
    self.space = space
    self.marks = marks
  }
}

/// The key of a map: parts one below the other, or side by side below the map. Chart pixels.
struct MapLegend: Sendable {
  private let parts: [LegendPart]
  private let corners: [Point]
  let size: Size

  /// Nil when there is nothing to explain.
  ///
  /// - Parameter width: nil puts the parts one below the other; else they stand side by side in lines of this width.
  init?(_ model: MapModel, ruler: MapRuler, width: Double? = nil) {
    guard model.settings.legend.place != .none else { return nil }
    parts = LegendBuilder(model: model, ruler: ruler).parts()
    guard !parts.isEmpty else { return nil }
    var corners: [Point] = [], x = 0.0, y = 0.0, right = 0.0, foot = 0.0
    for (i, part) in parts.enumerated() {
      if let width {
        if i > 0, x + part.size.width > width { (x, y) = (0, foot + 0.4 * model.style.legendLine) }
        corners.append(Point(x: x, y: y))
        x += part.size.width + 1.4 * model.style.legendLine
      } else {
        if i > 0 { y = foot + part.space }
        corners.append(Point(x: 0, y: y))
      }
      foot = max(foot, y + part.size.height)
      right = max(right, corners[i].x + part.size.width)
    }
    self.corners = corners
    size = Size(width: right, height: foot)
  }

  /// - Parameter halo: the color of the ground below the words; nil for none.
  func marks(at origin: Point, halo: Color?) -> [Mark] {
    zip(parts, corners).flatMap { part, corner in part.marks(origin.moved(corner.x, corner.y), halo) }
  }
}

/// Puts the parts of a legend together.
struct LegendBuilder {
  let model: MapModel
  let ruler: MapRuler

  func parts() -> [LegendPart] {
    let classes = model.settings.color?.hasLegend == false ? nil : model.classes
    let keys = [classes.flatMap(ramp), sizeKey(), halvesKey(), flowKey()].compactMap { $0 }
    let rows = areas(classes)
    guard !keys.isEmpty || !rows.isEmpty else { return [] }
    return head(classes) + keys + rows
  }

  /// The widest that a line may be.
  private var most: Double { model.settings.legend.width ?? (model.settings.legend.place == .beside ? mm(55) : mm(60) * model.style.unit) }

  private func head(_ classes: ColorClasses?) -> [LegendPart] {
    let style = model.style, key = model.settings.legend
    let title = (key.title ?? classes?.title).flatMap { $0.isEmpty ? nil : $0 }
    let lines = (title.map { ruler.lines($0, style.legendTitle, width: most) } ?? [])
      + (key.subtitle.map { ruler.lines($0, style.legendNote, width: most) } ?? [])
    guard !lines.isEmpty else { return [] }
    let block = MapLabel(lines: lines), count = title == nil ? 0 : 1
    return [
      LegendPart(size: Size(width: block.width, height: block.height), space: 0) { origin, halo in
        let marks = block.marks(
          in: Rect(origin: origin, size: Size(width: block.width, height: block.height)), side: .right, color: nil, halo: halo,
          haloWidth: style.haloWidth, role: .legendLabel)
        return marks.enumerated().map { i, mark in
          var mark = mark
          if i < count { mark.role = .legendTitle }
          return mark
        }
      }
    ]
  }

  private func ramp(_ classes: ColorClasses) -> LegendPart? {
    guard case .ramp(let ramp, let low, let middle, let high) = classes.kind else { return nil }
    let style = model.style, colors = ramp.sampled(9), long = 32 * style.swatch / 3.4, thick = 0.75 * style.swatch
    let a = ruler.line(classes.format(low), style.legend), b = ruler.line(classes.format(high), style.legend)
    let c = model.settings.color?.middle == nil ? nil : ruler.line(classes.format(middle), style.legend)
    let size = Size(width: max(long, a.width + b.width + 4 + (c.map { $0.width + 8 } ?? 0)), height: thick + 1.3 * style.legend.size)
    return LegendPart(size: size, space: 0.4 * style.legendLine) { origin, halo in
      let step = size.width / Double(max(1, colors.count))
      var marks = colors.enumerated().map { i, color in
        let band = Rect(x: origin.x + Double(i) * step, y: origin.y, width: step + (i + 1 < colors.count ? 0.3 : 0), height: thick)
        return Mark(.legendBand, .rect(band, .zero), style: MarkStyle(fill: .color(color)))
      }
      let y = origin.y + thick + 1.1 * style.legend.size
      marks.append(a.mark(at: Point(x: origin.x, y: y), halo: halo, haloWidth: style.haloWidth, role: .legendLabel))
      marks.append(b.mark(at: Point(x: origin.x + size.width, y: y), align: .right, halo: halo, haloWidth: style.haloWidth, role: .legendLabel))
      if let c { marks.append(c.mark(at: Point(x: origin.x + size.width / 2, y: y), align: .center, halo: halo, haloWidth: style.haloWidth, role: .legendLabel)) }
      return marks
    }
  }
}

extension MapModel {
  /// How areas without a figure are filled.
  var hatch: MarkPaint {
    .hatch(MarkHatch(line: style.hatch.color, ground: style.noData, spacing: style.hatchSpacing, width: style.hatch.width))
  }
}
