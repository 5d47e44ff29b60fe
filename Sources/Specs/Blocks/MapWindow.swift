package import Diagnostics
import Inputs

/// A place on the globe in degrees.
package struct MapPlace: Hashable, Sendable {
  package var longitude: Double
  package var latitude: Double
  package var range: SourceRange

  package init(longitude: Double, latitude: Double, range: SourceRange = .detached) {
    self.longitude = longitude
    self.latitude = latitude
    self.range = range
  }
}

/// A part of the globe between two parallels and two meridians, in degrees. East may lie beyond 180.
package struct MapExtent: Hashable, Sendable {
  package var west: Double
  package var south: Double
  package var east: Double
  package var north: Double
}

/// The line round a map.
package enum MapFrame: String, CaseIterable, Sendable { case line, none }

/// What a map block draws.
package enum MapPart: String, CaseIterable, Sendable { case map, legend }

/// An exact window: the place `center` stands at the share `at` of the frame, which is `width` kilometres wide there.
package struct MapWindow: Sendable {
  package var center = MapPlace(longitude: 0, latitude: 0)
  /// Shares of the frame's width and height, 0 to 1.
  package var x = 0.5
  package var y = 0.5
  /// Kilometres along the horizontal through the center, at its scale.
  package var width = 10_000.0

  static let record: Record<MapWindow> = Record(
    "mapWindow", "The exact window of a map.", make: { MapWindow() },
    [
      Field("center", \.center, .mapPlace, required: true, "The place [longitude, latitude] that the window hangs on."),
      Field("at", \.at, .shares, "Where that place stands in the frame: [50%, 50%] is its middle."),
      Field("width", \.width, .kilometres, required: true, "How far the frame reaches from left to right at the scale of that place, such as 8300km."),
    ])

  fileprivate var at: MapShares {
    get { MapShares(x: x, y: y) }
    set { (x, y) = (newValue.x, newValue.y) }
  }
}

/// Two shares of a frame.
struct MapShares: Sendable {
  var x: Double
  var y: Double
}

extension Reader where Value == MapPlace {
  /// `[longitude, latitude]` in degrees.
  static var mapPlace: Reader {
    Reader("a place [longitude, latitude]", schema: { _ in .list(.number(-360...360)) }) { node, findings in
      let numbers = node.elements?.compactMap(\.number) ?? []
      guard numbers.count == 2, node.elements?.count == 2, abs(numbers[0]) <= 360, abs(numbers[1]) <= 90 else {
        findings.error("bad-value", at: node.range, "expected a place [longitude, latitude] in degrees", hint: "longitude comes first: Seoul is [127, 37.5]")
        return nil
      }
      return MapPlace(longitude: numbers[0], latitude: numbers[1], range: node.range)
    }
  }
}

extension Reader where Value == MapExtent {
  /// `[[west, south], [east, north]]` in degrees.
  static var mapExtent: Reader {
    Reader("[[west, south], [east, north]]", schema: { _ in .list(.list(.number(-360...360))) }) { node, findings in
      let corners = node.elements?.compactMap { Reader<MapPlace>.mapPlace.read($0, &findings) } ?? []
      guard corners.count == 2, node.elements?.count == 2, corners[0].longitude < corners[1].longitude, corners[0].latitude < corners[1].latitude
      else {
        findings.error(
          "bad-value", at: node.range, "expected [[west, south], [east, north]] in degrees",
          hint: "west is less than east; past 180 degrees longitudes go on: [[120, -10], [250, 60]]")
        return nil
      }
      return MapExtent(west: corners[0].longitude, south: corners[0].latitude, east: corners[1].longitude, north: corners[1].latitude)
    }
  }
}

extension Reader where Value == MapShares {
  /// Two shares of 0 to 100 percent.
  fileprivate static var shares: Reader {
    Reader("two shares such as [50%, 50%]", schema: { _ in .list(.pattern("^ *[0-9.]+ *% *$")) }) { node, findings in
      let parts = (node.elements ?? []).compactMap { $0.string.flatMap(Length.parse) }.filter { $0.unit == .percent }
      guard parts.count == 2, node.elements?.count == 2, parts.allSatisfy({ (-100.0...200).contains($0.value) }) else {
        findings.error("bad-value", at: node.range, "expected two shares of the frame such as [50%, 50%]")
        return nil
      }
      return MapShares(x: parts[0].value / 100, y: parts[1].value / 100)
    }
  }
}

extension Reader where Value == Double {
  /// A distance on the globe: `1000km`.
  static var kilometres: Reader {
    Reader("a distance such as 1000km", schema: { _ in .pattern("^ *[0-9.]+ *km *$") }) { node, findings in
      if let text = node.string?.filter({ $0 != " " }), text.hasSuffix("km"), let value = Double(text.dropLast(2)), value > 0, value <= 50_000 {
        return value
      }
      findings.error("bad-value", at: node.range, "expected a distance such as 1000km, at most 50000km")
      return nil
    }
  }
}
