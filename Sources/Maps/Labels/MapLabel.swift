import Charts
import Geometry
import Typesetting

/// The words of a label and their size. Chart pixels.
struct MapLabel: Sendable {
  struct Line: Hashable, Sendable {
    var text: String
    var face: MapFace
    var width: Double
    /// From its top to the next line's.
    var height: Double

    /// From the top of the line to its baseline: it centres capitals and figures in the line.
    var ascent: Double { (height + 0.71 * face.size) / 2 }
  }

  var lines: [Line]
  var width: Double { lines.map(\.width).max() ?? 0 }
  var height: Double { lines.reduce(0) { $0 + $1.height } }

  /// The text marks with the box's top left corner given.
  ///
  /// - Parameter color: of all lines; nil leaves each its own.
  func marks(in box: Rect, side: LabelCandidate.Side, color: Color?, halo: Color?, haloWidth: Double, role: MarkRole = .mark) -> [Mark] {
    let x: Double, align: TextAlign
    switch side {
    case .left: (x, align) = (box.maxX, .right)
    case .right: (x, align) = (box.minX, .left)
    case .middle: (x, align) = (box.midX, .center)
    }
    var y = box.minY
    return lines.map { line in
      defer { y += line.height }
      return line.mark(at: Point(x: x, y: y + line.ascent), align: align, color: color, halo: halo, haloWidth: haloWidth, role: role)
    }
  }
}

extension MapLabel.Line {
  /// The line with its baseline at a point.
  func mark(
    at point: Point, align: TextAlign = .left, color: Color? = nil, halo: Color? = nil, haloWidth: Double = 0, role: MarkRole = .mark
  ) -> Mark {
    let mark = TextMark(
      anchor: point, lines: [text], font: face.font, fontSize: face.size, fontWeight: face.weight, italic: face.italic, align: align,
      baseline: .alphabetic, haloColor: halo, haloWidth: halo == nil ? 0 : haloWidth)
    return Mark(role, .text(mark), style: MarkStyle(fill: .color(color ?? face.color)))
  }
}

/// Measures words in chart pixels.
struct MapRuler: Sendable {
  let typesetter: Typesetter
  let language: String

  /// - Parameter height: of the line; nil is 1.25 of its size.
  func line(_ text: String, _ face: MapFace, height: Double? = nil) -> MapLabel.Line {
    let style = TextStyle(
      families: [face.font], size: face.size, weight: face.weight, italic: face.italic, features: [], language: language)
    return MapLabel.Line(
      text: text, face: face, width: text.isEmpty ? 0 : typesetter.width(of: text, style), height: height ?? 1.25 * face.size)
  }

  /// The words of a text in lines that are no wider than `width`; a longer word has a line of its own.
  func lines(_ text: String, _ face: MapFace, width: Double, height: Double? = nil) -> [MapLabel.Line] {
    var lines: [MapLabel.Line] = [], open = ""
    for word in text.split(separator: " ") {
      let longer = open.isEmpty ? String(word) : open + " " + word
      if !open.isEmpty, line(longer, face).width > width {
        lines.append(line(open, face, height: height))
        open = String(word)
      } else {
        open = longer
      }
    }
    return open.isEmpty ? lines : lines + [line(open, face, height: height)]
  }
}
