import Geometry
@testable import Maps
import Testing

private func place(_ x: Double, _ y: Double, cost: Double) -> LabelCandidate {
  LabelCandidate(box: Rect(x: x, y: y, width: 10, height: 4), leader: nil, cost: cost, side: .middle)
}

@Test func `placement: the cheapest free combination wins, not the cheapest first label`() {
  // The first label's best place blocks the only place of the second.
  let labels = [[place(0, 0, cost: 1), place(20, 0, cost: 2)], [place(5, 0, cost: 1)]]
  #expect(placeLabels(labels) == [1, 0])
}

@Test func `placement: a label without a free place is left out, never drawn over another`() {
  #expect(placeLabels([[place(0, 0, cost: 1)], [place(1, 1, cost: 2)]]) == [0, nil])
  #expect(placeLabels([[], [place(0, 0, cost: 1)]]) == [nil, 0])
}

@Test func `placement: leaders do not cross leaders or labels`() {
  func leader(_ a: Point, _ b: Point, cost: Double) -> LabelCandidate {
    LabelCandidate(box: Rect(x: b.x, y: b.y, width: 4, height: 4), leader: Segment(from: a, to: b), cost: cost, side: .right)
  }
  let a = leader(Point(x: 0, y: 0), Point(x: 40, y: 40), cost: 1)
  let b = leader(Point(x: 0, y: 40), Point(x: 40, y: 0), cost: 1)
  #expect(a.conflicts(with: b))
  #expect(placeLabels([[a], [b, leader(Point(x: 0, y: 40), Point(x: 0, y: 80), cost: 5)]]) == [0, 1])
}

@Test func `placement: many labels in one place end in time with the same answer`() {
  func candidate(_ i: Int, _ k: Int) -> LabelCandidate {
    let x = k * 7 + i % 5, y = k % 4 * 3, cost = (i * 31 + k * 17) % 23
    return place(Double(x), Double(y), cost: Double(cost))
  }
  let labels = (0..<40).map { i in (0..<30).map { candidate(i, $0) } }
  let once = placeLabels(labels)
  #expect(once == placeLabels(labels))
  #expect(once.contains { $0 != nil })
}

@Test func `ground: a square owns its cells and nothing else`() {
  var ground = Ground(frame: Rect(x: 0, y: 0, width: 100, height: 60))
  ground.fill([[Point(x: 20, y: 20), Point(x: 60, y: 20), Point(x: 60, y: 40), Point(x: 20, y: 40)]], feature: 3)
  #expect(ground.feature(at: Point(x: 30, y: 30)) == 3)
  #expect(ground.feature(at: Point(x: 70, y: 30)) == nil)
  #expect(ground.share(of: Rect(x: 20, y: 20, width: 39, height: 19), where: { $0 == 4 }) == (200, 200))
}
