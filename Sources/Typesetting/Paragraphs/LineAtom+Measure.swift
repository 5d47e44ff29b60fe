extension LineAtom {
  /// An atom of these pieces, without its end.
  static func measured(_ pieces: [PlacedPiece], _ range: Range<Int>) -> LineAtom {
    var atom = LineAtom(
      pieces: range, width: 0, trailing: 0, innerSpaces: 0, trailingSpaces: 0, end: 0, isHard: false, isEmergency: false,
      hyphen: -1, hyphenWidth: 0)
    for placed in pieces[range] { atom.add(placed.piece) }
    return atom
  }

  private mutating func add(_ piece: LinePiece) {
    let shown = Int(piece.first)..<Int(piece.end)
    if piece.unit.isBackward {
      for i in shown.reversed() { add(piece.unit.clusters[i], piece) }
    } else {
      for i in shown { add(piece.unit.clusters[i], piece) }
    }
  }

  /// Spaces are at the end until something else follows.
  private mutating func add(_ cluster: UnitCluster, _ piece: LinePiece) {
    let advance = piece.width(cluster)
    width += advance
    if piece.isTrailingSpace(cluster) {
      trailing += advance
      trailingClusters += 1
      if cluster.isSpace {
        trailingSpaces += 1
        trailingSpaceWidth += advance
      }
    } else {
      innerSpaces += trailingSpaces + (cluster.isSpace ? 1 : 0)
      innerSpaceWidth += trailingSpaceWidth + (cluster.isSpace ? advance : 0)
      trailingClusters = 0
      trailingSpaces = 0
      trailingSpaceWidth = 0
      trailing = cluster.hasScriptSpace ? UnitCluster.scriptSpace * piece.style.size : 0
      lastGap = cluster.gap.good * piece.style.size
      if cluster.gap != .none {
        gaps += 1
        gapRoom += lastGap
      }
    }
  }
}
