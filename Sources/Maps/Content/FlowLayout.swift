import Diagnostics
import Geo
import Geometry

/// A flow on the map. Chart pixels.
struct PlacedFlow: Sendable {
  var row: Int
  /// The middle of its tail and its tip.
  var from: Point
  var tip: Point
  /// Nil for a thin line without a value.
  var width: Double?
  var headWidth = 0.0
  var headLength = 0.0
  /// True when it ends at the frame and not at its place.
  var isCut: Bool

  var direction: (x: Double, y: Double) {
    let length = Segment(from: from, to: tip).length
    return length > 0 ? ((tip.x - from.x) / length, (tip.y - from.y) / length) : (1, 0)
  }

  /// Where the head begins.
  var neck: Point {
    let d = direction
    return tip.moved(-d.x * headLength, -d.y * headLength)
  }

  private func beside(_ p: Point, _ distance: Double) -> Point { p.moved(-direction.y * distance, direction.x * distance) }

  var shaft: [Point] {
    let h = (width ?? 0) / 2
    return [beside(from, h), beside(neck, h), beside(neck, -h), beside(from, -h)]
  }

  var head: [Point] { [beside(neck, headWidth / 2), tip, beside(neck, -headWidth / 2)] }

  /// The outline of shaft and head.
  var outline: [Point] { [shaft[0], shaft[1], head[0], head[1], head[2], shaft[2], shaft[3]] }
}

/// Puts flows on the map: straight lines from one place, with widths by value.
struct FlowLayout {
  let model: MapModel
  let map: ProjectedMap
  let origin: Point

  func place() -> (flows: [PlacedFlow], findings: [Diagnostic]) {
    var flows: [PlacedFlow] = [], findings: [Diagnostic] = []
    for (i, row) in model.flows.enumerated() {
      guard let end = model.end(of: row), let p = map.projector.visiblePoint(end) else {
        findings.append(lost(row, "has no place on this map", "give it one in anchors:, or in at: of its group"))
        continue
      }
      guard let flow = flow(i, row, to: p) else {
        findings.append(lost(row, "ends too near to its start for an arrow", "make the map larger, or move its end in anchors:"))
        continue
      }
      flows.append(flow)
    }
    part(&flows)
    return (flows, findings)
  }

  private func lost(_ row: FlowRow, _ what: String, _ hint: String) -> Diagnostic {
    Diagnostic("flow-lost", at: row.range, "the flow to \(model.name(of: row)) (\(row.key)) \(what)", hint: hint)
  }

  private func flow(_ i: Int, _ row: FlowRow, to end: Point) -> PlacedFlow? {
    let style = model.style, room = map.frame.expanded(by: -style.inset / 2)
    let isCut = !room.contains(end)
    guard let tip = isCut ? Self.border(of: room, from: origin, to: end) : end else { return nil }
    let length = Segment(from: origin, to: tip).length
    guard let value = row.value else {
      guard length > style.originRadius else { return nil }
      return PlacedFlow(row: i, from: origin, tip: tip, width: nil, isCut: isCut)
    }
    let width = max(px(0.3), value * (model.settings.flows?.width ?? style.flowWidth))
    let wanted = max(0.62 * width, style.flowHeadLength), room2 = length - style.flowStart
    guard room2 > 0.5 * wanted else { return nil }
    let d = ((tip.x - origin.x) / length, (tip.y - origin.y) / length)
    var flow = PlacedFlow(row: i, from: origin.moved(d.0 * style.flowStart, d.1 * style.flowStart), tip: tip, width: width, isCut: isCut)
    flow.headLength = min(wanted, 0.9 * room2)
    flow.headWidth = width + 2 * max(style.flowHead, 0.17 * width)
    return flow
  }

  /// Where the line from inside a rectangle leaves it.
  static func border(of rect: Rect, from a: Point, to b: Point) -> Point? {
    guard rect.contains(a) else { return nil }
    let dx = b.x - a.x, dy = b.y - a.y
    let tx = dx > 0 ? (rect.maxX - a.x) / dx : dx < 0 ? (rect.minX - a.x) / dx : .infinity
    let ty = dy > 0 ? (rect.maxY - a.y) / dy : dy < 0 ? (rect.minY - a.y) / dy : .infinity
    let t = min(tx, ty, 1)
    return t.isFinite ? Point(x: a.x + t * dx, y: a.y + t * dy) : nil
  }

  /// Flows that touch at their start begin farther out, the nearer of two first.
  private func part(_ flows: inout [PlacedFlow]) {
    let wide = flows.indices.filter { flows[$0].width != nil }
    let step = 0.1 * model.style.flowStart, gap = model.style.flowRim.width
    for _ in 0..<200 {
      guard let (a, b) = touching(flows, wide, gap) else { return }
      let away = [a, b].map { Segment(from: origin, to: flows[$0].from).length }
      // Equal distances: the thinner one gives way.
      let isFirst = away[0] == away[1] ? (flows[a].width ?? 0) < (flows[b].width ?? 0) : away[0] < away[1]
      let i = isFirst ? a : b, d = flows[i].direction, next = flows[i].from.moved(d.x * step, d.y * step)
      guard Segment(from: next, to: flows[i].neck).length > step else { return }
      flows[i].from = next
    }
  }

  private func touching(_ flows: [PlacedFlow], _ wide: [Int], _ gap: Double) -> (Int, Int)? {
    for (n, i) in wide.enumerated() {
      let own = MapShape.convex(flows[i].shaft).expanded(by: gap)
      if let other = wide[..<n].first(where: { own.meets(.convex(flows[$0].shaft)) }) { return (other, i) }
    }
    return nil
  }
}
