import Geometry

/// The places where furniture may stand, best first: open water away from data, then any ground away from data.
struct FurniturePlacer {
  private let ground: Ground
  private let land: GroundSums
  private let data: GroundSums

  init(ground: Ground, isData: [Bool]) {
    self.ground = ground
    land = GroundSums(ground) { $0 > 0 }
    data = GroundSums(ground) { $0 > 0 && isData[Int($0) - 1] }
  }

  /// The top left corner of a free place for `size`, `inset` from the frame; nil when every place would hide data.
  ///
  /// - Parameters:
  ///   - shares: where in the free room it belongs, as shares of its width and height; nil for any edge.
  ///   - landCost: what a place wholly on land costs: 8 is as much as the other end of the frame.
  func place(_ size: Size, inset: Double, taken: [MapShape], shares: Point? = nil, landCost: Double = 10) -> Point? {
    let room = ground.frame.expanded(by: -inset)
    guard size.width <= room.width, size.height <= room.height else { return nil }
    var best: (cost: Double, at: Point)?
    let steps = 24
    for i in 0...steps {
      for j in 0...steps {
        let x = Double(i) / Double(steps), y = Double(j) / Double(steps)
        let at = Point(x: room.minX + (room.width - size.width) * x, y: room.minY + (room.height - size.height) * y)
        let box = Rect(origin: at, size: size).expanded(by: 5)
        guard data.count(in: box) == 0 else { continue }
        let land = Double(land.count(in: box)) * Ground.cell * Ground.cell / (box.width * box.height)
        let away: Double
        if let shares {
          away = 8 * ((x - shares.x) * (x - shares.x) + (y - shares.y) * (y - shares.y)).squareRoot()
        } else {
          // Edges and corners first: a key in the open sea looks lost.
          away = 2 * min(x, 1 - x) + 1.5 * min(y, 1 - y)
        }
        let cost = landCost * land + away
        guard cost < best?.cost ?? .infinity, !taken.contains(where: { $0.meets(box) }) else { continue }
        best = (cost, at)
      }
    }
    return best?.at
  }
}
