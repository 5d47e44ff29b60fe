/// A piece of a line: consecutive clusters of one shaped unit in one style.
struct LinePiece: Sendable {
  var unit: ShapedUnit
  /// The clusters shown, from left to right.
  var first: Int32
  var end: Int32
  var style: ResolvedStyle
  /// The index of the link in the line's `links`; -1 for none.
  var link: Int32
}

/// Text on one baseline, shaped and measured, ready to be drawn anywhere and any number of times.
///
/// All lengths in points.
package struct TextLine: Sendable {
  /// From the left end to the pen's last position, with the spaces at the end and the tracking behind the last cluster.
  package let width: Double
  /// The reach above the baseline that the faces used claim (the style's own for an empty line), with its rise.
  package let ascent: Double
  /// The same below the baseline, positive downward.
  package let descent: Double
  /// True when there is nothing to draw.
  package var isEmpty: Bool { pieces.isEmpty }

  /// From left to right.
  let pieces: [LinePiece]
  /// The numbers of the pieces in the order in which they are read; empty when that is from left to right.
  let readingOrder: [Int]
  let links: [String]
  /// Points added to each space and gap to fill a justified line.
  let stretch: LineStretch

  init(width: Double, ascent: Double, descent: Double, pieces: [LinePiece], levels: [UInt8], links: [String], stretch: LineStretch) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
    self.links = links
    self.stretch = stretch
    guard let order = BidiText.visualOrder(levels) else {
      self.pieces = pieces
      readingOrder = []
      return
    }
    self.pieces = order.map { pieces[$0] }
    var places = order
    for (place, number) in order.enumerated() { places[number] = place }
    readingOrder = places
  }

  /// The text shown, in the order in which it is read.
  package var text: String {
    var bytes: [UInt8] = []
    for index in pieces.indices { bytes += pieces[readingOrder.isEmpty ? index : readingOrder[index]].bytes }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Room added to a justified line, in points.
struct LineStretch: Hashable, Sendable {
  var perSpace = 0.0
  /// Behind each cluster that has a gap.
  var perGap = 0.0
  static let none = LineStretch()

  /// What stands behind a cluster.
  @inline(__always)
  func added(_ cluster: UnitCluster) -> Double { (cluster.isSpace ? perSpace : 0) + (cluster.gap == .none ? 0 : perGap) }
}

extension LinePiece {
  /// The letters of the clusters shown, in reading order.
  var bytes: ArraySlice<UInt8> {
    guard first < end else { return [] }
    let a = unit.clusters[Int(first)], b = unit.clusters[Int(end) - 1]
    let start = min(a.start, b.start), stop = max(a.start + a.bytes, b.start + b.bytes)
    return unit.text[Int(start)..<Int(stop)]
  }

  /// The whole unit.
  init(_ unit: ShapedUnit, _ style: ResolvedStyle, link: Int32 = -1) {
    self.init(unit: unit, first: 0, end: Int32(truncatingIfNeeded: unit.clusters.count), style: style, link: link)
  }

  /// Points, without stretch.
  var width: Double {
    let isWhole = first == 0 && Int(end) == unit.clusters.count
    var em = unit.advance
    if !isWhole { em = unit.clusters[Int(first)..<Int(end)].reduce(0) { $0 + $1.advance } }
    return em * style.size + Double(end - first) * style.tracking
  }
}
