import Charts
import Diagnostics
import Geo
import Geometry
import Typesetting

/// A label that wants a place.
struct LabelTask: Sendable {
  /// Who it belongs to among what stands on the map.
  var owner: Int
  /// The feature it names; nil for groups, flows and islets.
  var feature: Int?
  var label: MapLabel
  /// Where the name belongs.
  var anchor: Point
  /// How far a symbol reaches to the left and to the right of the anchor; 0 for none.
  var reach = (left: 0.0, right: 0.0)
  /// True when the label may stand on its own feature.
  var fitsInside = false
  /// True when the label may stand on the water beside its feature.
  var isBesideCoast = false
  /// False where a leader would mislead: flows end in heads.
  var hasLeader = true
  /// True when the leader begins with a dot.
  var hasDot = true
  /// Nil for the color of its words.
  var color: Color?
  var name: String
  var range: SourceRange
}

/// Finds the possible places of labels.
struct MapLabeler {
  let ground: Ground
  let obstacles: Obstacles
  /// The features with data: labels of others keep off them.
  let isData: [Bool]
  /// Features of one number look alike; empty when a label may only stand on its own feature.
  var kin: [Int] = []
  /// How much larger than on an A4 page words are.
  let unit: Double

  func candidates(_ task: LabelTask) -> [LabelCandidate] {
    let inside = task.fitsInside ? insidePlaces(task) : []
    // A label that stands well on its own feature needs no leader.
    if let best = inside.first, best.cost < 12 { return Array(inside.prefix(6)) }
    return inside + besideSymbol(task) + (task.fitsInside || task.isBesideCoast ? besideCoast(task) : []) + (task.hasLeader ? leaderPlaces(task) : [])
  }

  /// The best place on the feature itself; nil when the label does not fit there.
  func inside(_ task: LabelTask) -> LabelCandidate? { insidePlaces(task).first }

  /// On the feature: at the anchor, then on a net round it. Every corner must lie on the feature itself.
  private func insidePlaces(_ task: LabelTask) -> [LabelCandidate] {
    guard let feature = task.feature else { return [] }
    let w = task.label.width, h = task.label.height, own = Int32(truncatingIfNeeded: feature + 1)
    var places: [LabelCandidate] = []
    for row in -9...9 {
      for column in -9...9 {
        let dx = 5 * unit * Double(column), dy = 4 * unit * Double(row)
        let middle = task.anchor.moved(dx, dy)
        let box = Rect(x: middle.x - w / 2, y: middle.y - h / 2, width: w, height: h)
        guard obstacles.allows(box) else { continue }
        let (cells, on) = ground.share(of: box.expanded(by: 1), where: { $0 == own })
        guard cells > 0, on == cells || Double(on) > 0.62 * Double(cells), let strange = strangeness(box, feature, cells: cells, own: on) else { continue }
        let away = (dx * dx + dy * dy).squareRoot() / 6 / unit
        places.append(LabelCandidate(box: box, leader: nil, cost: away + strange, side: .middle, air: 2 * unit))
      }
    }
    return Array(places.sorted { $0.cost < $1.cost }.prefix(10))
  }

  /// What it costs that a box lies partly on other features: little on those that look the same, much on a corner of another. Nil
  /// where a label would cross a coast or stand on another figure.
  private func strangeness(_ box: Rect, _ feature: Int, cells: Int, own: Int) -> Double? {
    if own == cells { return 0 }
    guard kin.indices.contains(feature) else { return nil }
    let number = kin[feature], wide = box.expanded(by: 1)
    let like = ground.share(of: wide) { $0 > 0 && kin[Int($0) - 1] == number }.accepted
    let over = 1 - Double(own) / Double(cells), foreign = 1 - Double(like) / Double(cells)
    guard foreign <= 0.08, ground.share(of: wide, where: { $0 == 0 }).accepted == 0 else { return nil }
    return 16 * over + (foreign > 0 ? 4 + 60 * foreign : 0)
  }

  /// Next to a symbol, without a leader.
  private func besideSymbol(_ task: LabelTask) -> [LabelCandidate] {
    guard task.reach.left > 0 || task.reach.right > 0 else { return [] }
    let w = task.label.width, h = task.label.height, gap = 3.5 * unit, a = task.anchor
    let l = task.reach.left + gap, r = task.reach.right + gap, most = max(l, r)
    let places: [(Double, Double, LabelCandidate.Side, Double)] = [
      (r, -h / 2, .right, 0), (-l - w, -h / 2, .left, 1), (r * 0.8, -h - r * 0.4, .right, 2), (r * 0.8, r * 0.4, .right, 2),
      (-l * 0.8 - w, -h - l * 0.4, .left, 2.5), (-l * 0.8 - w, l * 0.4, .left, 2.5), (-w / 2, most, .middle, 4),
      (-w / 2, -most - h, .middle, 4), (r * 0.3, -h - r, .right, 4.5), (r * 0.3, r, .right, 4.5), (-l * 0.3 - w, -h - l, .left, 4.5),
      (-l * 0.3 - w, l, .left, 4.5), (r, -h, .right, 3), (r, 0, .right, 3), (-l - w, -h, .left, 3.5), (-l - w, 0, .left, 3.5),
    ]
    return places.compactMap { dx, dy, side, cost in
      let box = Rect(x: a.x + dx, y: a.y + dy, width: w, height: h)
      guard obstacles.allows(box), !task.isBesideCoast || isOffGround(box, task.feature) else { return nil }
      return LabelCandidate(box: box, leader: nil, cost: 2 + cost + 0.6 * groundCost(box, task.feature), side: side, air: 2 * unit)
    }
  }

  private func isOffGround(_ box: Rect, _ feature: Int?) -> Bool {
    let own = feature.map { Int32(truncatingIfNeeded: $0 + 1) }
    return ground.share(of: box.expanded(by: 1)) { $0 == own }.accepted == 0
  }

  /// On the water beside the feature's own coast, where no other land is as near.
  private func besideCoast(_ task: LabelTask) -> [LabelCandidate] {
    guard let feature = task.feature else { return [] }
    let own = Int32(truncatingIfNeeded: feature + 1), w = task.label.width, h = task.label.height
    var places: [LabelCandidate] = []
    for row in -5...5 {
      let dy = 5 * unit * Double(row)
      for side in [LabelCandidate.Side.right, .left] {
        let sign: Double = side == .right ? 1 : -1
        guard let edge = ground.edge(of: feature, from: task.anchor.moved(0, dy), toward: sign) else { continue }
        for push in 0..<4 {
          let x = edge + sign * (4.5 + 3 * Double(push)) * unit
          let box = Rect(x: side == .right ? x : x - w, y: task.anchor.y + dy - h / 2, width: w, height: h)
          guard obstacles.allows(box), ground.share(of: box.expanded(by: 1.5 * unit), where: { $0 > 0 }).accepted == 0 else { continue }
          let others = ground.share(of: box.expanded(by: 6 * unit)) { $0 > 0 && $0 != own }
          guard others.accepted == 0 else { break }
          let away = Segment(from: task.anchor, to: Point(x: x, y: task.anchor.y + dy)).length / unit
          places.append(LabelCandidate(box: box, leader: nil, cost: (task.isBesideCoast ? 2 : 5) + away / 8 + abs(dy) / unit / 8, side: side, air: 3 * unit))
          break
        }
      }
    }
    return Array(places.sorted { $0.cost < $1.cost }.prefix(8))
  }

  /// In a ring round the feature, with a leader to the anchor.
  private func leaderPlaces(_ task: LabelTask) -> [LabelCandidate] {
    let w = task.label.width, h = task.label.height
    var places: [LabelCandidate] = []
    for (dx, dy) in compass {
      let reach = dx > 0 ? task.reach.right : task.reach.left
      var ray: [LabelCandidate] = []
      for distance in [14.0, 22, 32, 44, 58, 74, 92, 112, 134].map({ $0 * unit }) {
        let tip = task.anchor.moved(dx * (distance + reach), dy * (distance + reach))
        let side: LabelCandidate.Side = dx > 0.3 ? .right : dx < -0.3 ? .left : .middle
        let gap = 2.5 * unit
        let x = side == .right ? tip.x + gap : side == .left ? tip.x - gap - w : tip.x - w / 2
        let y = side == .middle ? (dy < 0 ? tip.y - h - 0.5 * unit : tip.y + 0.5 * unit) : tip.y - h / 2
        let box = Rect(x: x, y: y, width: w, height: h)
        guard obstacles.allows(box.expanded(by: 1)) else { continue }
        let leader = Segment(from: task.anchor.moved(dx * reach, dy * reach), to: tip)
        guard obstacles.allows(leader, owner: task.owner) else { continue }
        let cost = 14 + distance / unit / 5 + groundCost(box, task.feature) + leaderCost(leader, task.feature)
        ray.append(LabelCandidate(box: box, leader: leader, cost: cost, side: side, air: 3 * unit))
      }
      // The best two of each direction: variety finds a place where the nearest ones are all taken.
      places += ray.sorted { $0.cost < $1.cost }.prefix(2)
    }
    return places
  }

  /// A leader over another feature's figure may be read as that feature's.
  private func leaderCost(_ leader: Segment, _ feature: Int?) -> Double {
    let steps = 12
    let foreign = (1...steps).count { i in
      let t = Double(i) / Double(steps)
      let p = Point(x: leader.from.x + t * (leader.to.x - leader.from.x), y: leader.from.y + t * (leader.to.y - leader.from.y))
      return ground.feature(at: p).map { $0 != feature && isData[$0] } ?? false
    }
    return 30 * Double(foreign) / Double(steps)
  }

  /// Water is the best ground, then land without data; on another feature's figure a label misleads.
  func groundCost(_ box: Rect, _ feature: Int?) -> Double {
    let own = feature.map { Int32(truncatingIfNeeded: $0 + 1) }
    let (cells, data) = ground.share(of: box) { $0 > 0 && $0 != own && isData[Int($0) - 1] }
    let land = ground.share(of: box) { $0 > 0 && ($0 == own || !isData[Int($0) - 1]) }.accepted
    guard cells > 0 else { return 0 }
    return 90 * Double(data) / Double(cells) + 9 * Double(land) / Double(cells)
  }
}

/// Sixteen directions, the level ones first.
let compass: [(Double, Double)] = {
  let c1 = 0.9238795325112867, s1 = 0.3826834323650898, d = 0.7071067811865476
  return [
    (1, 0), (-1, 0), (c1, -s1), (c1, s1), (-c1, -s1), (-c1, s1), (d, -d), (d, d), (-d, -d), (-d, d), (s1, -c1), (s1, c1), (-s1, -c1),
    (-s1, c1), (0, -1), (0, 1),
  ]
}()
