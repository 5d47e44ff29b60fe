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

  init(core: TableCore, columns: [ColumnPlace]) {
    var builder = HeaderBuilder(core: core, columns: columns)
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
  var labels: [PlacedLabel] = []
  var rules: [(x: ClosedRange<Double>, y: Double)] = []
  var height = 0.0

  init(core: TableCore, columns: [ColumnPlace]) {
    self.core = core
    self.columns = columns
  }

  private var style: TableStyle { core.style }

  mutating func layOut() {
    var columnLabels = columns.indices.map { columnLabel($0) }
    let labelHeight = columnLabels.map(\.height).max() ?? 0
    let spannerTop = layOutSpanners()
    let foot = max(spannerTop + labelHeight, style.headerHeight - style.headerFoot)
    for index in columnLabels.indices { columnLabels[index].top = foot - columnLabels[index].height }
    labels += columnLabels.filter { !$0.lines.isEmpty }
    height = labels.isEmpty ? 0 : foot + style.headerFoot
  }

  /// Places the spanners and gives the y below them.
  private mutating func layOutSpanners() -> Double {
    var y = style.headerTop, number = 0
    for level in core.model.spanners {
      var levelLabels: [PlacedLabel] = []
      for spanner in level where !spanner.columns.isEmpty {
        let left = columns[spanner.columns.lowerBound].left, right = columns[spanner.columns.upperBound - 1].right
        let mark = core.model.marks[.spanner(number)]
        levelLabels.append(
          label(spanner.label, unit: nil, place: ColumnPlace(left: left, right: right, fraction: 0), align: .left, mark: mark))
        number += 1
      }
      let levelHeight = levelLabels.map(\.height).max() ?? 0
      for index in levelLabels.indices { levelLabels[index].top = y + levelHeight - levelLabels[index].height }
      y += levelHeight + 2
      for spanner in level where !spanner.columns.isEmpty {
        let left = columns[spanner.columns.lowerBound].left, right = columns[spanner.columns.upperBound - 1].right
        rules.append((left...max(left, right), y))
      }
      y += 3
      labels += levelLabels
    }
    return y
  }

  private func columnLabel(_ index: Int) -> PlacedLabel {
    let column = core.model.columns[index]
    let align: ParagraphAlignment =
      switch column.alignment {
      case .left: .left
      case .center: .center
      case .right, .decimal: .right
      }
    return label(column.label, unit: column.unit, place: columns[index], align: align, mark: core.model.marks[.columnLabel(index)])
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
