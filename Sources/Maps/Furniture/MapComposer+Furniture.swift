import Charts
import Diagnostics
import Geo
import Geometry

/// Legend, panel and scale bar.
extension MapComposer {
  /// Nil when the legend finds no room in the frame.
  mutating func furnitureMarks() -> [Mark]? {
    let placer = FurniturePlacer(ground: ground, isData: isData), inset = model.style.inset
    var marks: [Mark] = []
    if let legend {
      if let legendCorner {
        marks += legend.marks(at: legendCorner, halo: nil)
      } else {
        let shares = model.settings.legend.place.shares
        guard let at = placer.place(legend.size, inset: inset, taken: standing.map(\.shape), shares: shares) else { return nil }
        let box = Rect(origin: at, size: legend.size)
        standing.append(Standing(kind: .legend, shape: .box(box), name: "legend"))
        marks += legend.marks(at: at, halo: groundColor(box))
      }
    }
    if let panel = OutsidePanel(model, ruler: ruler) {
      if let at = placer.place(panel.size, inset: inset, taken: standing.map(\.shape), shares: Point(x: 0, y: 1)) {
        standing.append(Standing(kind: .panel, shape: .box(Rect(origin: at, size: panel.size)), name: "outside"))
        marks += panel.marks(at: at)
      } else {
        drawing.findings.append(
          Diagnostic(
            "no-room-outside", at: model.settings.outside.first?.range ?? model.settings.range,
            "the map has no free place for the rows that lie outside its frame", hint: "make the map larger, or leave these rows out of its data"))
      }
    }
    placeLocator(placer, &marks)
    if model.settings.hasScaleBar { placeScaleBar(placer, &marks) }
    return marks
  }

  private mutating func placeLocator(_ placer: FurniturePlacer, _ marks: inout [Mark]) {
    guard let locator = LocatorInset(map, of: model) else { return }
    let shares = model.settings.locator?.place.shares
    guard let at = placer.place(locator.size, inset: model.style.inset, taken: standing.map(\.shape), shares: shares) else {
      drawing.findings.append(
        Diagnostic(
          "no-room-locator", .warning, at: model.settings.range, "the map has no free place for its locator",
          hint: "make the map larger, or the locator smaller: locator: {width: 20mm}"))
      return
    }
    standing.append(Standing(kind: .panel, shape: .box(Rect(origin: at, size: locator.size)), name: "locator"))
    marks += locator.marks(at: at)
  }

  private mutating func placeScaleBar(_ placer: FurniturePlacer, _ marks: inout [Mark]) {
    guard let bar = ScaleBar(map) else {
      drawing.findings.append(
        Diagnostic(
          "no-scale-bar", .warning, at: model.settings.range, "the scale varies too much in this frame for a scale bar",
          hint: "an equal-area projection or a smaller frame allows one"))
      return
    }
    let look = ScaleBarLook(bar, style: model.style, ruler: ruler)
    guard let at = placer.place(look.size, inset: model.style.inset, taken: standing.map(\.shape), shares: Point(x: 1, y: 1), landCost: 3) else {
      drawing.findings.append(
        Diagnostic("no-scale-bar", .warning, at: model.settings.range, "there is no free place for the scale bar", hint: "make the map larger"))
      return
    }
    let box = Rect(origin: at, size: look.size)
    standing.append(Standing(kind: .scaleBar, shape: .box(box), name: "scale bar"))
    marks += look.marks(at: at, halo: groundColor(box))
  }
}

/// A scale bar with its numbers. Chart pixels.
struct ScaleBarLook: Sendable {
  private let bar: ScaleBar
  private let style: MapStyle
  private let numbers: [MapLabel.Line]
  private let caption: MapLabel.Line?
  private let tick: Double
  let size: Size

  init(_ bar: ScaleBar, style: MapStyle, ruler: MapRuler) {
    self.bar = bar
    self.style = style
    let texts = bar.numbers()
    // The last number is centred on its tick with its digits alone.
    numbers = texts.map { ruler.line($0, style.scale) }
    caption = bar.caption(language: ruler.language).map { ruler.line($0, style.scale) }
    tick = 1.1 * style.swatch / 3.4
    let last = numbers.last?.width ?? 0
    size = Size(
      width: max(bar.length + 0.75 * last + 0.5 * (numbers.first?.width ?? 0), caption?.width ?? 0),
      height: style.scale.size * 1.15 + tick + (caption == nil ? 2 : 1.3 * style.scale.size))
  }

  func marks(at corner: Point, halo: Color) -> [Mark] {
    let x = corner.x + (numbers.first?.width ?? 0) / 2, y = corner.y + 1.15 * style.scale.size + tick
    var path = Path()
    path.move(to: Point(x: x, y: y - tick))
    path.line(to: Point(x: x, y: y))
    path.line(to: Point(x: x + bar.length, y: y))
    path.line(to: Point(x: x + bar.length, y: y - tick))
    path.append(Path(from: Point(x: x + bar.length / 2, y: y - tick), to: Point(x: x + bar.length / 2, y: y)))
    let line = MarkStyle(stroke: .color(style.scaleBar.color), strokeWidth: style.scaleBar.width)
    var marks = [Mark(.axisDomain, .path(path, .line), style: line)]
    func text(_ line: MapLabel.Line, _ x: Double, _ y: Double, _ align: TextAlign) {
      marks.append(line.mark(at: Point(x: x, y: y), align: align, halo: halo, haloWidth: style.haloWidth, role: .axisLabel))
    }
    let above = y - tick - 0.25 * style.scale.size
    let fits = bar.length / 2 > 1.1 * (numbers[1].width / 2 + 0.4 * numbers[2].width)
    text(numbers[0], x, above, .center)
    if fits { text(numbers[1], x + bar.length / 2, above, .center) }
    // A quarter of "1 000 km" stands left of its tick.
    text(numbers[2], x + bar.length + 0.75 * numbers[2].width, above, .right)
    if let caption { text(caption, x, y + 1.15 * style.scale.size, .left) }
    return marks
  }
}
