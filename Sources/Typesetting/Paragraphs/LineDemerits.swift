/// How bad one line is, after Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
///
/// Demerits are (10 + badness)² and more for hyphens and for neighbours of unlike tightness; badness is 100 where the spaces of a
/// justified line are as wide as they should ever be.
struct LineDemerits: Sendable {
  /// The limits of a space in justified text, as shares of its own width.
  static let leastSpace = 0.75
  static let mostSpace = 1.6
  /// The part of the room that a ragged line leaves free at badness 100.
  static let raggedZone = 0.3
  /// Hyphens are counted over so many lines in a row.
  static let countedHyphens = 3

  private static let line = 10.0
  private static let hyphen = 5_000.0
  /// One that leaves less than four letters on either line.
  private static let scrapHyphen = 12_000.0
  private static let secondHyphen = 10_000.0
  private static let moreHyphens = 1e9
  /// A hyphen on the line before the last.
  private static let finalHyphen = 10_000.0
  static let unlikeNeighbours = 10_000.0
  /// A last line of one short word, and one that is shorter than the next paragraph's indent.
  private static let loneWord = 15_000.0
  private static let shortLast = 60_000.0
  /// The share of the room below which a lone word is short.
  private static let loneWordShare = 0.25
  /// Nothing gets worse beyond this stretch, in units of the greatest good one.
  private static let worstRatio = 25.0

  var isJustified: Bool
  /// A last line shorter than this many points is to be avoided.
  var shortestLast: Double
  /// Hyphens on this many lines in a row are the most, at most `countedHyphens`.
  var mostHyphens: Int
  /// True when spaces may be wider than they should: nothing better was found.
  var isEmergency: Bool

  /// What is known of a line before it is judged. Lengths in points.
  struct Line {
    var room: Double
    /// With its spaces at their own width.
    var natural: Double
    /// How much narrower its spaces may become, and how much wider its spaces and gaps.
    var shrink: Double
    var stretch: Double
    var isHyphenated: Bool
    /// Its hyphen leaves only two or three letters of a word on one side.
    var endsInScrap: Bool
    var isLast: Bool
    /// One atom, which cannot be made narrower.
    var isSingle: Bool
    /// The hyphenated lines directly before it, and the tightness of the last one.
    var hyphensBefore: UInt8
    var fitnessBefore: UInt8
  }

  /// A judged line; `fitness` is 0 for tight, 1 for good, 2 for loose, 3 for very loose.
  struct Verdict {
    var demerits: Double
    var fitness: UInt8
  }

  /// Nil for a line that cannot be, or only in an emergency.
  func verdict(_ line: Line) -> Verdict? {
    guard let ratio = ratio(line) else { return nil }
    if ratio > 1, isJustified, !isEmergency { return nil }
    if line.isHyphenated, Int(line.hyphensBefore) >= mostHyphens, !isEmergency { return nil }
    let size = abs(ratio)
    let badness = 100 * (isJustified ? size * size * size : size * size)
    var demerits = (Self.line + badness) * (Self.line + badness)
    let fitness: UInt8 = !isJustified ? 1 : ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3
    if max(fitness, line.fitnessBefore) - min(fitness, line.fitnessBefore) > 1 { demerits += Self.unlikeNeighbours }
    if line.isHyphenated, !line.isLast {
      demerits += line.endsInScrap ? Self.scrapHyphen : Self.hyphen
      if line.hyphensBefore > 0 { demerits += Int(line.hyphensBefore) >= mostHyphens ? Self.moreHyphens : Self.secondHyphen }
    }
    if line.isLast { demerits += lastLine(line) }
    return Verdict(demerits: demerits, fitness: fitness)
  }

  /// How far the spaces are from their own width, -1 and 1 being the limits; of ragged text how much is free. Nil when it does not fit.
  private func ratio(_ line: Line) -> Double? {
    let free = line.room - line.natural
    if free < -lineTolerance {
      if isJustified, line.shrink > 0 {
        let ratio = free / line.shrink
        if ratio >= -1 { return ratio }
      }
      return line.isSingle && isEmergency ? 0 : nil
    }
    if line.isLast || free <= lineTolerance { return 0 }
    let full = isJustified ? line.stretch : Self.raggedZone * line.room
    return full > 0 ? min(free / full, Self.worstRatio) : Self.worstRatio
  }

  private func lastLine(_ line: Line) -> Double {
    var demerits = line.hyphensBefore > 0 ? Self.finalHyphen : 0
    if line.natural < shortestLast { demerits += Self.shortLast }
    if line.stretch == 0, line.natural < Self.loneWordShare * line.room { demerits += Self.loneWord }
    return demerits
  }
}
