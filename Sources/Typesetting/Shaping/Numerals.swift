/// The digits and signs of numbers in one font choice, for which glyphs can be set side by side without asking HarfBuzz.
///
/// That is exact and not a guess: a text in which every pair of them occurs is shaped once, and only characters whose glyph and
/// advance are the same beside every neighbour as alone are taken. Numbers in tables are hardly ever the same, so a cache of words
/// does not help with them.
struct Numerals {
  /// In the order of preference: when two of them touch each other, the later one is left out.
  private static let candidates: [UInt8] = Array("0123456789.,-+% ()".utf8)

  /// By character: the cluster and glyph of the character alone; nil where HarfBuzz must decide.
  private var clusters: [UnitCluster?]
  private var glyphs: [UnitGlyph]
  private var reach = UnitReach()

  init(_ shaper: UnitShaper, _ choice: FontChoice) {
    clusters = Array(repeating: nil, count: 128)
    glyphs = Array(repeating: UnitGlyph(id: 0, x: 0, y: 0), count: 128)
    if let primary = choice.primary { reach.include(primary.metrics) }
    var taken: [UInt8] = []
    for character in Self.candidates {
      let alone = Self.shape([character], shaper, choice)
      guard alone.clusters.count == 1, alone.glyphs.count == 1, alone.missing.isEmpty, alone.clusters[0].font == choice.primary?.row else { continue }
      clusters[Int(character)] = alone.clusters[0]
      glyphs[Int(character)] = alone.glyphs[0]
      if staysApart(character, from: taken, shaper, choice) { taken.append(character) } else { clusters[Int(character)] = nil }
    }
  }

  /// True when `character` is the same before and behind each of `others`, and beside itself.
  private func staysApart(_ character: UInt8, from others: [UInt8], _ shaper: UnitShaper, _ choice: FontChoice) -> Bool {
    var text: [UInt8] = [character]
    for other in others { text += [character, other] }
    text += [character, character]
    let shaped = Self.shape(text, shaper, choice)
    guard shaped.clusters.count == text.count, shaped.glyphs.count == text.count else { return false }
    return text.indices.allSatisfy { i in
      guard let alone = clusters[Int(text[i])] else { return false }
      let glyph = glyphs[Int(text[i])], found = shaped.glyphs[i]
      return shaped.clusters[i].advance == alone.advance && shaped.clusters[i].font == alone.font && found.id == glyph.id
        && found.x == glyph.x && found.y == glyph.y
    }
  }

  private static func shape(_ text: [UInt8], _ shaper: UnitShaper, _ choice: FontChoice) -> ShapedUnit {
    text.withUnsafeBufferPointer { shaper.shape($0, choice, isBackward: false) }
  }

  /// The advance of the text in em, from left to right; nil when it has other characters.
  func advance(of text: UnsafeBufferPointer<UInt8>) -> Double? {
    var sum = 0.0
    for byte in text {
      guard byte < 0x80, let cluster = clusters[Int(byte)] else { return nil }
      sum += cluster.advance
    }
    return sum
  }

  /// The unit of a text of these characters alone; nil when it has others.
  func unit(_ text: UnsafeBufferPointer<UInt8>) -> ShapedUnit? {
    for byte in text where byte >= 0x80 || clusters[Int(byte)] == nil { return nil }
    var placed: [UnitGlyph] = [], found: [UnitCluster] = []
    placed.reserveCapacity(text.count)
    found.reserveCapacity(text.count)
    for (i, byte) in text.enumerated() {
      guard var cluster = clusters[Int(byte)] else { return nil }
      cluster.start = Int32(truncatingIfNeeded: i)
      cluster.firstGlyph = cluster.start
      found.append(cluster)
      placed.append(glyphs[Int(byte)])
    }
    return ShapedUnit(text: Array(text), glyphs: placed, clusters: found, isBackward: false, reach: reach, missing: [])
  }
}
