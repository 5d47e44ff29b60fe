extension LineFilling {
  /// A justified line stretches each space by at most this many em; what is left stays open at the end, because wider gaps read worse
  /// than a short line.
  static let mostPerSpace = 1.0

  /// What a line can be stretched by: spaces and gaps inside it, those at its end left out. Lengths in points.
  private struct Room {
    var spaces = 0
    var spaceWidth = 0.0
    var gaps = 0
    var gapRoom = 0.0

    init(_ shown: ArraySlice<LineAtom>) {
      for atom in shown {
        spaces += atom.innerSpaces + atom.trailingSpaces
        spaceWidth += atom.innerSpaceWidth + atom.trailingSpaceWidth
        gaps += atom.gaps
        gapRoom += atom.gapRoom
      }
      guard let last = shown.last else { return }
      spaces -= last.trailingSpaces
      spaceWidth -= last.trailingSpaceWidth
      gaps -= last.lastGap > 0 ? 1 : 0
      gapRoom -= last.lastGap
    }
  }

  /// - Parameter free: the room that the line leaves; negative where its spaces must become narrower.
  func stretch(_ shown: ArraySlice<LineAtom>, _ placed: [PlacedPiece], free: Double, isLast: Bool) -> LineStretch {
    guard free > lineTolerance && !isLast || free < -lineTolerance else { return .none }
    let room = Room(shown)
    var stretch = LineStretch()
    if free < 0 {
      if room.spaces > 0 { stretch.perSpace = max(free, -(1 - LineDemerits.leastSpace) * room.spaceWidth) / Double(room.spaces) }
      return stretch
    }
    let em = placed.first?.piece.style.size ?? 0
    var left = free
    if room.gaps > 0, room.gapRoom > 0 {
      // Spaces and gaps open in the proportion of what is good for each.
      let ratio = free / ((LineDemerits.mostSpace - 1) * room.spaceWidth + room.gapRoom)
      stretch.perGap = min(ratio, mostGap(placed)) * room.gapRoom / Double(room.gaps)
      left -= stretch.perGap * Double(room.gaps)
    }
    if room.spaces > 0 { stretch.perSpace = min(left / Double(room.spaces), Self.mostPerSpace * em) }
    return stretch
  }

  /// The widest gap of the line's script as a share of the good one.
  private func mostGap(_ placed: [PlacedPiece]) -> Double {
    for piece in placed {
      for cluster in piece.piece.unit.clusters[Int(piece.piece.first)..<Int(piece.piece.end)] where cluster.gap != .none {
        return cluster.gap.most / cluster.gap.good
      }
    }
    return 1
  }

  func added(_ stretch: LineStretch, _ shown: ArraySlice<LineAtom>) -> Double {
    guard stretch != .none else { return 0 }
    let room = Room(shown)
    return Double(room.spaces) * stretch.perSpace + Double(room.gaps) * stretch.perGap
  }
}
