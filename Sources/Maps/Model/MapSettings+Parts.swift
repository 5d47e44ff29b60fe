package import Geo
package import Geometry

extension MapSettings {
  /// What the frame shows.
  package enum Window: Sendable {
    /// The fitted features.
    case fit
    /// All between two meridians and two parallels, in degrees.
    case extent(west: Double, south: Double, east: Double, north: Double)
    /// `center` stands at the share `at` of the frame, which is `kilometres` wide at its scale.
    case view(center: GeoPoint, at: Point, kilometres: Double)
  }

  /// Names that a map carries beside those of its data.
  package enum Names: Sendable {
    case none
    case all
    case only([Key])
  }

  /// Vega-Lite's `condition` of a color: a fill for the features that pass a test.
  package struct Condition: Sendable {
    /// An expression over `datum`: the feature with `id`, `properties`, and the fields that lookups bring.
    package var test: Key
    package var fill: Color
  }

  /// A small map of a wider region.
  package struct Locator: Sendable {
    /// Chart pixels, or a share of the frame's width.
    package struct Width: Sendable {
      package var value: Double
      package var isShare: Bool
    }

    /// West, south, east and north in degrees; nil for the window of the base map, or the world.
    package var extent: [Double]?
    package var width: Width?
    package var place = Legend.Place.auto
    package init() {}
  }

  /// Features that go together.
  package struct Group: Sendable {
    package var id: Key
    package var members: [Key] = []
    package var fill: Color?
    /// The color of its words.
    package var color: Color?
    package var label: String?
    package var place: GeoPoint?
    /// Its line in the legend, and the one below.
    package var name: String?
    package var note: String?

    package init(id: Key) { self.id = id }

    /// The ids of its features.
    var ids: [Key] { members.isEmpty ? [id] : members }
  }

  /// Lines from one place to others.
  package struct Flows: Sendable {
    package var from: Key
    package var table: Key
    package var column: Key
    package var value: Key?
    package var endsAtCapital = false
    /// Chart pixels: the width of value 1; nil for the style's.
    package var width: Double?
    package var subject: [Key] = []
    package var format: Key?
    package var sizes: [Double] = []
    package var name: String?
    package var hasLabels = true

    package init(from: Key, table: Key, column: Key) {
      self.from = from
      self.table = table
      self.column = column
    }
  }

  /// Circles of equal distance, in kilometres.
  package struct Rings: Sendable {
    package var around: Key
    package var every = 1000.0
    package var to: Double?
    package var labels: Double?
    /// Degrees clockwise from north.
    package var azimuth = 180.0

    package init(around: Key) { self.around = around }
  }

  package struct Legend: Sendable {
    package enum Place: String, Sendable {
      case auto, none, left, right, top, bottom, beside, below
      case topLeft = "top-left"
      case topRight = "top-right"
      case bottomLeft = "bottom-left"
      case bottomRight = "bottom-right"

      /// Where in the frame it belongs, as shares of the free room; nil where the ground decides.
      var shares: Point? {
        switch self {
        case .auto, .none, .beside, .below: nil
        case .left: Point(x: 0, y: 0.5)
        case .right: Point(x: 1, y: 0.5)
        case .top: Point(x: 0.5, y: 0)
        case .bottom: Point(x: 0.5, y: 1)
        case .topLeft: Point(x: 0, y: 0)
        case .topRight: Point(x: 1, y: 0)
        case .bottomLeft: Point(x: 0, y: 1)
        case .bottomRight: Point(x: 1, y: 1)
        }
      }
    }

    package var place = Place.auto
    package var title: String?
    package var subtitle: String?
    /// Chart pixels.
    package var width: Double?
    package var hasCounts = false
    /// By the class's name in the data.
    package var notes: [(name: Key, text: String)] = []
    package var names: [(name: Key, text: String)] = []

    package init() {}
  }
}
