import Geometry

/// One place where a label may stand.
struct LabelCandidate: Sendable {
  var box: Rect
  /// The line from the feature to the label; nil when the label stands on its feature.
  var leader: Segment?
  /// Less is better.
  var cost: Double
  var side: Side

  /// How far other labels must stay off.
  var air = 0.0

  enum Side: Sendable { case left, right, middle }
}

struct Segment: Hashable, Sendable {
  var from: Point
  var to: Point

  /// True when both cross or touch.
  func meets(_ other: Segment) -> Bool {
    func turn(_ a: Point, _ b: Point, _ c: Point) -> Double { (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) }
    let a = turn(from, to, other.from), b = turn(from, to, other.to)
    let c = turn(other.from, other.to, from), d = turn(other.from, other.to, to)
    return a * b <= 0 && c * d <= 0
  }

  /// True when it enters the rectangle.
  func meets(_ rect: Rect) -> Bool {
    guard max(from.x, to.x) >= rect.minX, min(from.x, to.x) <= rect.maxX, max(from.y, to.y) >= rect.minY, min(from.y, to.y) <= rect.maxY
    else { return false }
    if rect.contains(from) || rect.contains(to) { return true }
    let a = Point(x: rect.minX, y: rect.minY), b = Point(x: rect.maxX, y: rect.minY)
    let c = Point(x: rect.maxX, y: rect.maxY), d = Point(x: rect.minX, y: rect.maxY)
    // A line that enters a rectangle and ends outside crosses one of its diagonals.
    return meets(Segment(from: a, to: c)) || meets(Segment(from: b, to: d))
  }

  var length: Double { ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)).squareRoot() }
}

extension LabelCandidate {
  /// All that it may meet others with: box, air, leader and the dot at the leader's beginning.
  var reach: Rect {
    let own = box.expanded(by: air)
    guard let leader else { return own }
    return own.union(Rect(corner: leader.from, corner: leader.to).expanded(by: 4))
  }

  /// True when both cannot be drawn: their boxes overlap, a leader runs through a box, or leaders cross.
  func conflicts(with other: LabelCandidate) -> Bool {
    if box.expanded(by: max(air, other.air)).intersects(other.box) { return true }
    if let leader, leader.meets(other.box) { return true }
    if let line = other.leader, line.meets(box) { return true }
    if let leader, let line = other.leader {
      // A leader that grazes another's dot seems to begin there.
      let dot = Rect(x: line.from.x - 4, y: line.from.y - 4, width: 8, height: 8)
      let own = Rect(x: leader.from.x - 4, y: leader.from.y - 4, width: 8, height: 8)
      return leader.meets(line) || leader.meets(dot) || line.meets(own)
    }
    return false
  }
}

/// Chooses one candidate for each label so that none conflict and the sum of costs is least (branch and bound by groups of labels
/// that can meet; where a group is too large for that, in the order of the labels). Nil for a label that finds no place.
func placeLabels(_ labels: [[LabelCandidate]]) -> [Int?] {
  var chosen = [Int?](repeating: nil, count: labels.count)
  for group in groups(of: labels) {
    var search = PlacementSearch(labels: labels, group: group)
    for (label, candidate) in search.run() { chosen[label] = candidate }
  }
  return chosen
}

/// Labels with candidates that conflict, directly or through others; each group and the groups in rising order.
private func groups(of labels: [[LabelCandidate]]) -> [[Int]] {
  var group = Array(labels.indices)
  func root(_ i: Int) -> Int { group[i] == i ? i : root(group[i]) }
  let reach = labels.map { candidates -> Rect? in candidates.reduce(nil) { $0?.union($1.reach) ?? $1.reach } }
  for i in labels.indices {
    for j in labels.indices where j > i {
      guard root(i) != root(j), let a = reach[i], let b = reach[j], a.intersects(b) else { continue }
      if labels[i].contains(where: { c in labels[j].contains { c.conflicts(with: $0) } }) { group[root(j)] = root(i) }
    }
  }
  var members: [Int: [Int]] = [:]
  for i in labels.indices { members[root(i), default: []].append(i) }
  return members.values.sorted { $0[0] < $1[0] }
}

/// The search in one group.
private struct PlacementSearch {
  /// The cost of a label that is left out: more than any place.
  static let missing = 1e6
  /// After this many steps the best found so far is taken: the same on every machine.
  static let mostSteps = 20_000

  let labels: [[LabelCandidate]]
  let group: [Int]
  private var steps = 0
  private var best: [Int: Int] = [:]
  private var bestCost = Double.infinity
  private var cheapest: [Double] = []
  /// The candidates of each label of the group, cheapest first.
  private let orders: [[Int]]
  /// For each candidate by its number in the group, a bit for each other one that it conflicts with.
  private var conflicts: [Bits] = []
  private var firstNumber: [Int] = []

  init(labels: [[LabelCandidate]], group: [Int]) {
    self.labels = labels
    // The labels with the fewest places go first.
    self.group = group.sorted { (labels[$0].count, $0) < (labels[$1].count, $1) }
    orders = self.group.map { label in
      labels[label].indices.sorted { (labels[label][$0].cost, $0) < (labels[label][$1].cost, $1) }
    }
    var sum = 0.0
    var rest: [Double] = [0]
    for label in self.group.reversed() {
      sum += labels[label].map(\.cost).min() ?? Self.missing
      rest.append(sum)
    }
    cheapest = rest.reversed()
    findConflicts()
  }

  private mutating func findConflicts() {
    var all: [LabelCandidate] = []
    for label in group {
      firstNumber.append(all.count)
      all += labels[label]
    }
    conflicts = [Bits](repeating: Bits(count: all.count), count: all.count)
    let reach = all.map(\.reach), owners = group.indices.flatMap { depth in labels[group[depth]].map { _ in depth } }
    for i in all.indices {
      for j in all.indices where j > i && owners[i] != owners[j] && reach[i].intersects(reach[j]) && all[i].conflicts(with: all[j]) {
        conflicts[i].insert(j)
        conflicts[j].insert(i)
      }
    }
  }

  mutating func run() -> [(Int, Int)] {
    improve()
    var open = [Int?](repeating: nil, count: group.count)
    descend(0, 0, &open, taken: Bits(count: conflicts.count))
    return best.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A good first answer, so that the search can cut early: each label in turn takes its cheapest free place; then labels move,
  /// alone or pushing one other away, as long as that saves cost.
  private mutating func improve() {
    var places = [Int?](repeating: nil, count: group.count)
    func clashes(_ depth: Int, _ i: Int) -> [Int] {
      group.indices.filter { other in
        other != depth && places[other].map { conflicts[firstNumber[depth] + i].contains(firstNumber[other] + $0) } ?? false
      }
    }
    func cost(_ depth: Int, _ i: Int?) -> Double { i.map { labels[group[depth]][$0].cost } ?? Self.missing }
    func free(_ depth: Int) -> Int? { orders[depth].first { clashes(depth, $0).isEmpty } }
    for _ in 0..<40 {
      var moved = false
      for depth in group.indices {
        for i in orders[depth] where cost(depth, i) < cost(depth, places[depth]) {
          let before = places, rivals = clashes(depth, i)
          guard rivals.count <= 1 else { continue }
          places[depth] = i
          if let rival = rivals.first {
            places[rival] = nil
            places[rival] = free(rival)
          }
          let gain = cost(depth, before[depth]) - cost(depth, i)
          let loss = rivals.first.map { cost($0, places[$0]) - cost($0, before[$0]) } ?? 0
          if gain > loss + 1e-9 {
            moved = true
            break
          }
          places = before
        }
      }
      if !moved { break }
    }
    bestCost = group.indices.reduce(0) { $0 + cost($1, places[$1]) } + 1e-9
    for depth in group.indices { best[group[depth]] = places[depth] }
  }

  /// - Parameters:
  ///   - open: the place of each label above `depth`.
  ///   - taken: the candidates that conflict with these.
  private mutating func descend(_ depth: Int, _ cost: Double, _ open: inout [Int?], taken: Bits) {
    steps += 1
    guard cost + cheapest[depth] < bestCost, steps < Self.mostSteps else { return }
    guard depth < group.count else {
      best = [:]
      for (label, place) in zip(group, open) { best[label] = place }
      bestCost = cost
      return
    }
    for i in orders[depth] where !taken.contains(firstNumber[depth] + i) {
      open[depth] = i
      descend(
        depth + 1, cost + labels[group[depth]][i].cost, &open, taken: taken.union(conflicts[firstNumber[depth] + i]))
    }
    open[depth] = nil
    descend(depth + 1, cost + Self.missing, &open, taken: taken)
  }
}

/// A set of small numbers.
private struct Bits {
  private var words: [UInt64]

  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  func contains(_ i: Int) -> Bool { words[i >> 6] & (1 << UInt64(i & 63)) != 0 }

  mutating func insert(_ i: Int) { words[i >> 6] |= 1 << UInt64(i & 63) }

  func union(_ other: Bits) -> Bits {
    var result = self
    for i in words.indices { result.words[i] |= other.words[i] }
    return result
  }
}
