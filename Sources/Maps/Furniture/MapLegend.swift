import Charts
import Geometry
import Scales

/// The key of a map: its size, then its marks at a place. Chart pixels.
struct MapLegend: Sendable {
  private let title: MapLabel.Line?
  private let rows: [(paint: MarkPaint, text: MapLabel.Line)]
  private let ramp: (colors: [Color], low: MapLabel.Line, high: MapLabel.Line)?
  private let sizes: SizeKey?
  private let style: MapStyle
  let size: Size
  private static let swatch = Size(width: 22, height: 13)
  private static let gap = 7.0
  private static let step = 18.0
  private static let rampSize = Size(width: 120, height: 10)

  /// Nil when there is nothing to explain.
  init?(_ model: MapModel, ruler: MapRuler) {
    let style = model.style
    self.style = style
    func text(_ string: String, weight: Int = 400) -> MapLabel.Line {
      ruler.line(string, font: style.font, size: style.legendSize, weight: weight)
    }
    let classes = model.settings.color?.hasLegend == false ? nil : model.classes
    title = classes?.title.flatMap { $0.isEmpty ? nil : text($0, weight: 600) }
    var rows = (classes?.entries ?? []).map { (MarkPaint.color($0.color), text($0.text)) }
    if model.hasMissing {
      let words = model.settings.noData ?? (model.settings.language.hasPrefix("ko") ? "자료 없음" : "no figure")
      rows.append((model.hatch, text(words)))
    }
    self.rows = rows
    if let classes, case .ramp(let colors, let low, let high) = classes.kind {
      ramp = (colors.sampled(9), text(classes.format(low)), text(classes.format(high)))
    } else {
      ramp = nil
    }
    sizes = SizeKey(model, ruler: ruler)
    guard !rows.isEmpty || ramp != nil || sizes != nil else { return nil }
    var width = title?.width ?? 0, height = title == nil ? 0 : 17.0
    if ramp != nil {
      width = max(width, Self.rampSize.width)
      height += Self.rampSize.height + 18
    }
    for row in rows { width = max(width, Self.swatch.width + Self.gap + row.1.width) }
    height += Double(rows.count) * Self.step
    if let sizes {
      width = max(width, sizes.size.width)
      height += sizes.size.height + (height > 0 ? 6 : 0)
    }
    size = Size(width: width, height: height)
  }

  func marks(at origin: Point, onWater: Bool) -> [Mark] {
    var marks: [Mark] = [], y = origin.y
    let halo = onWater ? style.water : Color.white
    func add(_ line: MapLabel.Line, x: Double, y: Double, color: Color, role: MarkRole, align: TextAlign = .left) {
      marks.append(
        Mark(
          role,
          .text(
            TextMark(
              anchor: Point(x: x, y: y), lines: [line.text], font: line.font, fontSize: line.size, fontWeight: line.weight, align: align,
              haloColor: halo, haloWidth: style.haloWidth)),
          style: MarkStyle(fill: .color(color))))
    }
    if let title {
      add(title, x: origin.x, y: y + 10, color: style.ink, role: .legendTitle)
      y += 17
    }
    if let ramp {
      let step = Self.rampSize.width / Double(ramp.colors.count)
      for (i, color) in ramp.colors.enumerated() {
        let band = Rect(x: origin.x + Double(i) * step, y: y, width: step + (i + 1 < ramp.colors.count ? 0.3 : 0), height: Self.rampSize.height)
        marks.append(Mark(.legendBand, .rect(band, .zero), style: MarkStyle(fill: .color(color))))
      }
      add(ramp.low, x: origin.x, y: y + 21, color: style.second, role: .legendLabel)
      add(ramp.high, x: origin.x + Self.rampSize.width, y: y + 21, color: style.second, role: .legendLabel, align: .right)
      y += Self.rampSize.height + 18
    }
    for row in rows {
      let box = Rect(x: origin.x, y: y, width: Self.swatch.width, height: Self.swatch.height)
      let look = MarkStyle(fill: row.paint, stroke: .color(style.coast), strokeWidth: style.coastWidth)
      marks.append(Mark(.legendSymbol, .rect(box, .zero), style: look))
      add(row.text, x: box.maxX + Self.gap, y: y + 10, color: style.second, role: .legendLabel)
      y += Self.step
    }
    if let sizes { marks += sizes.marks(at: Point(x: origin.x, y: y + (y > origin.y ? 6 : 0)), halo: halo) }
    return marks
  }
}

extension MapModel {
  /// How areas without a figure are filled.
  var hatch: MarkPaint {
    .hatch(MarkHatch(line: style.hatch, ground: .white, spacing: style.hatchSpacing, width: style.hatchWidth))
  }
}

/// The places where furniture may stand, best first: open water away from data, then any ground away from data.
struct FurniturePlacer {
  private let ground: Ground
  private let land: GroundSums
  private let data: GroundSums

  init(ground: Ground, isData: [Bool]) {
    self.ground = ground
    land = GroundSums(ground) { $0 > 0 }
    data = GroundSums(ground) { $0 > 0 && isData[Int($0) - 1] }
  }

  /// The top left corner of a free place for `size`, `inset` from the frame; nil when every place would hide data.
  func place(_ size: Size, inset: Double, taken: [Rect], prefersBottom: Bool = false) -> Point? {
    let room = ground.frame.expanded(by: -inset)
    guard size.width <= room.width, size.height <= room.height else { return nil }
    var best: (cost: Double, at: Point)?
    let steps = 16
    for i in 0...steps {
      for j in 0...steps {
        let at = Point(
          x: room.minX + (room.width - size.width) * Double(i) / Double(steps), y: room.minY + (room.height - size.height) * Double(j) / Double(steps))
        let box = Rect(origin: at, size: size).expanded(by: 5)
        if taken.contains(where: { $0.intersects(box) }) { continue }
        guard data.count(in: box) == 0 else { continue }
        let land = Double(land.count(in: box)) * Ground.cell * Ground.cell / (box.width * box.height)
        // Edges and corners first: a key in the open sea looks lost.
        let fromSide = Double(min(i, steps - i)) / Double(steps), fromEnd = Double(min(j, steps - j)) / Double(steps)
        let high = prefersBottom ? Double(steps - j) / Double(steps) : 0
        let cost = 10 * land + 2 * fromSide + 1.5 * fromEnd + 3 * high
        if cost < best?.cost ?? .infinity { best = (cost, at) }
      }
    }
    return best?.at
  }
}
