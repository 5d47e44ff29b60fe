/// How far marks at the edges of justified lines stand outside the margins, as a share of their width: small marks leave the edge
/// of the text looking straight only when most of them is outside.
enum HangingPunctuation {
  /// The share of a hyphen that a broken word shows.
  static let hyphen = 0.6

  /// For the last scalar of a line.
  static func right(_ scalar: UInt32) -> Double {
    switch scalar {
    // . ,
    case 0x2E, 0x2C: return 0.7
    // - and U+2010
    case 0x2D, 0x2010: return hyphen
    // " ' and closing quotation marks
    case 0x22, 0x27, 0x2019, 0x201D, 0xBB, 0x203A: return 0.6
    // : ;
    case 0x3A, 0x3B: return 0.4
    // en dash
    case 0x2013: return 0.3
    // The empty half of a full-width mark.
    default: return FullWidthMarks.isClosing(scalar) ? 0.5 : 0
    }
  }

  /// For the first scalar of a line.
  static func left(_ scalar: UInt32) -> Double {
    switch scalar {
    // " ' and opening quotation marks
    case 0x22, 0x27, 0x2018, 0x201A, 0x201C, 0x201E, 0xAB, 0x2039: return 0.6
    default: return FullWidthMarks.isOpening(scalar) ? 0.5 : 0
    }
  }
}

extension LineAtom {
  /// Finds how far its first and last marks may hang. Raised text and marks of notes do not.
  mutating func measureHang(_ shown: ArraySlice<PlacedPiece>) {
    if let first = shown.first, first.mayHang, let cluster = first.clusters.first, let scalar = first.scalar(of: cluster) {
      hangLeft = HangingPunctuation.left(scalar) * first.piece.width(cluster)
    }
    for placed in shown.reversed() {
      guard let cluster = placed.clusters.last(where: { !placed.piece.isTrailingSpace($0) }) else { continue }
      if placed.mayHang, let scalar = placed.scalar(of: cluster) {
        hangRight = HangingPunctuation.right(scalar) * placed.piece.width(cluster)
      }
      return
    }
  }
}

extension PlacedPiece {
  fileprivate var mayHang: Bool { footnote < 0 && piece.style.style.rise == 0 && !piece.unit.isBackward }

  fileprivate var clusters: ArraySlice<UnitCluster> { piece.unit.clusters[Int(piece.first)..<Int(piece.end)] }

  /// The scalar of a cluster of one; nil for more.
  fileprivate func scalar(of cluster: UnitCluster) -> UInt32? {
    let start = Int(cluster.start)
    return piece.unit.text[start..<start + Int(cluster.bytes)].withUnsafeBufferPointer { bytes in
      var scalars = ScalarReader(bytes)
      let first = scalars.next()?.scalar
      return scalars.next() == nil ? first : nil
    }
  }
}
