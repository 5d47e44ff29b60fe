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
    let corners = [
      Point(x: rect.minX, y: rect.minY), Point(x: rect.maxX, y: rect.minY), Point(x: rect.maxX, y: rect.maxY),
      Point(x: rect.minX, y: rect.maxY),
    ]
    return (0..<4).contains { meets(Segment(from: corners[$0], to: corners[($0 + 1) % 4])) }
  }

  var length: Double { ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)).squareRoot() }
}

extension LabelCandidate {
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
  let reach = labels.map { candidates -> Rect? in
    candidates.reduce(nil) { box, c in
      let all = c.leader.map { Rect(corner: $0.from, corner: $0.to).union(c.box) } ?? c.box
      return box?.union(all) ?? all
    }
  }
  for i in labels.indices {
    for j in labels.indices where j > i {
      guard let a = reach[i], let b = reach[j], a.expanded(by: 1).intersects(b) else { continue }
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
  /// For candidates by their number in the group: true where they conflict.
  private var conflicts: [[Bool]] = []
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
    conflicts = [[Bool]](repeating: [Bool](repeating: false, count: all.count), count: all.count)
    for i in all.indices {
      for j in all.indices where j > i && all[i].conflicts(with: all[j]) {
        conflicts[i][j] = true
        conflicts[j][i] = true
      }
    }
  }

  mutating func run() -> [(Int, Int)] {
    improve()
    var open: [Int: Int] = [:]
    descend(0, 0, &open)
    return best.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A good first answer, so that the search can cut early: each label in turn takes its cheapest free place; then labels move,
  /// alone or pushing one other away, as long as that saves cost.
  private mutating func improve() {
    var places = [Int?](repeating: nil, count: group.count)
    func clashes(_ depth: Int, _ i: Int) -> [Int] {
      group.indices.filter { other in
        other != depth && places[other].map { conflicts[firstNumber[depth] + i][firstNumber[other] + $0] } ?? false
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

  private mutating func descend(_ depth: Int, _ cost: Double, _ open: inout [Int: Int]) {
    steps += 1
    guard cost + cheapest[depth] < bestCost, steps < Self.mostSteps else { return }
    guard depth < group.count else {
      best = open
      bestCost = cost
      return
    }
    let label = group[depth]
    for i in orders[depth] {
      let number = firstNumber[depth] + i
      let isFree = (0..<depth).allSatisfy { other in open[group[other]].map { !conflicts[number][firstNumber[other] + $0] } ?? true }
      guard isFree else { continue }
      open[label] = i
      descend(depth + 1, cost + labels[label][i].cost, &open)
      open[label] = nil
    }
    descend(depth + 1, cost + Self.missing, &open)
  }
}
