package import Diagnostics
package import Inputs

extension Topology {
  /// Decodes a TopoJSON text (https://github.com/topojson/topojson-specification).
  ///
  /// - Throws: `not-topojson` when it is something else, `bad-coordinate` for a position that is not two finite numbers.
  package init(decoding node: TreeNode) throws(Failure) {
    guard node["type"]?.string == "Topology" else {
      throw Failure(Diagnostic("not-topojson", at: node.range, "this is not TopoJSON: its type is \(found(node["type"])), not \"Topology\""))
    }
    guard let objects = node["objects"]?.entries else {
      throw Failure(Diagnostic("not-topojson", at: node.range, "the topology has no mapping of objects"))
    }
    guard let arcs = node["arcs"]?.elements else {
      throw Failure(Diagnostic("not-topojson", at: node.range, "the topology has no list of arcs"))
    }
    let quantization = try Self.quantization(node["transform"])
    var reader = ArcReader(quantization: quantization)
    for arc in arcs { try reader.read(arc) }
    self.init(
      coordinates: reader.coordinates, arcEnds: reader.ends, objects: objects, quantization: quantization, window: Self.window(node), range: node.range)
  }

  /// The member `window`; nil where it is absent or is not four numbers in order.
  static func window(_ node: TreeNode) -> [Double]? {
    guard let sides = node["window"]?.elements?.compactMap(\.number), sides.count == 4, sides[0] < sides[2], sides[1] < sides[3] else { return nil }
    return sides
  }

  static func quantization(_ node: TreeNode?) throws(Failure) -> Quantization? {
    guard let node else { return nil }
    guard let scale = node["scale"].flatMap(position), let shift = node["translate"].flatMap(position) else {
      throw Failure(Diagnostic("bad-coordinate", at: node.range, "the transform needs scale and translate, two numbers each"))
    }
    return Quantization(scale: scale, shift: shift)
  }

  /// The features of the object named `name`; with no name, of the only object.
  ///
  /// - Throws: `unknown-object` with the nearest name; `arc-out-of-range`, `bad-coordinate` and `unknown-geometry` at their place.
  package func features(of name: String?, at place: SourceRange) throws(Failure) -> [TopologyFeature] {
    if let features {
      guard let name else { return features }
      throw Failure(Diagnostic("unknown-object", at: place, "a GeoJSON file has no objects, so none is named \"\(name)\"", hint: "leave out object:"))
    }
    let object = try object(named: name, at: place)
    var decoder = ShapeDecoder(topology: self)
    if object["type"]?.string == "GeometryCollection" {
      var features: [TopologyFeature] = []
      for member in object["geometries"]?.elements ?? [] { features.append(try decoder.feature(member)) }
      return features
    }
    return [try decoder.feature(object)]
  }

  private func object(named name: String?, at place: SourceRange) throws(Failure) -> TreeNode {
    if let name {
      if let entry = objects.first(where: { $0.key == name }) { return entry.value }
      let names = objects.map(\.key)
      throw Failure(
        Diagnostic(
          "unknown-object", at: place, "the topology has no object \"\(name)\"; it has \(listed(names))",
          hint: didYouMean(name, among: names)))
    }
    guard let only = objects.first, objects.count == 1 else {
      throw Failure(
        Diagnostic(
          "unknown-object", at: place, "the topology has \(objects.count) objects: \(listed(objects.map(\.key)))",
          hint: "name one with feature:"))
    }
    return only.value
  }
}

func listed(_ names: [String]) -> String {
  names.isEmpty ? "none" : names.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
}

func found(_ node: TreeNode?) -> String { node.map { $0.string.map { "\"\($0)\"" } ?? "no text" } ?? "missing" }

/// Two finite numbers at the head of a list.
func position(_ node: TreeNode) -> (Double, Double)? {
  guard case .sequence(let parts) = node.value, parts.count >= 2, let x = parts[0].number, let y = parts[1].number else { return nil }
  return (x, y)
}

/// Turns arcs into degrees: sums the differences and applies the scale of a quantized topology.
struct ArcReader {
  private(set) var coordinates: [Double] = []
  private(set) var ends: [Int] = []
  private let quantization: Topology.Quantization?

  init(quantization: Topology.Quantization?) { self.quantization = quantization }

  mutating func read(_ arc: TreeNode) throws(Failure) {
    guard case .sequence(let positions) = arc.value, !positions.isEmpty else {
      throw Failure(Diagnostic("bad-coordinate", at: arc.range, "an arc is a list of positions"))
    }
    var x = 0.0, y = 0.0
    for node in positions {
      guard let (a, b) = position(node) else {
        throw Failure(Diagnostic("bad-coordinate", at: node.range, "a position is a list of two numbers"))
      }
      guard add(a, b, &x, &y) else {
        throw Failure(Diagnostic("bad-coordinate", at: node.range, "the position is not finite after scaling"))
      }
    }
    endArc()
  }

  /// Adds a position; false when it is not finite.
  @inline(__always) mutating func add(_ a: Double, _ b: Double, _ x: inout Double, _ y: inout Double) -> Bool {
    if let q = quantization {
      x += a
      y += b
      coordinates.append(x * q.scale.0 + q.shift.0)
      coordinates.append(y * q.scale.1 + q.shift.1)
    } else {
      coordinates.append(a)
      coordinates.append(b)
    }
    return coordinates[coordinates.count - 1].isFinite && coordinates[coordinates.count - 2].isFinite
  }

  mutating func reserve(_ numbers: Int) { coordinates.reserveCapacity(numbers) }

  mutating func endArc() { ends.append(coordinates.count / 2) }
}
