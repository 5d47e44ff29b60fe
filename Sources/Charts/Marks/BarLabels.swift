import DataTables
import Diagnostics
import Formats
import Geometry
import Inputs

/// Value labels on bars, an option of this project beside Vega-Lite's grammar:
/// `mark: {type: bar, labels: true}` or `labels: {format, placement: inside | end | auto, color, font, fontSize, fontWeight, padding, total}`.
///
/// `auto` puts a label inside near the end of its bar when it fits there, else after the end when that place is free. What finds no
/// place is left out with a warning that names it. Parts of a stack are labelled inside only: after its end a part would be read as
/// the sum. `total: true` (or `{format, color}`) adds the sum after the end of each stack.
struct BarLabels {
  let context: MarkContext
  let options: TreeNode
  /// The rectangle and the fill of each row's bar.
  private var bars: [(row: Int, rect: Rect, fill: Color?)] = []
  private var taken: [Rect] = []

  init?(_ context: MarkContext) {
    guard context.mark.type == .bar, let node = context.mark["labels"], !node.isNull, node.bool != false else { return nil }
    self.context = context
    options = node
    let x = RectPosition(context: context, channel: .x).spans(), y = RectPosition(context: context, channel: .y).spans()
    let styler = MarkStyler(context)
    for row in 0..<context.frame.count {
      guard let (x1, x2) = x(row), let (y1, y2) = y(row) else { continue }
      let rect = Rect(corner: Point(x: x1, y: y1), corner: Point(x: x2, y: y2))
      guard rect.isFinite else { continue }
      var fill: Color?
      if case .color(let c)? = styler.style(row).fill { fill = c }
      bars.append((row, rect, fill))
    }
  }

  private var isHorizontal: Bool { context.mark.orient == .horizontal }
  private var measure: ChannelDef? { context.encoding[isHorizontal ? .x : .y] }
  private var padding: Double { options["padding"]?.number ?? 4 }
  private var fontSize: Double { max(1, options["fontSize"]?.number ?? context.config.number("text", "fontSize") ?? 10) }

  private func text(_ words: String, _ node: TreeNode) -> TextMark {
    let weight = (node["fontWeight"] ?? options["fontWeight"]).map { $0.number.flatMap { Int(exactly: $0) } ?? fontWeight($0.string ?? "") } ?? 400
    return TextMark(
      anchor: .zero, lines: [words], font: options["font"]?.string ?? context.compilation.defaultFont, fontSize: node["fontSize"]?.number ?? fontSize,
      fontWeight: weight, baseline: .middle)
  }

  private func format(_ node: TreeNode) -> (Double) -> String {
    let own = node["format"]?.string ?? options["format"]?.string ?? measure?.node["axis"]?["format"]?.string ?? context.config.string("numberFormat")
    return numberFormat(own ?? ",")
  }

  /// The labels, in the order of the bars.
  mutating func marks() -> [Mark] {
    guard let measure, measure.isField else { return [] }
    let values = context.frame[measure.column]
    let format = format(options)
    let placement = options["placement"]?.string ?? "auto"
    let parts = partsOfStacks
    var result: [Mark] = []
    for bar in bars {
      guard let value = values[bar.row].finite else { continue }
      let words = text(format(value), options)
      let isNegative = value < 0
      if placement != "end", let mark = inside(words, bar.rect, bar.fill, isNegative) {
        result.append(mark)
      } else if placement != "inside", !parts.contains(bar.row), let mark = outside(words, bar.rect, isNegative, options) {
        result.append(mark)
      } else {
        dropped(words, bar.row)
      }
    }
    return result + totals()
  }

  /// The rows that share their stack with another bar of some length.
  private var partsOfStacks: Set<Int> {
    guard let stack = context.unit.stack else { return [] }
    let long = Set(bars.filter { (isHorizontal ? $0.rect.width : $0.rect.height) > 0 }.map(\.row))
    let groups = context.frame.grouped(by: stack.groupBy.map(\.column)).filter { $0.count(where: long.contains) > 1 }
    return Set(groups.flatMap { $0 })
  }

  private func dropped(_ words: TextMark, _ row: Int) {
    let dimension = context.encoding[isHorizontal ? .y : .x].map { context.frame.value($0.column, row).shown } ?? ""
    context.compilation.findings.warning(
      "label-dropped", at: options.range, "there is no room for the label \"\(words.lines.joined())\"" + (dimension.isEmpty ? "" : " of \"\(dimension)\""))
  }

  private func size(_ words: TextMark) -> Size {
    let box = words.bounds(context.compilation.ruler)
    return Size(width: box.width, height: box.height)
  }

  private func inside(_ given: TextMark, _ bar: Rect, _ fill: Color?, _ isNegative: Bool) -> Mark? {
    let size = size(given)
    guard isHorizontal ? size.width + 2 * padding <= bar.width && size.height <= bar.height + 1 : size.height + 2 * padding <= bar.height && size.width <= bar.width else { return nil }
    var words = given
    if isHorizontal {
      words.align = isNegative ? .left : .right
      words.anchor = Point(x: isNegative ? bar.minX + padding : bar.maxX - padding, y: bar.midY)
    } else {
      words.align = .center
      words.anchor = Point(x: bar.midX, y: isNegative ? bar.maxY - padding - size.height / 2 : bar.minY + padding + size.height / 2)
    }
    let ground = fill ?? .white
    let color = options["color"]?.string.flatMap { Color(css: $0) } ?? (ground.contrast(with: .white) >= ground.contrast(with: .black) ? .white : .black)
    return Mark(.mark, .text(words), style: MarkStyle(fill: .color(color)))
  }

  private mutating func outside(_ given: TextMark, _ bar: Rect, _ isNegative: Bool, _ node: TreeNode) -> Mark? {
    let size = size(given)
    var words = given
    var box: Rect
    if isHorizontal {
      words.align = isNegative ? .right : .left
      let x = isNegative ? bar.minX - padding : bar.maxX + padding
      words.anchor = Point(x: x, y: bar.midY)
      box = Rect(x: isNegative ? x - size.width : x, y: bar.midY - size.height / 2, width: size.width, height: size.height)
    } else {
      words.align = .center
      let y = isNegative ? bar.maxY + padding + size.height / 2 : bar.minY - padding - size.height / 2
      words.anchor = Point(x: bar.midX, y: y)
      box = Rect(x: bar.midX - size.width / 2, y: y - size.height / 2, width: size.width, height: size.height)
    }
    // The box of a line of text reaches into its own leading: the ink alone must be free.
    box = box.inset(by: Insets(top: size.height * 0.15, right: 0, bottom: size.height * 0.15, left: 0))
    guard !bars.contains(where: { $0.rect.intersects(box) }), !taken.contains(where: { $0.intersects(box) }) else { return nil }
    taken.append(box)
    let color = node["color"]?.string.flatMap { Color(css: $0) } ?? context.config.string("text", "color").flatMap { Color(css: $0) } ?? .black
    return Mark(.mark, .text(words), style: MarkStyle(fill: .color(color)))
  }

  /// The sum after the end of each stack.
  private mutating func totals() -> [Mark] {
    guard let node = options["total"], !node.isNull, node.bool != false, let stack = context.unit.stack, let measure else { return [] }
    let values = context.frame[measure.column]
    let rects = Dictionary(bars.map { ($0.row, $0.rect) }) { a, _ in a }
    let format = format(node)
    var result: [Mark] = []
    for rows in context.frame.grouped(by: stack.groupBy.map(\.column)) {
      let boxes = rows.compactMap { rects[$0] }
      guard let first = boxes.first else { continue }
      let sum = rows.reduce(0.0) { $0 + (values[$1].finite ?? 0) }
      let words = text(format(sum), node)
      if let mark = outside(words, boxes.dropFirst().reduce(first) { $0.union($1) }, sum < 0, node) { result.append(mark) } else { dropped(words, rows[0]) }
    }
    return result
  }
}
