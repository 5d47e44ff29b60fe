import Inputs

/// A small map inside the frame that shows where the map is.
package struct MapLocator: Sendable {
  /// Where it stands inside the frame.
  package enum Place: String, CaseIterable, Sendable {
    case auto
    case topLeft = "top-left"
    case topRight = "top-right"
    case bottomLeft = "bottom-left"
    case bottomRight = "bottom-right"
  }

  /// What it shows; nil for the window of the base map, or the world.
  package var extent: MapExtent?
  package var width: Length?
  package var place = Place.auto

  package init() {}

  static let record: Record<MapLocator> = Record(
    "mapLocator", "A small map that shows where this one is.", make: { MapLocator() },
    [
      Field("extent", optional: \.extent, .mapExtent, "What it shows, in degrees: [[west, south], [east, north]]; the window of the base map, or the world, without it."),
      Field("width", optional: \.width, .length([.mm, .cm, .pt, .percent]), "Its width; a quarter of the map, 34mm at most, without it."),
      Field("place", \.place, .choice, "The corner of the frame where it stands; auto looks for free ground."),
    ])
}

extension Reader where Value == MapLocator? {
  /// `true`, `false`, or a mapping.
  static var mapLocator: Reader {
    Reader("true, false or {extent, width, place}", schema: { book in .anyOf([.boolean, MapLocator.record.schema(in: &book)]) }) { node, findings in
      if let flag = node.bool { return .some(flag ? MapLocator() : nil) }
      return MapLocator.record.decode(node, &findings).map { .some($0) }
    }
  }
}
