import Geometry
import Layout
import Scene
import Typesetting

/// One part of a table, ready to draw: which lines, at which heights, at which column places. Texts are set while drawing, from
/// the typesetter's cache.
struct TableContent: FragmentContent {
  let core: TableCore
  let geometry: TableGeometry
  let part: TableParts.Part
  /// From the fragment's top to the first line, below head and header.
  let top: Double
  /// 0 when this part has no header.
  let headerHeight: Double
  let tagsCells: Bool

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    let body = origin.moved(0, top)
    let header = body.moved(0, -headerHeight)
    let lines = lineTops()
    drawTints(lines, at: body, into: &scene)
    if tagsCells {
      drawTagged(lines, header: header, body: body, into: &scene)
    } else {
      if headerHeight > 0 { geometry.header.draw(at: header, style: core.style, tagged: false, into: &scene) }
      drawTexts(lines, at: body, into: &scene)
    }
    drawMarks(lines, at: body, into: &scene)
    CellPainter(core: core, geometry: geometry).drawBars(lines, at: body, into: &scene)
    SparkPainter(core: core, geometry: geometry).draw(lines, at: body, into: &scene)
    scene.tagged(StructureTag(.artifact)) { drawRules(lines, at: body, into: &$0) }
  }

  /// The line numbers of the part with their tops below the header.
  private func lineTops() -> [PlacedLine] {
    var y = part.continuedHeight
    var result: [PlacedLine] = []
    result.reserveCapacity(part.heights.count)
    for (offset, height) in part.heights.enumerated() {
      result.append(PlacedLine(row: core.rows[part.first + offset], top: y, height: height))
      y += height
    }
    return result
  }

  private func drawTints(_ lines: [PlacedLine], at origin: Point, into scene: inout SceneBuilder) {
    if core.style.hasStripes {
      let striped = lines.filter { if case .body(let position, _) = $0.row { position % 2 == 1 } else { false } }
      fill(striped, core.style.stripeTint, at: origin, into: &scene)
    }
    if let tint = core.style.subjectTint { fill(lines.filter(isSubject), tint, at: origin, into: &scene) }
    if !core.model.highlights.isEmpty || core.model.columns.contains(where: { !$0.fills.isEmpty }) {
      drawCellTints(lines, at: origin, into: &scene)
    }
  }

  /// Highlighted cells and heat colors, from edge to edge of their columns.
  private func drawCellTints(_ lines: [PlacedLine], at origin: Point, into scene: inout SceneBuilder) {
    var tinted = Path()
    for line in lines {
      guard case .body(let position, _) = line.row else { continue }
      let row = core.model.sourceRow(position)
      for column in core.model.columns.indices {
        guard let color = core.look.fill(row: row, column: column) else { continue }
        scene.fill(cellPath(geometry.columns[column].outer, line, at: origin), color)
      }
      for stretch in highlighted(row: row) { tinted.append(cellPath(stretch, line, at: origin)) }
    }
    if let tint = core.style.highlightTint { scene.fill(tinted, tint) }
  }

  /// The highlighted stretches of a row: neighbours that touch are one.
  private func highlighted(row: Int) -> [ClosedRange<Double>] {
    var stretches: [ClosedRange<Double>] = []
    for column in core.model.columns.indices where core.model.highlights.contains(row: row, column: column) {
      let cell = geometry.columns[column].outer
      if let last = stretches.last, cell.lowerBound - last.upperBound < 0.01 {
        stretches[stretches.count - 1] = last.lowerBound...max(last.upperBound, cell.upperBound)
      } else {
        stretches.append(cell)
      }
    }
    return stretches
  }

  private func cellPath(_ x: ClosedRange<Double>, _ line: PlacedLine, at origin: Point) -> Path {
    Path(
      rect: Rect(x: origin.x + x.lowerBound, y: origin.y + line.top, width: x.upperBound - x.lowerBound, height: line.height))
  }

  private func fill(_ lines: [PlacedLine], _ color: Color, at origin: Point, into scene: inout SceneBuilder) {
    var path = Path()
    for line in lines {
      for stretch in geometry.stretches {
        path.append(cellPath(stretch, line, at: origin))
      }
    }
    scene.fill(path, color)
  }

  /// All text of one style before the next, row by row, so that the writer gets few and long runs.
  private func drawTexts(_ lines: [PlacedLine], at origin: Point, into scene: inout SceneBuilder) {
    drawContinuedLabel(at: origin, into: &scene)
    let painter = CellPainter(core: core, geometry: geometry)
    let strongColumns = core.model.columns.indices.filter { core.model.columns[$0].isStrong }
    let otherColumns = core.model.columns.indices.filter { !core.model.columns[$0].isStrong }
    for columns in [otherColumns, strongColumns] where !columns.isEmpty {
      for line in lines where !isSubject(line) { painter.drawBody(line, columns: columns, at: origin, into: &scene) }
    }
    let all = Array(core.model.columns.indices)
    for line in lines where isSubject(line) { painter.drawBody(line, columns: all, at: origin, into: &scene) }
    for line in lines where line.row.isSummary { painter.drawSummary(line, at: origin, into: &scene) }
    for line in lines where line.row.isGroup { painter.drawGroup(line, at: origin, into: &scene) }
  }

  private func isSubject(_ line: PlacedLine) -> Bool {
    guard !core.model.subjectRows.isEmpty, case .body(let position, _) = line.row else { return false }
    return core.model.subjectRows.contains(core.model.sourceRow(position))
  }

  private func drawTagged(_ lines: [PlacedLine], header: Point, body: Point, into scene: inout SceneBuilder) {
    let painter = CellPainter(core: core, geometry: geometry)
    scene.tagged(StructureTag(.table)) { table in
      if headerHeight > 0 { geometry.header.draw(at: header, style: core.style, tagged: true, into: &table) }
      if part.continuedSection != nil {
        table.tagged(StructureTag(.tableRow)) { row in
          row.tagged(StructureTag(.tableHeader)) { drawContinuedLabel(at: body, into: &$0) }
        }
      }
      for line in lines {
        table.tagged(StructureTag(.tableRow)) { painter.drawTagged(line, at: body, into: &$0) }
      }
    }
  }

  private func drawContinuedLabel(at origin: Point, into scene: inout SceneBuilder) {
    guard let section = part.continuedSection, let label = core.model.sections[section].label else { return }
    let line = core.typesetter.line(continuedSpans(label))
    line.draw(at: origin.moved(0, part.continuedHeight - core.style.groupFoot), into: &scene)
  }

  /// The label in the group's style, and what is said around it in the lighter one.
  private func continuedSpans(_ label: String) -> [TextSpan] {
    let text = core.model.continuedLabel?(label) ?? label + " " + core.style.continuedLabel
    guard let place = text.firstRange(of: label) else { return [TextSpan(text, core.style.groupContinued)] }
    let around = [
      TextSpan(String(text[..<place.lowerBound]), core.style.groupContinued), TextSpan(label, core.style.group),
      TextSpan(String(text[place.upperBound...]), core.style.groupContinued),
    ]
    return around.filter { !$0.text.isEmpty }
  }

  /// Marks come last, so that they do not part the runs of the cells.
  private func drawMarks(_ lines: [PlacedLine], at origin: Point, into scene: inout SceneBuilder) {
    guard !core.model.marks.isEmpty || core.model.columns.contains(where: \.hasExtras) else { return }
    let painter = CellPainter(core: core, geometry: geometry)
    for line in lines { painter.drawMarks(line, at: origin, into: &scene) }
  }

  private func drawRules(_ lines: [PlacedLine], at origin: Point, into scene: inout SceneBuilder) {
    var rules = TableRules(style: core.style, stretches: geometry.stretches)
    if headerHeight > 0 { rules.add(.main, at: 0) }
    for (index, line) in lines.enumerated() {
      let below = part.first + index + 1 < core.rows.count ? core.rows[part.first + index + 1] : nil
      if let kind = TableRules.kind(between: line.row, and: below) { rules.add(kind, at: line.top + line.height) }
    }
    if lines.isEmpty { rules.add(.main, at: 0) }
    rules.draw(at: origin, into: &scene)
  }
}

/// A line of a part: what it is and where, in points below the header.
struct PlacedLine: Hashable {
  var row: TableRow
  var top: Double
  var height: Double
}

/// Collects the horizontal rules of a part, so that each kind is one path.
struct TableRules {
  enum Kind: Hashable { case main, sub, hair }

  private let style: TableStyle
  private let stretches: [ClosedRange<Double>]
  private var ys: [(kind: Kind, y: Double)] = []

  init(style: TableStyle, stretches: [ClosedRange<Double>]) {
    self.style = style
    self.stretches = stretches
  }

  /// The rule between two lines of a table; `below` is nil at its end.
  static func kind(between above: TableRow, and below: TableRow?) -> Kind? {
    guard let below else { return .main }
    if case .grand = below { return .main }
    if case .grand = above { return .main }
    if above.isSummary || below.isSummary { return .sub }
    return above.isGroup ? nil : .hair
  }

  mutating func add(_ kind: Kind, at y: Double) {
    // An empty table has its header rule and its end at one place.
    if let last = ys.last, last.kind == kind, last.y == y { return }
    ys.append((kind, y))
  }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    for (kind, rule) in [(Kind.hair, style.hairRule), (.sub, style.subRule), (.main, style.mainRule)] {
      var path = Path()
      for entry in ys where entry.kind == kind {
        for stretch in stretches {
          path.move(to: origin.moved(stretch.lowerBound, entry.y))
          path.line(to: origin.moved(stretch.upperBound, entry.y))
        }
      }
      scene.stroke(path, rule.color, StrokeStyle(width: rule.width))
    }
  }
}
