/// Finds the lines with the least demerits in sum over the whole paragraph (Knuth and Plass 1981).
///
/// The time is that of the text times the number of places at which one line may end. Where no way keeps the spaces of justified text
/// within their limits, the least bad way is taken.
struct OptimumBreaker: LineBreaker {
  /// More beginnings of a line are never held at once: in a line of hundreds of words the worst are given up.
  static let mostActive = 512

  var isJustified: Bool
  /// A last line shorter than this is avoided, in points.
  var shortestLast: Double
  /// Hyphens at the ends of so many lines in a row are the most.
  var mostHyphens = 2

  func lineEnds(_ atoms: [LineAtom], firstWidth: Double, width: Double) -> [Int] {
    var ends: [Int] = []
    let sums = LineSums(atoms)
    var start = 0
    while start < atoms.count {
      var end = start + 1
      while end < atoms.count, !atoms[end - 1].isHard { end += 1 }
      let room = start == 0 ? firstWidth : width
      // One line needs no search, and most texts of labels and tables are one line.
      if end == start + 1 || sums.natural(start, end, atoms) <= room + lineTolerance {
        ends.append(end)
      } else {
        ends += found(sums, atoms, start..<end, firstWidth: room, width: width)
      }
      start = end
    }
    return ends
  }

  private func found(_ sums: LineSums, _ atoms: [LineAtom], _ range: Range<Int>, firstWidth: Double, width: Double) -> [Int] {
    for isEmergency in isJustified ? [false, true] : [true] {
      let demerits = LineDemerits(
        isJustified: isJustified, shortestLast: shortestLast, mostHyphens: max(1, min(mostHyphens, LineDemerits.countedHyphens)),
        isEmergency: isEmergency)
      var search = LineSearch(atoms, sums, range, demerits, firstWidth: firstWidth, width: width)
      if let ends = search.run() { return ends }
    }
    return Array(range.lowerBound + 1...range.upperBound)
  }
}

/// Widths added up from the beginning of the text, so that any line is measured by a subtraction. In points.
struct LineSums: Sendable {
  /// Of the atoms before each index: everything, and by how much it may become narrower and wider.
  private(set) var widths: [Double]
  private(set) var shrinks: [Double]
  private(set) var stretches: [Double]
  /// What the marks at one edge hang outside at most.
  private(set) var mostHang = 0.0

  init(_ atoms: [LineAtom]) {
    widths = [0]
    shrinks = [0]
    stretches = [0]
    widths.reserveCapacity(atoms.count + 1)
    shrinks.reserveCapacity(atoms.count + 1)
    stretches.reserveCapacity(atoms.count + 1)
    var width = 0.0, space = 0.0, gap = 0.0
    for atom in atoms {
      width += atom.width
      space += atom.innerSpaceWidth + atom.trailingSpaceWidth
      gap += atom.gapRoom
      widths.append(width)
      shrinks.append((1 - LineDemerits.leastSpace) * space)
      stretches.append((LineDemerits.mostSpace - 1) * space + gap)
      if atom.hangRight > mostHang { mostHang = atom.hangRight }
    }
  }

  /// The width between the margins of the line of these atoms.
  func natural(_ start: Int, _ end: Int, _ atoms: [LineAtom]) -> Double {
    let last = atoms[end - 1]
    return widths[end] - widths[start] + atoms[start].leadChange - atoms[start].hangLeft + last.endWidth - last.width - last.hangRight
  }
}

/// One search for the best lines between two hard breaks.
private struct LineSearch {
  /// A line's end that may be: the best way to it for one tightness and number of hyphens.
  private struct Node {
    var end: Int
    var previous: Int32
    var demerits: Double
    var fitness: UInt8
    var hyphens: UInt8
  }

  /// A node behind which a line may begin.
  private struct Active {
    var node: Int32
    var start: Int
    /// The sums before the line, with what its beginning changes.
    var width: Double
    var shrink: Double
    var stretch: Double
    var room: Double
    var demerits: Double
    var fitness: UInt8
    var hyphens: UInt8
  }

  private let atoms: [LineAtom]
  private let sums: LineSums
  private let range: Range<Int>
  private let rules: LineDemerits
  private let width: Double
  private var nodes: [Node] = []
  /// In the order of their beginnings; those before `firstActive` are given up.
  private var active: [Active] = []
  private var firstActive = 0
  /// The best node of each kind at the present place: four tightnesses, each after no, one or more hyphens.
  private var best = [Node?](repeating: nil, count: 4 * (LineDemerits.countedHyphens + 1))
  private var hasBest = false

  init(_ atoms: [LineAtom], _ sums: LineSums, _ range: Range<Int>, _ rules: LineDemerits, firstWidth: Double, width: Double) {
    self.atoms = atoms
    self.sums = sums
    self.range = range
    self.rules = rules
    self.width = width
    nodes.append(Node(end: range.lowerBound, previous: -1, demerits: 0, fitness: 1, hyphens: 0))
    activate(0, room: firstWidth)
  }

  private mutating func activate(_ index: Int, room: Double) {
    let node = nodes[index], first = atoms[node.end]
    active.append(Active(
      node: Int32(truncatingIfNeeded: index), start: node.end, width: sums.widths[node.end] - first.leadChange + first.hangLeft,
      shrink: sums.shrinks[node.end], stretch: sums.stretches[node.end], room: room, demerits: node.demerits, fitness: node.fitness, hyphens: node.hyphens))
  }

  /// For each line the index behind its last atom; nil when there is no way.
  mutating func run() -> [Int]? {
    for end in range.lowerBound + 1...range.upperBound {
      let isLast = end == range.upperBound
      judgeLines(to: end, isLast: isLast)
      if isLast { return bestWay() }
      if hasBest { takeBest() }
      if firstActive == active.count { return nil }
      if active.count - firstActive > OptimumBreaker.mostActive { giveUpWorst() }
    }
    return nil
  }

  /// Makes the best nodes at the present place beginnings of lines, but for those that another one beats whatever follows: it has no
  /// more hyphens before it, and is better even after the most that its tightness can cost.
  private mutating func takeBest() {
    let found = best.compactMap { $0 }
    for node in found {
      let isBeaten = found.contains { other in
        let cost = other.fitness == node.fitness ? 0 : LineDemerits.unlikeNeighbours
        return other.hyphens <= node.hyphens && other.demerits + cost < node.demerits
      }
      if isBeaten { continue }
      nodes.append(node)
      activate(nodes.count - 1, room: width)
    }
    for kind in best.indices { best[kind] = nil }
    hasBest = false
  }

  /// Keeps the better half of the beginnings, and the last one, from which the next atom fits always.
  private mutating func giveUpWorst() {
    let live = active[firstActive...]
    let middle = live.map(\.demerits).sorted()[live.count / 2], last = live.last?.node
    active = live.filter { $0.demerits < middle || $0.node == last }
    firstActive = 0
  }

  /// Judges the line from each active beginning to `end`, and drops the first beginnings from which no later line fits either.
  private mutating func judgeLines(to end: Int, isLast: Bool) {
    let last = atoms[end - 1]
    let body = sums.widths[end] - last.trailing, ending = last.hyphenWidth - last.hangRight
    let shrinks = rules.isJustified ? sums.shrinks[end] - (1 - LineDemerits.leastSpace) * last.trailingSpaceWidth : 0
    let stretches = sums.stretches[end] - (LineDemerits.mostSpace - 1) * last.trailingSpaceWidth - last.lastGap
    // Without need no line is so loose; what begins later is looser still, but for the first line with a room of its own.
    let isLimited = rules.isJustified && !rules.isEmergency && !isLast
    var dropped = firstActive
    for i in firstActive..<active.count {
      let from = active[i]
      let natural = body - from.width, shrink = max(0, shrinks - from.shrink), stretch = max(0, stretches - from.stretch)
      let isSingle = end == from.start + 1
      let least = natural - shrink - from.room - lineTolerance
      if dropped == i, !isSingle, least > sums.mostHang { dropped += 1 }
      if least + ending > 0, !isSingle { continue }
      if isLimited, from.room - natural - ending > stretch + lineTolerance {
        if from.start > range.lowerBound { break }
        continue
      }
      let line = LineDemerits.Line(
        room: from.room, natural: natural + ending, shrink: shrink, stretch: stretch, isHyphenated: last.isHyphenated, endsInScrap: last.endsInScrap,
        isLast: isLast, isSingle: isSingle, hyphensBefore: from.hyphens, fitnessBefore: from.fitness)
      if let verdict = rules.verdict(line) { keep(verdict, from: from, end: end, isHyphenated: last.isHyphenated) }
    }
    firstActive = dropped
  }

  private mutating func keep(_ verdict: LineDemerits.Verdict, from: Active, end: Int, isHyphenated: Bool) {
    let hyphens = isHyphenated ? min(from.hyphens + 1, UInt8(rules.mostHyphens)) : 0
    let kind = Int(verdict.fitness) * (LineDemerits.countedHyphens + 1) + Int(hyphens), demerits = from.demerits + verdict.demerits
    if let known = best[kind], known.demerits <= demerits { return }
    hasBest = true
    best[kind] = Node(end: end, previous: from.node, demerits: demerits, fitness: verdict.fitness, hyphens: hyphens)
  }

  private func bestWay() -> [Int]? {
    var last: Node?
    for node in best { if let node, node.demerits < last?.demerits ?? .infinity { last = node } }
    guard var node = last else { return nil }
    var ends: [Int] = []
    while node.previous >= 0 {
      ends.append(node.end)
      node = nodes[Int(node.previous)]
    }
    return ends.reversed()
  }
}
