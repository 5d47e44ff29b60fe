import Geometry
import Typesetting

/// How the cells of a table are set: the style of each, and what stands beside its value.
struct CellLook: Sendable {
  let model: TableModel
  let style: TableStyle

  /// The style of a body cell.
  func style(row: Int, column index: Int) -> TextStyle {
    let column = model.columns[index]
    var result = column.isStrong ? style.strong(style.body) : style.body
    if column.isQuiet { result.color = style.quietColor }
    if isSubject(row: row, column: index) {
      result = style.strong(result)
      result.color = style.subjectColor
    }
    if let ground = fill(row: row, column: index) { result.color = readable(result.color, on: ground) }
    return result
  }

  /// Whether a cell is set as the subject: by its row or by itself.
  func isSubject(row: Int, column: Int) -> Bool {
    (!model.subjectRows.isEmpty && model.subjectRows.contains(row))
      || (!model.highlights.isEmpty && model.highlights.contains(row: row, column: column))
  }

  /// The heat color of a cell; nil for none.
  func fill(row: Int, column: Int) -> Color? {
    let fills = model.columns[column].fills
    return row < fills.count ? fills[row] : nil
  }

  /// The color itself where it reads well, else white or the body's color, whichever stands out more.
  private func readable(_ color: Color, on ground: Color) -> Color {
    if color.contrast(with: ground) >= 4.5 { return color }
    return Color.white.contrast(with: ground) > style.body.color.contrast(with: ground) ? .white : style.body.color
  }

  /// Texts set one after the other, for a cell whose value does not stand by itself; nil for a text of one style.
  func spans(row: Int, column index: Int) -> [TextSpan]? {
    let column = model.columns[index]
    if let spans = column.cells.spans(at: row) { return spans }
    guard !column.isNumberLike, column.hasTrailing(at: row) else { return nil }
    var spans = [TextSpan(column.cells.text(at: row), style(row: row, column: index))]
    let suffix = column.suffix(at: row), annotation = column.annotation(at: row)
    if !suffix.isEmpty { spans.append(TextSpan(suffix, style.body)) }
    if !annotation.isEmpty {
      // A space that never ends a line keeps the remark with its value.
      var space = style.body
      space.tracking = max(0, style.annotationGap - style.body.size / 4) / style.body.size
      spans += [TextSpan("\u{A0}", space), TextSpan(annotation, style.annotation)]
    }
    return spans
  }
}

extension TableColumn {
  /// What belongs to the printed value of a source row; empty for nothing.
  func suffix(at row: Int) -> String { row < suffixes.count ? suffixes[row] : "" }
  /// The remark beside the value of a source row; empty for none.
  func annotation(at row: Int) -> String { row < annotations.count ? annotations[row] : "" }
  /// The small figure at the right of the cell of a source row; empty for none.
  func side(at row: Int) -> String { row < sides.count ? sides[row] : "" }

  func hasTrailing(at row: Int) -> Bool { !suffix(at: row).isEmpty || !annotation(at: row).isEmpty }

  var hasExtras: Bool { !suffixes.isEmpty || !annotations.isEmpty || !sides.isEmpty }

  /// True when values end on a line at the right, so that what follows them hangs.
  var isNumberLike: Bool {
    switch alignment {
    case .right, .decimal: true
    case .left, .center: false
    }
  }

  var hasLabel: Bool { !label.isEmpty || unit?.isEmpty == false }
}
