import Charts
import Geo
import Geometry
import Typesetting

/// What stands on the map already when labels are placed, and what they may not cover.
struct Obstacles: Sendable {
  var frame: Rect
  var boxes: [Rect] = []
  /// Symbols and dots with the feature they belong to: its own leader may begin there.
  var symbols: [(feature: Int, box: Rect)] = []

  func allows(_ box: Rect) -> Bool {
    frame.contains(box) && !boxes.contains { $0.intersects(box) } && !symbols.contains { $0.box.intersects(box) }
  }

  func allows(_ leader: Segment, of feature: Int) -> Bool {
    !boxes.contains(where: leader.meets) && !symbols.contains { $0.feature != feature && leader.meets($0.box) }
  }
}

/// A feature as the labeler sees it.
struct LabelTask: Sendable {
  var feature: Int
  var label: MapLabel
  /// Where the name belongs.
  var anchor: Point
  /// The radius of a symbol at the anchor; 0 for none.
  var symbolRadius: Double
  /// True when the label may stand on its own feature.
  var fitsInside: Bool
}

/// Finds the possible places of labels.
struct MapLabeler {
  let ground: Ground
  let obstacles: Obstacles
  /// The features with data: labels of others keep off them.
  let isData: [Bool]

  func candidates(_ task: LabelTask) -> [LabelCandidate] {
    let beside = besideSymbol(task)
    let inside = task.fitsInside ? insidePlaces(task) : []
    // A label that stands well on its own feature needs no leader.
    if let best = inside.first, best.cost < 12 { return Array(inside.prefix(6)) }
    return inside + beside + leaderPlaces(task)
  }

  /// On the feature: at the anchor, then on a net round it. Every corner must lie on the feature itself.
  private func insidePlaces(_ task: LabelTask) -> [LabelCandidate] {
    let w = task.label.width, h = task.label.height
    var places: [LabelCandidate] = []
    for dy in stride(from: -36.0, through: 36, by: 6) {
      for dx in stride(from: -48.0, through: 48, by: 8) {
        let middle = task.anchor.moved(dx, dy)
        let box = Rect(x: middle.x - w / 2, y: middle.y - h / 2, width: w, height: h)
        guard obstacles.allows(box) else { continue }
        let own = Int32(truncatingIfNeeded: task.feature + 1)
        let (cells, on) = ground.share(of: box.expanded(by: 1), where: { $0 == own })
        guard cells > 0, on == cells else { continue }
        places.append(LabelCandidate(box: box, leader: nil, cost: (dx * dx + dy * dy).squareRoot() / 6, side: .middle))
      }
    }
    return Array(places.sorted { $0.cost < $1.cost }.prefix(10))
  }

  /// Next to a symbol, without a leader.
  private func besideSymbol(_ task: LabelTask) -> [LabelCandidate] {
    guard task.symbolRadius > 0 else { return [] }
    let w = task.label.width, h = task.label.height, r = task.symbolRadius + 3, a = task.anchor
    let places: [(Double, Double, LabelCandidate.Side, Double)] = [
      (r, -h / 2, .right, 0), (-r - w, -h / 2, .left, 1), (r * 0.8, -h - r * 0.4, .right, 2), (r * 0.8, r * 0.4, .right, 2),
      (-r * 0.8 - w, -h - r * 0.4, .left, 3), (-r * 0.8 - w, r * 0.4, .left, 3), (-w / 2, r, .middle, 4), (-w / 2, -r - h, .middle, 4),
    ]
    return places.compactMap { dx, dy, side, cost in
      let box = Rect(x: a.x + dx, y: a.y + dy, width: w, height: h)
      guard obstacles.allows(box) else { return nil }
      return LabelCandidate(box: box, leader: nil, cost: 2 + cost + groundCost(box, task.feature), side: side)
    }
  }

  /// In a ring round the feature, with a leader to the anchor.
  private func leaderPlaces(_ task: LabelTask) -> [LabelCandidate] {
    let w = task.label.width, h = task.label.height
    var places: [LabelCandidate] = []
    for (dx, dy) in compass {
      var ray: [LabelCandidate] = []
      for distance in [14.0, 22, 32, 44, 58, 74, 92, 112, 134] {
        let tip = task.anchor.moved(dx * (distance + task.symbolRadius), dy * (distance + task.symbolRadius))
        let side: LabelCandidate.Side = dx > 0.3 ? .right : dx < -0.3 ? .left : .middle
        let x = side == .right ? tip.x + 2 : side == .left ? tip.x - 2 - w : tip.x - w / 2
        let y = side == .middle ? (dy < 0 ? tip.y - h - 1 : tip.y + 1) : tip.y - h / 2
        let box = Rect(x: x, y: y, width: w, height: h)
        guard obstacles.allows(box.expanded(by: 1)) else { continue }
        let start = task.anchor.moved(dx * task.symbolRadius, dy * task.symbolRadius)
        let leader = Segment(from: start, to: tip)
        guard obstacles.allows(leader, of: task.feature) else { continue }
        let cost = 14 + distance / 5 + groundCost(box, task.feature) + leaderCost(leader, task.feature)
        ray.append(LabelCandidate(box: box, leader: leader, cost: cost, side: side))
      }
      // The best two of each direction: variety finds a place where the nearest ones are all taken.
      places += ray.sorted { $0.cost < $1.cost }.prefix(2)
    }
    return places
  }

  /// A leader over another feature's figure may be read as that feature's.
  private func leaderCost(_ leader: Segment, _ feature: Int) -> Double {
    let steps = 12
    let foreign = (1...steps).count { i in
      let t = Double(i) / Double(steps)
      let p = Point(x: leader.from.x + t * (leader.to.x - leader.from.x), y: leader.from.y + t * (leader.to.y - leader.from.y))
      return ground.feature(at: p).map { $0 != feature && isData[$0] } ?? false
    }
    return 14 * Double(foreign) / Double(steps)
  }

  /// Water is the best ground, then land without data; on another feature's figure a label misleads.
  private func groundCost(_ box: Rect, _ feature: Int) -> Double {
    let (cells, data) = ground.share(of: box) { $0 > 0 && isData[Int($0) - 1] && Int($0) - 1 != feature }
    let land = ground.share(of: box) { $0 > 0 && !(isData[Int($0) - 1] && Int($0) - 1 != feature) }.accepted
    guard cells > 0 else { return 0 }
    return 90 * Double(data) / Double(cells) + 9 * Double(land) / Double(cells)
  }
}

/// Sixteen directions, the level ones first.
private let compass: [(Double, Double)] = {
  let c1 = 0.9238795325112867, s1 = 0.3826834323650898, d = 0.7071067811865476
  return [
    (1, 0), (-1, 0), (c1, -s1), (c1, s1), (-c1, -s1), (-c1, s1), (d, -d), (d, d), (-d, -d), (-d, d), (s1, -c1), (s1, c1), (-s1, -c1),
    (-s1, c1), (0, -1), (0, 1),
  ]
}()

extension MapLabeler {
  /// The best place on the feature itself; nil when the label does not fit there.
  func inside(_ task: LabelTask) -> LabelCandidate? { insidePlaces(task).first }
}
