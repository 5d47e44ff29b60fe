/// A place where a unit may be broken with a hyphen. Widths in em.
struct HyphenPoint: Sendable {
  /// The bytes of the unit before it.
  var offset: Int
  /// Only two or three letters of the word are before it or behind it.
  var isScrap: Bool
  /// The clusters of the unit before it; nil inside a ligature.
  var cut: Int?
  /// The parts set by themselves, where shaping looked across the place; nil where the clusters of the whole serve.
  var head: ShapedUnit?
  var tail: ShapedUnit?
  /// What stands before the place when the unit is whole.
  var before: Double
  /// What breaking here adds to the first part and to the second: kerning and ligatures that are lost.
  var headChange: Double
  var tailChange: Double
}

/// A shaped word with the places where it may be broken. As pure as the unit: it depends on the text and the font choice alone.
final class HyphenatedUnit: Sendable {
  let unit: ShapedUnit
  let points: [HyphenPoint]

  init(_ unit: ShapedUnit, _ points: [HyphenPoint]) {
    self.unit = unit
    self.points = points
  }

  /// The unit and the clusters of it that are shown from behind one point (or the beginning) to the next (or the end).
  func clusters(from first: Int?, to last: Int?) -> (unit: ShapedUnit, clusters: Range<Int>) {
    switch (first.map { points[$0] }, last.map { points[$0] }) {
    case (nil, nil): return (unit, 0..<unit.clusters.count)
    case (nil, let end?):
      return end.head.map { ($0, 0..<$0.clusters.count) } ?? (unit, 0..<(end.cut ?? 0))
    case (let start?, nil):
      return start.tail.map { ($0, 0..<$0.clusters.count) } ?? (unit, (start.cut ?? 0)..<unit.clusters.count)
    case (let start?, let end?):
      if let tail = start.tail, let cut = Self.cut(tail, at: end.offset - start.offset) { return (tail, 0..<cut) }
      if let head = end.head, let cut = Self.cut(head, at: start.offset) { return (head, cut..<head.clusters.count) }
      return (unit, (start.cut ?? 0)..<max(start.cut ?? 0, end.cut ?? 0))
    }
  }

  /// The clusters before a byte of a unit; nil inside a cluster.
  static func cut(_ unit: ShapedUnit, at offset: Int) -> Int? { unit.clusters.firstIndex { Int($0.start) == offset } }
}

/// A unit and how it may be broken.
struct HyphenatedKey: Hashable {
  var unit: ObjectIdentifier
  var limits: HyphenLimits
}

extension ShapingState {
  /// Words kept with their points.
  static let mostHyphenated = 65_536

  /// The places where a left-to-right unit may be broken with a hyphen; nil without any.
  func hyphenated(_ unit: ShapedUnit, _ choice: FontChoice, _ limits: HyphenLimits) -> HyphenatedUnit? {
    // A short unit has no word that could be broken: most are short.
    guard unit.text.count >= Hyphenator.letters.lowerBound, !unit.isBackward, unit.clusters.count > 1 else { return nil }
    guard let hyphenator = hyphenator(choice) else { return nil }
    let key = HyphenatedKey(unit: ObjectIdentifier(unit), limits: limits)
    if let known = hyphenatedUnits[key] { return known.points.isEmpty ? nil : known }
    let made = HyphenatedUnit(unit, points(of: unit, choice, hyphenator, limits))
    if hyphenatedUnits.count >= Self.mostHyphenated { hyphenatedUnits.removeAll() }
    hyphenatedUnits[key] = made
    return made.points.isEmpty ? nil : made
  }

  private func points(of unit: ShapedUnit, _ choice: FontChoice, _ hyphenator: Hyphenator, _ limits: HyphenLimits) -> [HyphenPoint] {
    guard let word = HyphenableWord(in: unit.text), limits.breaksCapitalized || !word.isCapitalized else { return [] }
    var points: [HyphenPoint] = [], hasLigature = false
    for count in hyphenator.breaks(in: word.letters, count: word.count, limits) {
      var point = point(at: word.offsets[count], of: unit, choice)
      point.isScrap = min(count, word.count - count) < 4
      // Of two places inside ligatures of one word, the part between them could not be cut from either side.
      if point.cut == nil {
        if hasLigature { continue }
        hasLigature = true
      }
      points.append(point)
    }
    return points
  }

  private func point(at offset: Int, of unit: ShapedUnit, _ choice: FontChoice) -> HyphenPoint {
    let cut = HyphenatedUnit.cut(unit, at: offset)
    let before = cut.map { unit.clusters[..<$0].reduce(0) { $0 + $1.advance } }
    if let cut, let before, !unit.clusters[cut].isTied {
      return HyphenPoint(offset: offset, isScrap: false, cut: cut, before: before, headChange: 0, tailChange: 0)
    }
    let head = shaped(unit.text[..<offset], choice), tail = shaped(unit.text[offset...], choice)
    let place = before ?? head.advance
    return HyphenPoint(
      offset: offset, isScrap: false, cut: cut, head: head, tail: tail, before: place, headChange: head.advance - place,
      tailChange: tail.advance - (unit.advance - place))
  }

  private func shaped(_ text: ArraySlice<UInt8>, _ choice: FontChoice) -> ShapedUnit {
    text.withUnsafeBufferPointer { self.unit($0, choice, isBackward: false) }
  }
}
