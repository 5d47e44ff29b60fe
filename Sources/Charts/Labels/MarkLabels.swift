import DataTables
import Diagnostics
import Geometry
import Inputs

/// The labels that a unit's mark asks for, each drawn, moved with a leader, or named in a warning.
///
/// - Parameter space: what is taken in the plot; the labels take theirs.
func markLabels(_ context: MarkContext, in space: inout LabelSpace) -> [Mark] {
  LabelOptions.all(context).flatMap { options -> [Mark] in
    switch context.mark.type {
    case .bar, .rect:
      var labels = BarLabels(options)
      return labels.marks(in: &space)
    case .point, .circle, .square, .tick, .line, .trail, .area:
      if options["placement"]?.string == "callout" { return CalloutLabels(options).marks(in: &space) }
      return PointLabels(options).marks(in: &space)
    case .arc, .geoshape, .image, .rule, .text:
      context.compilation.report("unsupported", at: options.node.range, "marks of type \(context.mark.type.rawValue) have no labels")
      return []
    }
  }
}

extension TextMark {
  /// The box of the ink, without the leading above and below; in pixels, turned text by its outer box.
  func inkBox(_ ruler: TextRuler) -> Rect {
    let box = bounds(ruler)
    guard !box.isEmpty else { return Rect(origin: anchor, size: .zero) }
    let trim = angle == 0 ? min(box.height / 4, fontSize * 0.15) : 0
    return Rect(x: box.x1, y: box.y1 + trim, width: box.width, height: box.height - 2 * trim)
  }

  func scaled(_ factor: Double) -> TextMark {
    var text = self
    text.fontSize *= factor
    text.lineHeight = lineHeight.map { $0 * factor }
    return text
  }
}
