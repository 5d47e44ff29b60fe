import Charts
import Geometry
import Typesetting

/// The words of a label and their size. Chart pixels.
struct MapLabel: Sendable {
  struct Line: Hashable, Sendable {
    var text: String
    var font: String
    var size: Double
    var weight: Int
    var italic = false
    var width: Double
  }

  var lines: [Line]
  var leading: Double
  var width: Double { lines.map(\.width).max() ?? 0 }
  var height: Double { Double(max(1, lines.count)) * leading }

  /// The text marks with the box's top left corner given.
  func marks(in box: Rect, side: LabelCandidate.Side, color: Color, halo: Color?, haloWidth: Double) -> [Mark] {
    let x: Double, align: TextAlign
    switch side {
    case .left: (x, align) = (box.maxX, .right)
    case .right: (x, align) = (box.minX, .left)
    case .middle: (x, align) = (box.midX, .center)
    }
    return lines.enumerated().map { i, line in
      // The baseline stands at 0.76 of the line, which centres capitals and figures in it.
      let y = box.minY + (Double(i) + 0.76) * leading
      let text = TextMark(
        anchor: Point(x: x, y: y), lines: [line.text], font: line.font, fontSize: line.size, fontWeight: line.weight,
        italic: line.italic, align: align, baseline: .alphabetic, haloColor: halo, haloWidth: halo == nil ? 0 : haloWidth)
      return Mark(.mark, .text(text), style: MarkStyle(fill: .color(color)))
    }
  }
}

/// Measures words in chart pixels.
struct MapRuler: Sendable {
  let typesetter: Typesetter
  let language: String

  func line(_ text: String, font: String, size: Double, weight: Int = 400, italic: Bool = false) -> MapLabel.Line {
    let style = TextStyle(families: [font], size: size, weight: weight, italic: italic, features: [], language: language)
    return MapLabel.Line(
      text: text, font: font, size: size, weight: weight, italic: italic, width: text.isEmpty ? 0 : typesetter.width(of: text, style))
  }
}
