import DataTables
import Geometry
import Inputs
import Scales

/// A legend as marks relative to its own top left corner.
struct LegendDrawing {
  var orient: String
  var marks: [Mark]
  var size: Size
  /// A legend with `orient: none` stands where it says.
  var place: Point?
  var offset: Double?
}

/// Draws a legend. https://vega.github.io/vega/docs/legends/
struct LegendBuilder {
  let legend: LegendSpec
  let view: Size
  let compilation: Compilation
  /// The width in pixels that the rows of a wrapped legend fill; that of the plot when nil.
  var wrapWidth: Double?

  private var room: Double {
    let beside = isTitleBeside ? (title.map { $0.mark.bounds(ruler).width + (legend.number("titlePadding") ?? 5) } ?? 0) : 0
    return max(0, (wrapWidth ?? view.width) - 2 * padding - beside)
  }
  private var ruler: TextRuler { compilation.ruler }
  private var padding: Double { legend.number("padding") ?? 0 }

  func build() -> LegendDrawing? {
    let entries = LegendEntries(legend: legend, compilation: compilation, gradientLength: gradientLength).entries
    if entries.isEmpty { return nil }
    let body: Drawing
    switch legend.type {
    case .gradient: body = gradient(entries)
    case .bands: body = bands()
    case .symbol: body = symbols(entries)
    }
    return assemble(body)
  }

  /// Entries, title, background together.
  private func assemble(_ body: Drawing) -> LegendDrawing {
    var marks: [Mark] = []
    var bounds = Bounds()
    let titleDrawing = title
    var ex = padding, ey = padding, tx = padding, ty = padding
    if let titleDrawing, let text = titleDrawing.text {
      let box = titleDrawing.mark.bounds(ruler)
      let gap = legend.number("titlePadding") ?? 5
      switch titleOrient {
      case "left":
        ex += box.width.rounded(.up) + gap
        ty += titleOffset(body, text, titleAnchor, isDown: true, isSide: true)
      case "right":
        tx += titleOffset(body, text, "end", isDown: false, isSide: false) + gap
        ty += titleOffset(body, text, titleAnchor, isDown: true, isSide: true)
      case "bottom":
        tx += titleOffset(body, text, titleAnchor, isDown: false, isSide: false)
        ty += roundHalfUp(body.bounds.y2) + gap
      default:
        ey += box.height + gap
        tx += titleOffset(body, text, titleAnchor, isDown: false, isSide: false)
      }
      let moved = titleDrawing.mark.moved(tx, ty)
      let pushed = roundHalfUp(moved.bounds(ruler).x1 - padding)
      if pushed < 0 {
        ex -= pushed
        tx -= pushed
      }
    }
    let placed = body.moved(ex, ey)
    marks += placed.marks
    bounds.union(placed.bounds)
    if let titleDrawing {
      let mark = titleDrawing.mark.moved(tx, ty)
      marks.append(mark)
      bounds.union(mark.bounds(ruler))
    }
    let width = ((bounds.isEmpty ? 0 : bounds.x2 - padding) + 2 * padding).rounded(.up)
    let height = ((bounds.isEmpty ? 0 : bounds.y2 - padding) + 2 * padding).rounded(.up)
    let size = Size(width: width, height: height)
    if let background = background(size) { marks.insert(background, at: 0) }
    var place: Point?
    if legend.orient == "none" { place = Point(x: legend.number("legendX") ?? 0, y: legend.number("legendY") ?? 0) }
    return LegendDrawing(orient: legend.orient, marks: marks, size: size, place: place, offset: legend.number("offset"))
  }

  private func background(_ size: Size) -> Mark? {
    let fill = legend.color("fillColor"), stroke = legend.color("strokeColor")
    guard fill != nil || stroke != nil else { return nil }
    let style = MarkStyle(
      fill: fill.map { .color($0) }, stroke: stroke.map { .color($0) }, strokeWidth: legend.number("strokeWidth") ?? 1,
      strokeDash: legend["strokeDash"]?.elements?.compactMap(\.number) ?? [])
    let radius = legend.number("cornerRadius") ?? 0
    return Mark(.legendBackground, .rect(Rect(origin: .zero, size: size), CornerRadii(all: radius)), style: style)
  }

  private var titleOrient: String { legend.string("titleOrient") ?? "top" }
  private var isTitleBeside: Bool { titleOrient == "left" || titleOrient == "right" }
  private var titleAnchor: String { legend.string("titleAnchor") ?? (isTitleBeside ? "middle" : "start") }
  private var isUprightBar: Bool { legend.type != .symbol && legend.isVertical }

  /// How the title is set: beside the entries it is centered on them, and turned along an upright bar.
  private var titleDirection: (align: TextAlign, baseline: TextBaseline, angle: Double) {
    let anchor = titleAnchor
    let forward: TextAlign = anchor == "start" ? .left : anchor == "end" ? .right : .center
    guard isTitleBeside else { return (forward, .top, 0) }
    if isUprightBar {
      let backward: TextAlign = anchor == "start" ? .right : anchor == "end" ? .left : .center
      return titleOrient == "left" ? (forward, .top, -90) : (backward, .bottom, 90)
    }
    return (.left, anchor == "start" ? .top : anchor == "end" ? .bottom : .middle, 0)
  }

  /// Where along the entries (or their bar) a title of that anchor stands.
  private func titleOffset(_ body: Drawing, _ title: TextMark, _ anchor: String, isDown: Bool, isSide: Bool) -> Double {
    let isBar = legend.type != .symbol && (isSide || !isUprightBar)
    let bounds = isBar ? body.marks.first?.bounds(ruler) ?? body.bounds : body.bounds
    let reach = isDown ? bounds.y2 : bounds.x2
    let isTurned = isUprightBar && isSide
    let lines = isDown ? title.multiLineOffset : 0
    return roundHalfUp(anchor == "start" ? (isTurned ? reach : 0) : anchor == "end" ? (isTurned ? 0 : reach) - lines : (reach - lines) / 2)
  }

  private var title: (mark: Mark, text: TextMark?)? {
    guard let lines = legend.title, lines.contains(where: { !$0.isEmpty }) else { return nil }
    let (align, baseline, angle) = titleDirection
    let text = TextMark(
      anchor: .zero, lines: lines, font: legend.string("titleFont") ?? compilation.defaultFont, fontSize: legend.number("titleFontSize") ?? 11,
      fontWeight: legend["titleFontWeight"].map { $0.number.flatMap { Int(exactly: $0) } ?? fontWeight($0.string ?? "") } ?? 700,
      italic: legend.string("titleFontStyle") == "italic",
      align: legend.string("titleAlign").flatMap(TextAlign.init(rawValue:)) ?? align,
      baseline: legend.string("titleBaseline").flatMap(TextBaseline.init(rawValue:)) ?? baseline, angle: angle, lineHeight: legend.number("titleLineHeight"),
      limit: legend.number("titleLimit") ?? 180)
    let style = MarkStyle(fill: .color(legend.color("titleColor") ?? .black), opacity: legend.number("titleOpacity") ?? 1)
    return (Mark(.legendTitle, .text(text), style: style), text)
  }

  private func label(_ lines: [String], at anchor: Point, align: TextAlign, baseline: TextBaseline, limit: Double) -> Mark {
    let text = TextMark(
      anchor: anchor, lines: lines, font: legend.string("labelFont") ?? compilation.defaultFont, fontSize: legend.number("labelFontSize") ?? 10,
      fontWeight: legend["labelFontWeight"].map { $0.number.flatMap { Int(exactly: $0) } ?? fontWeight($0.string ?? "") } ?? 400,
      italic: legend.string("labelFontStyle") == "italic", align: align, baseline: baseline, limit: legend.number("labelLimit") ?? limit)
    return Mark(.legendLabel, .text(text), style: MarkStyle(fill: .color(legend.color("labelColor") ?? .black), opacity: legend.number("labelOpacity") ?? 1))
  }

  // MARK: symbols

  private func symbols(_ entries: [LegendEntries.Entry]) -> Drawing {
    let look = LegendSymbol(legend: legend, compilation: compilation)
    let fontSize = legend.number("labelFontSize") ?? 10
    let symbols = entries.map { look.symbol(for: $0.value) }
    let sizes = symbols.map { s in max((s.size.squareRoot() + s.strokeRoom).rounded(.up), fontSize) }
    let widest = sizes.max() ?? 0
    let columns = max(0, legend.number("columns").flatMap { Int(exactly: $0.rounded()) } ?? (legend.isVertical ? 1 : 0))
    let clip = legend.number("clipHeight")
    let shift = legend.number("symbolOffset") ?? 0
    var cells: [Drawing] = []
    for (i, entry) in entries.enumerated() {
      let y = (clip ?? sizes[i]) / 2
      let left = columns == 0 ? sizes[i] : widest
      var cell = Drawing()
      var mark = symbols[i].mark(at: Point(x: left / 2 + shift, y: y))
      var box = mark.bounds(ruler)
      // Vega strokes the symbols of legends that show no color with nothing, but keeps room for it.
      if mark.style.stroke == nil, !legend.channels.contains(where: \.isColor) { box = box.expanded(symbols[i].strokeRoom) }
      let words = label(entry.lines, at: Point(x: left + shift + (legend.number("labelOffset") ?? 4), y: y), align: legend.string("labelAlign").flatMap(TextAlign.init(rawValue:)) ?? .left, baseline: legend.string("labelBaseline").flatMap(TextBaseline.init(rawValue:)) ?? .middle, limit: 160)
      let wordBox = words.bounds(ruler)
      if let clip {
        mark.clip = Rect(x: 0, y: 0, width: max(0, box.x2), height: clip)
        cell.bounds = Bounds(0, 0, wordBox.x2, clip)
      } else {
        cell.bounds = box
        cell.bounds.union(wordBox)
      }
      cell.marks = [mark, words]
      cells.append(cell)
    }
    let plain = grid(cells, columns: columns)
    return wraps(plain) ? wrapped(cells) : plain
  }

  /// Whether a row legend goes on below: when asked to, and in a chart of stated width where it would stick out.
  private func wraps(_ row: Drawing) -> Bool {
    guard !legend.isVertical, legend.orient == "top" || legend.orient == "bottom", row.bounds.x2 > room else { return false }
    return legend.bool("wrap") ?? (compilation.options.width != nil && legend.number("columns") == nil)
  }

  /// As many columns as the room has, so that the entries of a row legend go on in further rows.
  private func wrapped(_ cells: [Drawing]) -> Drawing {
    var low = 1, high = cells.count
    while low < high {
      let middle = (low + high + 1) / 2
      if grid(cells, columns: middle).bounds.x2 <= room { low = middle } else { high = middle - 1 }
    }
    return grid(cells, columns: low)
  }

  /// Entries run down the columns of a vertical legend and along the rows of a horizontal one.
  private func grid(_ cells: [Drawing], columns: Int) -> Drawing {
    let n = cells.count
    let width = columns == 0 ? n : min(columns, n)
    let rows = (n + max(1, width) - 1) / max(1, width)
    var order: [Int] = []
    if legend.isVertical {
      for r in 0..<rows { for c in 0..<width where c * rows + r < n { order.append(c * rows + r) } }
    } else {
      order = Array(0..<n)
    }
    var grid = GridLayout(columns: width)
    grid.padding = Size(width: legend.number("columnPadding") ?? 10, height: legend.number("rowPadding") ?? 2)
    let align = legend.string("gridAlign") ?? "each"
    grid.alignColumns = GridLayout.Alignment(rawValue: align) ?? .each
    grid.alignRows = grid.alignColumns
    grid.centerRows = true
    let places = grid.place(order.map { cells[$0].bounds })
    var result = Drawing()
    for (i, cell) in order.enumerated() { result.append(cells[cell].moved(places[i].x, places[i].y)) }
    return result
  }

  // MARK: gradient

  private func gradient(_ entries: [LegendEntries.Entry]) -> Drawing {
    guard let scale = legend.lead else { return Drawing() }
    let isVertical = legend.isVertical
    let length = gradientLength
    let thickness = legend.number("gradientThickness") ?? 16
    let rect = isVertical ? Rect(x: 0, y: 0, width: thickness, height: length) : Rect(x: 0, y: 0, width: length, height: thickness)
    var style = MarkStyle(fill: .gradient(legendGradient(scale, isVertical: isVertical)), opacity: legend.number("gradientOpacity") ?? markOpacity ?? 1)
    if let stroke = legend.color("gradientStrokeColor") {
      style.stroke = .color(stroke)
      style.strokeWidth = legend.number("gradientStrokeWidth") ?? 1
    }
    var drawing = Drawing()
    drawing.add(Mark(.legendGradient, .rect(rect, .zero), style: style), ruler)
    let offset = legend.number("labelOffset") ?? legend.number("gradientLabelOffset") ?? 2
    var labels: [Mark] = []
    for entry in entries {
      let t = fraction(scale, entry.value)
      guard t.isFinite, t >= -1e-9, t <= 1 + 1e-9 else { continue }
      let along = isVertical ? (1 - t) * length : t * length
      let point = isVertical ? Point(x: thickness + offset, y: along) : Point(x: along, y: thickness + offset)
      let baseline: TextBaseline = isVertical ? (t <= 0 ? .bottom : t >= 1 ? .top : .middle) : .top
      let align: TextAlign = isVertical ? .left : t <= 0 ? .left : t >= 1 ? .right : .center
      labels.append(label(entry.lines, at: point, align: align, baseline: baseline, limit: 160))
    }
    for mark in thinned(labels) { drawing.add(mark, ruler) }
    return drawing
  }

  /// Stacked bars of equal length, one a class, with the boundaries between them.
  private func bands() -> Drawing {
    guard let scale = legend.lead, case .classes(let classes, let items) = scale.mapping else { return Drawing() }
    let isVertical = legend.isVertical
    let thickness = legend.number("gradientThickness") ?? 16
    let n = classes.boundaries.count + 1, each = gradientLength / Double(n)
    var drawing = Drawing()
    for i in 0..<n {
      guard !items.isEmpty, case .color(let color) = items[min(i, items.count - 1)] else { continue }
      let rect = isVertical ? Rect(x: 0, y: gradientLength - each * Double(i + 1), width: thickness, height: each) : Rect(x: each * Double(i), y: 0, width: each, height: thickness)
      drawing.add(Mark(.legendBand, .rect(rect, .zero), style: MarkStyle(fill: .color(color), opacity: legend.number("gradientOpacity") ?? 1)), ruler)
    }
    let offset = legend.number("labelOffset") ?? legend.number("gradientLabelOffset") ?? 2
    let format = LegendEntries(legend: legend, compilation: compilation).boundaryFormat
    let labels = classes.boundaries.enumerated().map { i, x -> Mark in
      let along = each * Double(i + 1)
      let point = isVertical ? Point(x: thickness + offset, y: gradientLength - along) : Point(x: along, y: thickness + offset)
      return label([format(x)], at: point, align: isVertical ? .left : .center, baseline: isVertical ? .middle : .top, limit: 0)
    }
    for mark in thinned(labels) { drawing.add(mark, ruler) }
    return drawing
  }

  private var gradientLength: Double {
    if let given = legend.number("gradientLength") { return given }
    if legend.isVertical { return min(200, max(64, view.height)) }
    return legend.orient == "top" || legend.orient == "bottom" ? min(200, max(100, view.width)) : 100
  }

  private var markOpacity: Double? {
    if let value = legend.unit.encoding[.opacity]?.largestValue { return value }
    return legend.unit.automaticOpacity
  }

  private func fraction(_ scale: ResolvedScale, _ value: Value) -> Double {
    if case .ramp(let s, _) = scale.mapping { return linearFraction(s, value.coerced) }
    return .nan
  }

  private func thinned(_ labels: [Mark]) -> [Mark] {
    var marks = labels
    let boxes = labels.map { $0.bounds(ruler) }
    var kept = Array(labels.indices)
    func overlaps() -> Bool { zip(kept, kept.dropFirst()).contains { boxes[$0].intersects(boxes[$1], separation: 0) } }
    while kept.count >= 3, overlaps() { kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) }
    for i in marks.indices where !kept.contains(i) { marks[i].style.opacity = 0 }
    return marks
  }
}
