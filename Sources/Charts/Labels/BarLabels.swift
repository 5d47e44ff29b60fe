import DataTables
import Diagnostics
import Geometry
import Inputs

/// Labels of bars: `placement: auto | inside | inside-start | middle | end`, and the sums of stacks.
///
/// `auto` puts a label inside near the end of its bar when it fits there, else after the end when that place is free. What finds no
/// place, even at the size that `shrink` allows, is left out with a warning that names it. Parts of a stack are labelled inside only:
/// after its end a part would be read as the sum.
struct BarLabels {
  let options: LabelOptions
  /// The rectangle and the fill of each row's bar.
  private var bars: [(row: Int, rect: Rect, fill: Color?)] = []
  private var taken = LabelSpace()

  private var context: MarkContext { options.context }
  private var ruler: TextRuler { context.compilation.ruler }
  private var isHorizontal: Bool { context.mark.orient == .horizontal }
  private var measure: ChannelDef? { context.encoding[isHorizontal ? .x : .y] }

  init(_ options: LabelOptions) {
    self.options = options
    let context = options.context
    let x = RectPosition(context: context, channel: .x).spans(), y = RectPosition(context: context, channel: .y).spans()
    let styler = MarkStyler(context)
    for row in 0..<context.frame.count {
      guard let (x1, x2) = x(row), let (y1, y2) = y(row) else { continue }
      let rect = Rect(corner: Point(x: x1, y: y1), corner: Point(x: x2, y: y2))
      guard rect.isFinite else { continue }
      var fill: Color?
      if case .color(let c)? = styler.style(row).fill { fill = c }
      bars.append((row, rect, fill))
      taken.take(rect)
    }
  }

  private enum Place: String, CaseIterable { case auto, inside, insideStart = "inside-start", middle, end }

  /// The labels, in the order of the bars, then the totals.
  mutating func marks(in space: inout LabelSpace) -> [Mark] {
    let placement = options.choice("placement", Place.allCases.map(\.rawValue))
    let parts = partsOfStacks
    var result: [Mark] = []
    for bar in bars {
      guard let words = options.text(bar.row) else { continue }
      let place = placement(bar.row).flatMap(Place.init(rawValue:)) ?? .auto
      if let mark = mark(words, bar, place, isPart: parts.contains(bar.row), &space) { result.append(mark) } else { dropped(words, bar.row) }
    }
    return result + totals(&space)
  }

  private mutating func mark(
    _ words: TextMark, _ bar: (row: Int, rect: Rect, fill: Color?), _ place: Place, isPart: Bool, _ space: inout LabelSpace
  ) -> Mark? {
    for factor in options.shrink < 1 ? [1, options.shrink] : [1] {
      let words = words.scaled(factor)
      // What is set smaller to find room may come nearer to the edges too.
      if place != .end, let mark = inside(words, bar, place, padding: factor < 1 ? min(options.padding, 1.2) : options.padding) { return mark }
      if place == .end || place == .auto, !isPart, let mark = outside(words, bar.rect, isNegative(bar.row), options.color(bar.row), &space) { return mark }
    }
    return nil
  }

  /// Whether the bar of a row grows to the left, or down.
  private func isNegative(_ row: Int) -> Bool {
    guard let measure, measure.isField, let value = context.frame.value(measure.column, row).finite else { return false }
    return value < 0
  }

  /// The rows that share their stack with another bar of some length.
  private var partsOfStacks: Set<Int> {
    guard let stack = context.unit.stack else { return [] }
    let long = Set(bars.filter { (isHorizontal ? $0.rect.width : $0.rect.height) > 0 }.map(\.row))
    let groups = context.frame.grouped(by: stack.groupBy.map(\.column)).filter { $0.count(where: long.contains) > 1 }
    return Set(groups.flatMap { $0 })
  }

  private func dropped(_ words: TextMark, _ row: Int) {
    options.dropped(words, of: context.encoding[isHorizontal ? .y : .x].map { context.frame.value($0.column, row).shown } ?? "")
  }

  // MARK: places

  private func inside(_ given: TextMark, _ bar: (row: Int, rect: Rect, fill: Color?), _ place: Place, padding: Double) -> Mark? {
    let box = given.bounds(ruler), rect = bar.rect
    // The far side of the bar may be nearer than the padding, but not touch.
    let along = padding + min(padding, 1.2)
    let isThin = isHorizontal ? box.height > rect.height + 1 : box.width > rect.width
    guard !isThin, (isHorizontal ? box.width : box.height) + along <= (isHorizontal ? rect.width : rect.height) else { return nil }
    var words = given
    let atStart = (place == .insideStart) != isNegative(bar.row)
    if place == .middle {
      words.align = .center
      words.anchor = Point(x: rect.midX, y: rect.midY)
    } else if isHorizontal {
      words.align = atStart ? .left : .right
      words.anchor = Point(x: atStart ? rect.minX + padding : rect.maxX - padding, y: rect.midY)
    } else {
      words.align = .center
      words.anchor = Point(x: rect.midX, y: atStart ? rect.maxY - padding - box.height / 2 : rect.minY + padding + box.height / 2)
    }
    let ground = bar.fill ?? .white
    let contrasting: Color = ground.contrast(with: .white) >= ground.contrast(with: .black) ? .white : .black
    return Mark(.mark, .text(words), style: MarkStyle(fill: .color(options.statedColor(bar.row) ?? contrasting)))
  }

  private func outside(_ given: TextMark, _ bar: Rect, _ isNegative: Bool, _ color: Color, _ space: inout LabelSpace) -> Mark? {
    let size = given.bounds(ruler)
    var words = given
    if isHorizontal {
      words.align = isNegative ? .right : .left
      words.anchor = Point(x: isNegative ? bar.minX - options.padding : bar.maxX + options.padding, y: bar.midY)
    } else {
      words.align = .center
      let reach = options.padding + size.height / 2
      words.anchor = Point(x: bar.midX, y: isNegative ? bar.maxY + reach : bar.minY - reach)
    }
    let box = words.inkBox(ruler)
    guard taken.isFree(box), space.isFree(box) else { return nil }
    space.take(box)
    return Mark(.mark, .text(words), style: MarkStyle(fill: .color(color)))
  }

  // MARK: totals

  /// `total: true` or a mapping: the sum (or its `field`) after the end of each stack, with its `title` over the first.
  private func totals(_ space: inout LabelSpace) -> [Mark] {
    guard let node = options["total"], !node.isNull, node.bool != false, let stack = context.unit.stack, let measure else { return [] }
    let values = context.frame[measure.column]
    let rects = Dictionary(bars.map { ($0.row, $0.rect) }) { a, _ in a }
    let total = LabelOptions(context, node.removing("title"), under: options)
    let format = numberFormat(total["format"]?.string ?? measure.node["axis"]?["format"]?.string ?? context.config.string("numberFormat") ?? ",")
    let isStated = node["field"] != nil || node["expr"] != nil
    var result: [Mark] = [], first: (box: Rect, text: TextMark)?
    for rows in context.frame.grouped(by: stack.groupBy.map(\.column)) {
      let boxes = rows.compactMap { rects[$0] }
      guard let start = boxes.first else { continue }
      let sum = rows.reduce(0.0) { $0 + (values[$1].finite ?? 0) }
      let whole = boxes.dropFirst().reduce(start) { $0.union($1) }
      guard let words = isStated ? total.text(rows[0]) : total.text([format(sum)], rows[0]) else { continue }
      guard let mark = outside(words, whole, sum < 0, total.color(rows[0]), &space) else { dropped(words, rows[0]); continue }
      result.append(mark)
      if case .text(let placed) = mark.shape, whole.minY < first?.box.minY ?? .infinity { first = (whole, placed) }
    }
    if let title = node["title"]?.string, let first, isHorizontal { result.append(head(title, over: first.box, first.text, total)) }
    return result
  }

  /// The title of the totals, on the line of the series' names.
  private func head(_ title: String, over bar: Rect, _ label: TextMark, _ total: LabelOptions) -> Mark {
    var text = label
    text.lines = [title]
    text.anchor.y = bar.minY - SeriesLabels.gap
    text.baseline = .bottom
    return Mark(.legendLabel, .text(text), style: MarkStyle(fill: .color(total.color(0))))
  }
}
