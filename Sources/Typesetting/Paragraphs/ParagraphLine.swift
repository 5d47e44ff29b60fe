package import Geometry
package import Scene

/// One line of a paragraph with its place. Lengths in points.
package struct ParagraphLine: Sendable {
  /// Its width is without the spaces at its end and with what justification added.
  package let line: TextLine
  /// From the paragraph's left edge to the left end of the text; negative where a mark hangs outside it.
  package let x: Double
  /// How far marks at its ends stand outside the margins at most.
  package let hangLeft: Double
  package let hangRight: Double
  /// From the paragraph's top to the top of the line.
  package let top: Double
  /// The same for every line of the paragraph.
  package let height: Double
  /// From the top of the line to its baseline.
  package let baseline: Double
  /// It ends inside a word that is wider than the line.
  package let isEmergency: Bool
  /// It ends the paragraph, or stands before a line feed.
  package let isLast: Bool
  /// The bytes of the paragraph's text (all spans joined) that it shows.
  package let textRange: Range<Int>
  /// The footnotes whose marks it shows, in order.
  package let footnotes: [String]

  /// - Parameter corner: where the paragraph's left edge meets the top of this line, in page points.
  package func draw(at corner: Point, into scene: inout SceneBuilder, color: Color? = nil) {
    line.draw(at: corner.moved(x, baseline), into: &scene, color: color)
  }
}
