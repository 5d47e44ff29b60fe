import Geometry
import Scene
import Typesetting

/// The labels above a table's columns at one width: spanners, labels and units, with the rule below.
struct TableHeader: Sendable {
  let height: Double
  /// From the top of the header to its first baseline.
  let firstBaseline: Double?
  private let labels: [PlacedLabel]
  private let spannerRules: [(x: ClosedRange<Double>, y: Double)]

  init(core: TableCore, columns: [ColumnPlace], stretches: [ClosedRange<Double>]) {
    var builder = HeaderBuilder(core: core, columns: columns, stretches: stretches)
    builder.layOut()
    height = builder.height
    labels = builder.labels
    spannerRules = builder.rules
    firstBaseline = builder.labels.flatMap { label in label.lines.first.map { [label.top + $0.baseline] } ?? [] }.min()
  }

  /// The labels; `tagged` marks each as a header cell of one row.
  func draw(at origin: Point, style: TableStyle, tagged: Bool, into scene: inout SceneBuilder) {
    if tagged {
      scene.tagged(StructureTag(.tableRow)) { row in
        for label in labels { row.tagged(StructureTag(.tableHeader)) { label.draw(at: origin, into: &$0) } }
      }
    } else {
      for label in labels { label.draw(at: origin, into: &scene) }
    }
    for label in labels { label.drawMark(at: origin, into: &scene) }
    var path = Path()
    for rule in spannerRules {
      path.move(to: origin.moved(rule.x.lowerBound, rule.y))
      path.line(to: origin.moved(rule.x.upperBound, rule.y))
    }
    guard !path.isEmpty else { return }
    scene.tagged(StructureTag(.artifact)) { $0.stroke(path, style.subRule.color, StrokeStyle(width: style.subRule.width)) }
  }
}

/// The lines of one label and the mark that hangs on its end. Relative to the header's top left corner.
private struct PlacedLabel: Sendable {
  var lines: [ParagraphLine]
  var left: Double
  var top: Double
  var mark: TextLine?
  var markAt: Point
  /// The number of its level from the top; labels of columns come last.
  var level = Int.max

  var height: Double { lines.reduce(0) { $0 + $1.height } }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    var at = origin.moved(left, top)
    for line in lines {
      line.draw(at: at, into: &scene)
      at = at.moved(0, line.height)
    }
  }

  func drawMark(at origin: Point, into scene: inout SceneBuilder) {
    mark?.draw(at: origin.moved(left + markAt.x, top + markAt.y), into: &scene)
  }
}

/// Lays a header out from its foot upwards: units, labels, then spanners level by level.
private struct HeaderBuilder {
  let core: TableCore
  let columns: [ColumnPlace]
  let stretches: [ClosedRange<Double>]
  var labels: [PlacedLabel] = []
  var rules: [(x: ClosedRange<Double>, y: Double)] = []
  var height = 0.0

  init(core: TableCore, columns: [ColumnPlace], stretches: [ClosedRange<Double>]) {
    self.core = core
    self.columns = columns
    self.stretches = stretches
  }

  private var style: TableStyle { core.style }

  mutating func layOut() {
    let spanners = numberedSpanners()
    // What is placed so far above the foot of the header, column by column.
    var heights = columns.indices.map { index in
      let label = columnLabel(index)
      if !label.lines.isEmpty { labels.append(label) }
      return label.height
    }
    for entry in spanners.joined() where entry.isLabel {
      let label = spannerLabel(entry)
      labels.append(label)
      for column in entry.spanner.columns { heights[column] = label.height }
    }
    for index in labels.indices { labels[index].top = -labels[index].height }
    for (number, level) in spanners.enumerated().reversed() {
      place(level.filter { !$0.isLabel }, number: number, above: &heights)
    }
    let highest = heights.max() ?? 0
    // Read from the top: spanners level by level, then the labels at the foot.
    labels.sort { ($0.level, $0.left) < ($1.level, $1.left) }
    let foot = max(style.headerTop + highest, leastHeight - style.headerFoot)
    for index in labels.indices { labels[index].top += foot }
    for index in rules.indices { rules[index].y += foot }
    height = labels.isEmpty ? 0 : foot + style.headerFoot
  }

  private var leastHeight: Double {
    let hasUnits = core.model.columns.contains { $0.unit != nil } || core.model.spanners.joined().contains { $0.unit != nil }
    return hasUnits ? max(style.headerHeight, style.headerWithUnitHeight) : style.headerHeight
  }

  /// A spanner with its number among all, by which its mark is found.
  private struct NumberedSpanner {
    var spanner: TableSpanner
    var number: Int
    /// It stands at the foot in place of its columns' labels.
    var isLabel: Bool
  }

  /// The spanners level by level, without empty ones.
  private func numberedSpanners() -> [[NumberedSpanner]] {
    var number = 0
    return core.model.spanners.enumerated().map { level, spanners in
      let below = core.model.spanners[(level + 1)...].joined()
      return spanners.compactMap { spanner in
        defer { number += 1 }
        guard !spanner.columns.isEmpty else { return nil }
        let hasLabels = spanner.columns.contains { core.model.columns[$0].hasLabel }
        let isLowest = below.allSatisfy { !$0.columns.overlaps(spanner.columns) }
        return NumberedSpanner(spanner: spanner, number: number, isLabel: isLowest && !hasLabels)
      }
    }
  }

  /// Places the spanners of a level on one line, each with a rule below it, as low as what stands under them allows. Heights are
  /// counted upwards from the foot.
  private mutating func place(_ level: [NumberedSpanner], number: Int, above heights: inout [Double]) {
    guard let bottom = level.flatMap({ entry in entry.spanner.columns.map { heights[$0] } }).max() else { return }
    let below = Self.ruleGaps.below, above = Self.ruleGaps.above
    var levelHeight = 0.0
    for entry in level {
      var label = spannerLabel(entry)
      label.top = -(bottom + below + above + label.height)
      label.level = number
      levelHeight = max(levelHeight, label.height)
      labels.append(label)
      let x = place(of: entry.spanner)
      for stretch in stretches where stretch.overlaps(x.left...x.end) {
        rules.append((max(stretch.lowerBound, x.left)...min(stretch.upperBound, x.end), -(bottom + below)))
      }
    }
    for entry in level { for column in entry.spanner.columns { heights[column] = bottom + below + above + levelHeight } }
  }

  /// From the rule of a spanner to what stands below it and to its label.
  private static let ruleGaps = (below: 3.0, above: 2.0)

  private func place(of spanner: TableSpanner) -> ColumnPlace {
    let left = columns[spanner.columns.lowerBound].left
    return ColumnPlace(left: left, right: max(left, columns[spanner.columns.upperBound - 1].end), fraction: 0)
  }

  private func spannerLabel(_ entry: NumberedSpanner) -> PlacedLabel {
    label(
      entry.spanner.label, unit: entry.spanner.unit, place: place(of: entry.spanner), align: .left,
      mark: core.model.marks[.spanner(entry.number)])
  }

  private func columnLabel(_ index: Int) -> PlacedLabel {
    let column = core.model.columns[index]
    var place = columns[index]
    // Numbers with a figure beside them end inside the cell: their label takes the whole cell from its left edge.
    if !column.sides.isEmpty { place.right = place.end }
    let automatic = column.sides.isEmpty ? column.alignment : .left
    let align: ParagraphAlignment =
      switch column.labelAlignment ?? automatic {
      case .left: .left
      case .center: .center
      case .right, .decimal: .right
      }
    return label(column.label, unit: column.unit, place: place, align: align, mark: core.model.marks[.columnLabel(index)])
  }

  private func label(_ text: String, unit: String?, place: ColumnPlace, align: ParagraphAlignment, mark: String?) -> PlacedLabel {
    var lines = self.lines(text, style.header, width: place.width, align: align)
    var result = PlacedLabel(lines: [], left: place.left, top: 0, markAt: .zero)
    if let mark, let last = lines.last {
      result.mark = core.typesetter.line(mark, style.mark(on: style.header))
      let above = lines.dropLast().reduce(0) { $0 + $1.height }
      result.markAt = Point(
        x: last.x + last.line.width + style.header.size * style.markGap, y: above + last.baseline - style.header.size * style.markRise)
    }
    if let unit { lines += self.lines(unit, style.unit, width: place.width, align: align) }
    result.lines = lines
    return result
  }

  private func lines(_ text: String, _ textStyle: TextStyle, width: Double, align: ParagraphAlignment) -> [ParagraphLine] {
    guard !text.isEmpty else { return [] }
    var format = ParagraphFormat()
    format.alignment = align
    format.leading = textStyle.leading
    return core.typesetter.paragraph([TextSpan(text, textStyle)], format).lines(width: width)
  }
}
