import Charts
import Diagnostics
import Geo
import Geometry

/// Flows and rings.
extension MapComposer {
  /// Where flows begin, in the frame or not.
  var flowOrigin: Point? {
    model.settings.flows.flatMap { model.capital(of: $0.from.text) }.flatMap(map.projector.visiblePoint)
  }

  /// The mark where flows begin; thin lines begin at a smaller one.
  var originRadius: Double { model.style.originRadius * (model.settings.flows?.value == nil ? 0.7 : 1) }

  mutating func flowMarks() -> (flows: [PlacedFlow], marks: [Mark]) {
    guard let settings = model.settings.flows, let origin = flowOrigin else { return ([], []) }
    let style = model.style
    let (flows, findings) = FlowLayout(model: model, map: map, origin: origin).place()
    drawing.findings += findings
    var marks: [Mark] = []
    for flow in flows.sorted(by: { ($1.width ?? 0, $0.row) < ($0.width ?? 0, $1.row) }) {
      marks += self.marks(of: flow)
      let owner = owner(ofFlow: flow.row), name = model.name(of: model.flows[flow.row])
      guard flow.width != nil else {
        standing.append(Standing(kind: .dot, shape: .disc(flow.tip, radius: style.flowDotRadius), owner: owner, name: name))
        standing.append(Standing(kind: .leader, shape: .convex([flow.from, flow.tip]), owner: owner, name: name))
        continue
      }
      standing.append(Standing(kind: .flow, shape: .convex(flow.shaft), owner: owner, name: name))
      standing.append(Standing(kind: .flow, shape: .convex(flow.head), owner: owner, name: name))
    }
    let rim = MarkStyle(fill: .color(style.origin), stroke: .color(style.flowRim.color), strokeWidth: 1.4 * style.flowRim.width)
    marks.append(Mark(.mark, .path(Path(circle: origin, radius: originRadius), .path), style: rim))
    standing.append(Standing(kind: .dot, shape: .disc(origin, radius: originRadius), owner: ownerOfOrigin, name: settings.from.text))
    noteFlows(flows)
    return (flows, marks)
  }

  private func marks(of flow: PlacedFlow) -> [Mark] {
    let style = model.style
    guard flow.width != nil else {
      let line = MarkStyle(stroke: .color(style.thinFlow.color), strokeWidth: style.thinFlow.width, strokeDash: style.thinFlow.dash)
      let dot = Mark(.mark, .path(Path(circle: flow.tip, radius: style.flowDotRadius), .path), style: MarkStyle(fill: .color(style.flowDot)))
      return [Mark(.mark, .rule(flow.from, flow.tip), style: line, clip: frame)] + (flow.isCut ? [] : [dot])
    }
    var path = Path()
    Self.add([flow.outline], to: &path)
    let look = MarkStyle(
      fill: .color(color(ofFlow: flow.row)), fillOpacity: style.flowOpacity)
    let rim = MarkStyle(stroke: .color(style.flowRim.color), strokeWidth: 2 * style.flowRim.width, strokeJoin: "miter")
    return [Mark(.mark, .path(path, .path), style: rim), Mark(.mark, .path(path, .path), style: look)]
  }

  func color(ofFlow row: Int) -> Color {
    let subject = model.settings.flows?.subject ?? []
    return subject.isEmpty || subject.contains { $0.text == model.flows[row].key } ? model.style.flow : model.style.flowOther
  }

  /// What a reader must know of arrows: which leave the frame, and which end in the middle of a group.
  private mutating func noteFlows(_ flows: [PlacedFlow]) {
    let isKorean = model.settings.language.hasPrefix("ko")
    for flow in flows {
      let row = model.flows[flow.row], name = model.name(of: row)
      guard let group = row.group, model.settings.groups[group].place == nil, flow.width != nil else { continue }
      let n = model.members(of: group).count
      drawing.notes.append(isKorean ? "\(name) 화살표는 \(n)개국의 가운데를 가리킨다." : "\(name) is drawn to the middle of its \(n) members.")
    }
    let cut = flows.filter(\.isCut).map { model.name(of: model.flows[$0.row]) }
    guard let last = cut.last else { return }
    if isKorean {
      drawing.notes.append("\(cut.joined(separator: ", ")) 화살표는 지도 밖으로 이어진다.")
    } else {
      let names = cut.count == 1 ? last : cut.dropLast().joined(separator: ", ") + " and " + last
      drawing.notes.append(cut.count == 1 ? "Arrow cut at the frame: \(names)." : "Arrows cut at the frame: \(names).")
    }
  }

  // MARK: Rings

  func ringMarks() -> [Mark] {
    guard let rings = model.settings.rings, let middle = model.capital(of: rings.around.text) else { return [] }
    let style = model.style.ring
    var marks: [Mark] = []
    for distance in Self.distances(rings) {
      let circle = (0...240).map { MapModel.place(from: middle, kilometres: distance, azimuth: 1.5 * Double($0)) }
      var path = Path()
      for line in map.projector.project(.lines([circle])).lines.flatMap(map.visible) { Self.add(line: line, to: &path) }
      guard !path.isEmpty else { continue }
      let look = MarkStyle(stroke: .color(style.color), strokeWidth: style.width, strokeDash: style.dash)
      marks.append(Mark(.axisGrid, .path(path, .line), style: look, clip: frame))
    }
    return marks
  }

  /// Kilometres, from the first ring to the last that the globe has room for.
  static func distances(_ rings: MapSettings.Rings) -> [Double] {
    let last = min(rings.to ?? 20_000, 20_000), every = max(50, rings.every)
    return stride(from: every, through: last + 1e-6, by: every).map { $0 }
  }

  /// Names of rings where they are free, as near as can be to the wanted direction.
  mutating func ringLabels() -> [Mark] {
    guard let rings = model.settings.rings, let step = rings.labels, let middle = model.capital(of: rings.around.text) else { return [] }
    let style = model.style, room = frame.expanded(by: -style.inset / 2)
    var marks: [Mark] = []
    for distance in Self.distances(rings) where (distance / step).rounded() * step == distance {
      let line = ruler.line(grouped(distance) + " km", style.ringName)
      for turn in [0.0, 3, -3, 6, -6, 10, -10, 14, -14, 20, -20, 28, -28, 36, -36] {
        let at = MapModel.place(from: middle, kilometres: distance, azimuth: rings.azimuth + turn)
        guard let p = map.projector.visiblePoint(at) else { continue }
        let box = Rect(x: p.x - line.width / 2, y: p.y - line.height / 2, width: line.width, height: line.height)
        guard room.contains(box), !standing.contains(where: { $0.shape.meets(box.expanded(by: 1)) }) else { continue }
        standing.append(Standing(kind: .ring, shape: .box(box), name: line.text))
        let halo = groundColor(box)
        marks.append(line.mark(at: Point(x: p.x, y: box.minY + line.ascent), align: .center, halo: halo, haloWidth: style.haloWidth, role: .axisLabel))
        break
      }
    }
    return marks
  }

  // MARK: Labels of flows

  func flowTasks(_ flows: [PlacedFlow]) -> [(task: LabelTask, places: [LabelCandidate])] {
    guard let settings = model.settings.flows, settings.hasLabels else { return [] }
    let style = model.style
    let format = try? ValueFormat(settings.format, values: model.flows.compactMap(\.value), language: model.settings.language)
    return flows.compactMap { flow -> (task: LabelTask, places: [LabelCandidate])? in
      guard let value = model.flows[flow.row].value, let format else { return nil }
      let row = model.flows[flow.row]
      let isSubject = settings.subject.contains { $0.text == row.key }
      var label = style.label, number = style.number
      if isSubject { (label.color, number.color) = (style.flow, style.flow) }
      let lines = [
        ruler.line(model.name(of: row), label, height: 1.05 * label.size), ruler.line(format(value), number, height: 1.1 * number.size),
      ]
      let task = LabelTask(
        owner: owner(ofFlow: flow.row), label: MapLabel(lines: lines), anchor: flow.tip, hasLeader: false, hasDot: false,
        name: model.name(of: row), range: row.range)
      return (task, places(of: task, flow))
    }
  }

  /// Beside the head, beyond the tip, then along the shaft.
  private func places(of task: LabelTask, _ flow: PlacedFlow) -> [LabelCandidate] {
    let w = task.label.width, h = task.label.height, unit = model.style.unit
    let obstacles = obstacles(), labeler = MapLabeler(ground: ground, obstacles: obstacles, isData: isData, unit: unit)
    let length = Segment(from: flow.from, to: flow.tip).length, d = flow.direction
    var places: [LabelCandidate] = []
    for back in [0.0, 0.5, 1, 1.8, 2.6, 3.6].map({ $0 * max(flow.headLength, 8 * unit) }) where back < 0.7 * length {
      let p = flow.tip.moved(-d.x * back, -d.y * back)
      for (dx, dy) in compass {
        for distance in [4.0, 8, 13, 19, 26, 34, 44].map({ $0 * unit }) {
          let q = p.moved(dx * distance, dy * distance)
          let side: LabelCandidate.Side = dx > 0.3 ? .right : dx < -0.3 ? .left : .middle
          let x = side == .right ? q.x : side == .left ? q.x - w : q.x - w / 2
          let y = dy > 0.8 ? q.y : dy < -0.8 ? q.y - h : q.y - h / 2 + dy * h / 2
          let box = Rect(x: x, y: y, width: w, height: h)
          guard obstacles.allows(box.expanded(by: 2 * unit)) else { continue }
          let mixed = mixture(box)
          let cost = (back + distance) / unit + 10 * mixed + 0.02 * labeler.groundCost(box, nil)
          places.append(LabelCandidate(box: box, leader: nil, cost: cost, side: side, air: 2 * unit))
          break
        }
      }
    }
    return Array(places.sorted { $0.cost < $1.cost }.prefix(24))
  }

  /// 0 on one ground, up to 1 where half of a box is water.
  private func mixture(_ box: Rect) -> Double {
    let (cells, land) = ground.share(of: box) { $0 > 0 }
    guard cells > 0 else { return 0 }
    let share = Double(land) / Double(cells)
    return 2 * min(share, 1 - share)
  }
}
