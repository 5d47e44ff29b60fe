import Geometry
import Scene
import Typesetting

/// Sets the texts of lines at their columns.
struct CellPainter {
  let core: TableCore
  let geometry: TableGeometry

  private var style: TableStyle { core.style }

  /// The cells of a body line in some columns; nothing for other lines.
  func drawBody(_ line: PlacedLine, columns: [Int], at origin: Point, into scene: inout SceneBuilder) {
    guard case .body(let position, _) = line.row else { return }
    let row = core.model.sourceRow(position)
    for column in columns { drawCell(row: row, column: column, line, at: origin, into: &scene) }
  }

  func drawSummary(_ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder) {
    guard let summary = summary(of: line.row) else { return }
    for column in core.model.columns.indices { drawSummaryCell(summary, column, line, at: origin, into: &scene) }
  }

  func drawGroup(_ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder) {
    guard case .group(let section) = line.row, let label = core.model.sections[section].label else { return }
    core.typesetter.line(label, style.group)
      .draw(at: origin.moved(0, line.top + line.height - style.groupFoot), into: &scene)
  }

  /// Every cell of a line with its own tag.
  func drawTagged(_ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder) {
    switch line.row {
    case .group: scene.tagged(StructureTag(.tableHeader)) { drawGroup(line, at: origin, into: &$0) }
    case .body(let position, _):
      let row = core.model.sourceRow(position)
      for column in core.model.columns.indices {
        let role: StructureRole = column == core.model.labelColumn ? .tableHeader : .tableCell
        scene.tagged(StructureTag(role)) { drawCell(row: row, column: column, line, at: origin, into: &$0) }
      }
    case .summary, .grand:
      guard let summary = summary(of: line.row) else { return }
      for column in core.model.columns.indices {
        let role: StructureRole = column == core.model.labelColumn ? .tableHeader : .tableCell
        scene.tagged(StructureTag(role)) { drawSummaryCell(summary, column, line, at: origin, into: &$0) }
      }
    }
  }

  /// The marks that hang on a line's cells or label, and what else stands beside values.
  func drawMarks(_ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder) {
    switch line.row {
    case .group(let section):
      guard let mark = core.model.marks[.groupLabel(section)], let label = core.model.sections[section].label else { return }
      let x = core.typesetter.width(of: label, style.group)
      draw(mark, on: style.group, at: origin.moved(x, line.top + line.height - style.groupFoot), into: &scene)
    case .body(let position, _):
      let row = core.model.sourceRow(position)
      let hasMarks = core.model.marks.hasMarks(row: row)
      for column in core.model.columns.indices where hasMarks || core.model.columns[column].hasExtras {
        drawHanging(row: row, column: column, line, at: origin, into: &scene)
      }
    case .summary(let section, let index):
      drawSummaryMarks(line, at: origin, into: &scene) { .summary(section: section, index: index, column: $0) }
    case .grand(let index): drawSummaryMarks(line, at: origin, into: &scene) { .grand(index: index, column: $0) }
    }
  }

  private func drawSummaryMarks(
    _ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder, place: (Int) -> TablePlace
  ) {
    for column in core.model.columns.indices {
      guard let mark = core.model.marks[place(column)], let summary = summary(of: line.row) else { continue }
      let isLabel = column == core.model.labelColumn
      let x = isLabel ? geometry.columns[column].left + core.typesetter.width(of: summary.label, style.summary) : geometry.columns[column].right
      draw(mark, on: style.summary, at: origin.moved(x, baseline(line)), into: &scene)
    }
  }

  /// The bars of all lines, one path a color.
  func drawBars(_ lines: [PlacedLine], at origin: Point, into scene: inout SceneBuilder) {
    for column in core.model.columns.indices {
      guard let bar = core.model.columns[column].bar, let room = geometry.columns[column].bar else { continue }
      var tracks = Path(), bars = Path(), subjects = Path()
      for line in lines {
        guard case .body(let position, _) = line.row else { continue }
        let row = core.model.sourceRow(position)
        guard let number = core.model.columns[column].cells.number(at: row) else { continue }
        let stretch = bar.stretch(number)
        if style.barTrackColor != nil, bar.most == 1, bar.least == 0 { tracks.append(barPath(bar, 0...1, room, line, at: origin)) }
        let path = barPath(bar, stretch, room, line, at: origin)
        if core.look.isSubject(row: row, column: column) { subjects.append(path) } else { bars.append(path) }
      }
      if let track = style.barTrackColor { scene.fill(tracks, track) }
      scene.fill(bars, bar.color ?? style.barColor)
      scene.fill(subjects, style.subjectColor)
    }
  }

  private func barPath(
    _ bar: TableBar, _ stretch: ClosedRange<Double>, _ room: ClosedRange<Double>, _ line: PlacedLine, at origin: Point
  ) -> Path {
    let length = room.upperBound - room.lowerBound
    let height = bar.isBelow ? style.barBelowHeight : style.barHeight
    let y = bar.isBelow ? line.top + core.textTop + style.leading + style.barBelowGap : line.top + core.textTop + (style.leading - height) / 2
    guard stretch.upperBound > stretch.lowerBound else { return Path() }
    return Path(
      rect: Rect(
        x: origin.x + room.lowerBound + stretch.lowerBound * length, y: origin.y + y,
        width: (stretch.upperBound - stretch.lowerBound) * length, height: height))
  }

  private func draw(_ mark: String, on textStyle: TextStyle, at point: Point, into scene: inout SceneBuilder) {
    core.typesetter.line(mark, style.mark(on: textStyle))
      .draw(at: point.moved(textStyle.size * style.markGap, -textStyle.size * style.markRise), into: &scene)
  }

  /// What stands beside the value of a cell: after digits the suffix, the mark and the remark, after texts the mark alone (the others
  /// are set with them); at the right end the small figure.
  private func drawHanging(row: Int, column index: Int, _ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder) {
    let column = core.model.columns[index]
    let cellStyle = core.look.style(row: row, column: index)
    var end = valueEnd(row: row, column: index, cellStyle)
    end.y += baseline(line)
    if column.isNumberLike, !column.suffix(at: row).isEmpty {
      let suffix = core.typesetter.line(column.suffix(at: row), style.body)
      suffix.draw(at: origin.moved(end.x, end.y), into: &scene)
      end.x += suffix.width
    }
    if let mark = core.model.marks[.cell(row: row, column: index)] {
      draw(mark, on: cellStyle, at: origin.moved(end.x, end.y), into: &scene)
      end.x += cellStyle.size * style.markGap + core.typesetter.width(of: mark, style.mark(on: cellStyle))
    }
    if column.isNumberLike, !column.annotation(at: row).isEmpty {
      core.typesetter.line(column.annotation(at: row), style.annotation)
        .draw(at: origin.moved(end.x + style.annotationGap, end.y), into: &scene)
    }
    if !column.side(at: row).isEmpty {
      let side = core.typesetter.line(column.side(at: row), style.unit)
      side.draw(at: origin.moved(geometry.columns[index].end - side.width, baseline(line)), into: &scene)
    }
  }

  /// Where a value ends, from the first baseline of its line: at the digit column for numbers (the text's own end before a
  /// suffix), at the end of the last line for everything else.
  private func valueEnd(row: Int, column index: Int, _ cellStyle: TextStyle) -> Point {
    let place = geometry.columns[index], column = core.model.columns[index]
    if column.isNumberLike {
      guard !column.suffix(at: row).isEmpty else { return Point(x: place.right, y: 0) }
      let text = column.cells.text(at: row), width = core.typesetter.width(of: text, cellStyle)
      return Point(x: x(of: text, width: width, cellStyle, index) + width, y: 0)
    }
    let lines = core.cellParagraph(row: row, column: index).lines(width: column.wraps ? place.width : .greatestFiniteMagnitude)
    guard let last = lines.last else { return Point(x: place.left, y: 0) }
    let y = lines.dropLast().reduce(0) { $0 + $1.height }
    if column.wraps || column.alignment == .left { return Point(x: place.left + last.x + last.line.width, y: y) }
    return Point(x: place.left + (place.width + last.line.width) / 2, y: y)
  }

  /// The baseline of a line's first text line, below the header.
  private func baseline(_ line: PlacedLine) -> Double {
    let top = line.row.isBody ? core.textTop : (core.summaryHeight - style.leading) / 2
    return line.top + top + style.leading * 0.73
  }

  private func drawCell(row: Int, column: Int, _ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder) {
    let cells = core.model.columns[column].cells
    if core.model.columns[column].wraps || cells.spans(at: row) != nil {
      return drawWrapped(row: row, column: column, line, at: origin, into: &scene)
    }
    if let spans = core.look.spans(row: row, column: column) {
      let text = core.typesetter.line(spans), place = geometry.columns[column]
      let indent = core.model.columns[column].alignment == .center ? (place.width - text.width) / 2 : 0
      return text.draw(at: origin.moved(place.left + indent, baseline(line)), into: &scene)
    }
    let text = cells.text(at: row)
    if !text.isEmpty { draw(text, core.look.style(row: row, column: column), column, at: origin.moved(0, baseline(line)), into: &scene) }
  }

  private func drawWrapped(row: Int, column: Int, _ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder) {
    let place = geometry.columns[column]
    var at = origin.moved(place.left, line.top + core.textTop)
    for textLine in core.cellParagraph(row: row, column: column).lines(width: place.width) {
      textLine.draw(at: at, into: &scene)
      at = at.moved(0, textLine.height)
    }
  }

  private func drawSummaryCell(
    _ summary: TableSummaryRow, _ column: Int, _ line: PlacedLine, at origin: Point, into scene: inout SceneBuilder
  ) {
    let at = origin.moved(0, baseline(line))
    if column == core.model.labelColumn {
      core.typesetter.line(summary.label, style.summary).draw(at: at.moved(geometry.columns[column].left, 0), into: &scene)
    } else if let text = summary.cells[column] {
      draw(text, style.summary, column, at: at, into: &scene)
    }
  }

  /// One line of text in its column, on the baseline of `at` (whose x is the table's left edge).
  private func draw(_ text: String, _ textStyle: TextStyle, _ column: Int, at: Point, into scene: inout SceneBuilder) {
    let line = core.typesetter.line(text, textStyle)
    line.draw(at: at.moved(x(of: text, width: line.width, textStyle, column), 0), into: &scene)
  }

  private func x(of text: String, width: Double, _ textStyle: TextStyle, _ column: Int) -> Double {
    let place = geometry.columns[column]
    switch core.model.columns[column].alignment {
    case .left: return place.left
    case .center: return place.left + (place.width - width) / 2
    case .right: return place.right - width
    case .decimal:
      if core.measures[column].hasEqualTails { return place.right - width }
      guard let cut = integerPartLength(text, decimalSign: core.decimalSign) else { return place.right - width }
      let right = text.utf8.dropFirst(cut)
      let rightWidth = right.isEmpty ? 0 : core.typesetter.width(of: String(decoding: right, as: UTF8.self), textStyle)
      return place.right - place.fraction + rightWidth - width
    }
  }

  private func summary(of row: TableRow) -> TableSummaryRow? {
    switch row {
    case .summary(let section, let index): core.model.sections[section].summaries[index]
    case .grand(let index): core.model.grandSummaries[index]
    case .group, .body: nil
    }
  }
}
