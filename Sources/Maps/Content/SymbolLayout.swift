import Charts
import Geo
import Geometry

/// A symbol with the place it got. Chart pixels.
struct PlacedSymbol: Sendable {
  var feature: Int
  var value: SymbolValue
  /// Where it belongs, and where its middle stands.
  var anchor: Point
  var center: Point
  var shapes: [MapShape]
  /// The line from the anchor to the rim; nil while the symbol stands on its own ground.
  var leader: Segment?
}

/// Finds places for symbols so that none covers another: large ones first, each as near to its anchor as there is room.
struct SymbolLayout {
  let model: MapModel
  let scale: SymbolScale
  let ground: Ground
  let isData: [Bool]
  let frame: Rect
  /// Between two symbols.
  private var gap: Double { 3.5 * model.style.unit }

  /// - Parameter places: where each feature's symbol belongs; nil outside the frame.
  func place(_ places: [Point?]) -> [PlacedSymbol] {
    let wanted = model.features.indices.filter { model.features[$0].symbol != nil && !model.features[$0].isOutside && places[$0] != nil }
    let sizes = model.features.map { $0.symbol.map { max(scale.reach($0).left, scale.reach($0).right) } ?? 0 }
    var placed: [PlacedSymbol] = []
    for i in wanted.sorted(by: { (sizes[$1], $0) < (sizes[$0], $1) }) {
      guard let value = model.features[i].symbol, let anchor = places[i] else { continue }
      let center = best(value, i, anchor, placed)
      var symbol = PlacedSymbol(feature: i, value: value, anchor: anchor, center: center, shapes: scale.shapes(value, at: center))
      let isHome = center == anchor || ground.feature(at: center) == i
      if !isHome { symbol.leader = leader(symbol) }
      placed.append(symbol)
    }
    return placed
  }

  private func best(_ value: SymbolValue, _ i: Int, _ anchor: Point, _ placed: [PlacedSymbol]) -> Point {
    var best: (cost: Double, at: Point)?
    for ring in 0...40 {
      let distance = 2.5 * model.style.unit * Double(ring)
      // The cost grows with the distance, so no farther place can be better.
      if let best, best.cost <= distance { break }
      for (dx, dy) in ring == 0 ? [(0.0, 0.0)] : compass {
        let at = anchor.moved(dx * distance, dy * distance)
        let cost = distance + strangeness(at, i, value, moved: ring > 0)
        let shapes = scale.shapes(value, at: at)
        // Off its own ground a symbol must leave its anchor open, for the dot where its leader begins.
        let dot = Rect(origin: anchor, size: .zero).expanded(by: model.style.anchorDot + 2 * model.style.unit)
        let isOpen = ring == 0 || ground.feature(at: at) == i || !shapes.contains { $0.meets(dot) }
        guard cost < best?.cost ?? .infinity, isOpen, isFree(shapes, placed) else { continue }
        best = (cost, at)
      }
    }
    return best?.at ?? anchor
  }

  private func isFree(_ shapes: [MapShape], _ placed: [PlacedSymbol]) -> Bool {
    let room = frame.expanded(by: -2)
    return shapes.allSatisfy { shape in
      room.contains(shape.bounds) && !placed.contains { other in
        other.shapes.contains { shape.expanded(by: gap).meets($0) } || (other.leader.map { shape.expanded(by: gap).meets($0) } ?? false)
      }
    }
  }

  /// A symbol that leaves its own ground for another feature's figure may be read as that one's.
  private func strangeness(_ at: Point, _ i: Int, _ value: SymbolValue, moved: Bool) -> Double {
    guard moved, ground.feature(at: at) != i else { return 0 }
    let reach = scale.reach(value), r = max(reach.left, reach.right)
    let box = Rect(x: at.x - reach.left, y: at.y - r, width: reach.left + reach.right, height: 2 * r)
    let (cells, data) = ground.share(of: box) { $0 > 0 && Int($0) - 1 != i && isData[Int($0) - 1] }
    return (6 + (cells > 0 ? 30 * Double(data) / Double(cells) : 0)) * model.style.unit
  }

  /// From the anchor to the rim that looks at it.
  private func leader(_ symbol: PlacedSymbol) -> Segment {
    let a = symbol.anchor, c = symbol.center, full = Segment(from: a, to: c).length
    guard full > 0 else { return Segment(from: a, to: c) }
    let reach = scale.reach(symbol.value), r = a.x < c.x ? reach.left : reach.right
    let t = max(0, (full - r) / full)
    return Segment(from: a, to: Point(x: a.x + t * (c.x - a.x), y: a.y + t * (c.y - a.y)))
  }
}

extension MapComposer {
  /// Symbols from the largest to the smallest, and the lines to the anchors of those that moved.
  mutating func symbolMarks(_ places: [Point?]) -> (symbols: [PlacedSymbol], lines: [Mark], marks: [Mark]) {
    guard let scale = SymbolScale(model) else { return ([], [], []) }
    let layout = SymbolLayout(model: model, scale: scale, ground: ground, isData: isData, frame: frame)
    let symbols = layout.place(places), style = model.style
    var lines: [Mark] = []
    for symbol in symbols {
      for shape in symbol.shapes {
        standing.append(Standing(kind: .symbol, shape: shape, owner: symbol.feature, name: model.features[symbol.feature].name))
      }
      guard let leader = symbol.leader else { continue }
      standing.append(Standing(kind: .leader, shape: .convex([leader.from, leader.to]), owner: symbol.feature))
      standing.append(Standing(kind: .dot, shape: .disc(leader.from, radius: style.anchorDot), owner: symbol.feature))
      lines.append(Mark(.mark, .rule(leader.from, leader.to), style: MarkStyle(stroke: .color(style.leader.color), strokeWidth: 1.3 * style.leader.width)))
      lines.append(Mark(.mark, .path(Path(circle: leader.from, radius: style.anchorDot), .path), style: MarkStyle(fill: .color(style.label.color))))
    }
    return (symbols, lines, symbols.flatMap { scale.marks($0.value, at: $0.center, style: style) })
  }

  static let dotRadius = 3.2

  /// A dot in the color of its class for each state with data that is too small to be seen.
  mutating func dotMarks(_ places: [Point?]) -> [Mark] {
    var marks: [Mark] = []
    let style = model.style, r = Self.dotRadius * style.unit
    for (i, feature) in model.features.enumerated() where feature.symbol == nil && !feature.isOutside && tiny[i] {
      guard let p = places[i] else { continue }
      let rim = MarkStyle(fill: paint(of: feature) ?? .color(style.leftHalf), stroke: .color(style.leader.color), strokeWidth: px(0.5) * style.unit)
      marks.append(Mark(.mark, .path(Path(circle: p, radius: r), .path), style: rim))
      standing.append(Standing(kind: .dot, shape: .disc(p, radius: r), owner: i, name: feature.name))
    }
    return marks
  }
}
