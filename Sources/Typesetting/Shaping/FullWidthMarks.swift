import CHarfBuzz

/// Chinese and Japanese punctuation and its neighbours.
enum FullWidthMarks {
  /// A full-width mark has its ink in one half of the em.
  private enum Half { case none, left, right }

  /// Closing marks, commas and stops have it in the left half, opening marks in the right one.
  private static func half(_ scalar: UInt32) -> Half {
    switch scalar {
    case 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0xFF09, 0xFF0C, 0xFF0E, 0xFF3D, 0xFF5D: .left
    case 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B: .right
    default: .none
    }
  }

  /// True for marks whose empty half is at the right, at the end of a line outside of it.
  static func isClosing(_ scalar: UInt32) -> Bool { half(scalar) == .left }

  static func isOpening(_ scalar: UInt32) -> Bool { half(scalar) == .right }

  /// The features of ideographic text: half width for marks whose empty half meets another mark: of `。」` the stop, of `（「` the second bracket (JLREQ 3.1.4).
  static func narrowed(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> [hb_feature_t] {
    // Full-width letters are not kerned: kana's pairs are made for proportional ones.
    var features = [hb_feature_t(tag: ScriptTag("kern").value, value: 0, start: 0, end: UInt32.max)]
    var scalars = ScalarReader(text, at: start)
    var before = Half.none, beforeStart = start
    while let (at, scalar) = scalars.next(), at < end {
      let half = half(scalar)
      if before == .left, half != .none { features.append(narrow(beforeStart, at)) }
      if before == .right, half == .right { features.append(narrow(at, scalars.offset)) }
      (before, beforeStart) = (half, at)
    }
    return features
  }

  private static func narrow(_ start: Int, _ end: Int) -> hb_feature_t {
    hb_feature_t(tag: ScriptTag("halt").value, value: 1, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
  }

  /// Adds a quarter em between Han letters (or kana) and letters or digits of other scripts beside them.
  static func spaceScripts(_ text: UnsafeBufferPointer<UInt8>, _ clusters: inout [UnitCluster]) {
    guard clusters.count > 1, clusters.contains(where: { $0.gap == .ideographic }) else { return }
    for i in 1..<clusters.count where (clusters[i - 1].gap == .ideographic) != (clusters[i].gap == .ideographic) {
      let last = ScalarReader.scalar(text, at: Int(clusters[i - 1].start)), next = ScalarReader.scalar(text, at: Int(clusters[i].start))
      guard clusters[i].gap == .ideographic ? isLetter(last) && isHan(next) : isHan(last) && isLetter(next) else { continue }
      clusters[i - 1].advance += UnitCluster.scriptSpace
      clusters[i - 1].hasScriptSpace = true
    }
  }

  private static func isHan(_ scalar: UInt32) -> Bool { ScriptTag(of: scalar).isIdeographic }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar | 0x20) }
    return [ScriptTag.latin, ScriptTag("Grek"), ScriptTag("Cyrl")].contains(ScriptTag(of: scalar))
  }
}
