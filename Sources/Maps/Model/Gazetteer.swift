package import DataTables
package import Diagnostics
package import Geo

/// Names, anchors and the state of boundaries: the tables of `layouts/base`.
package struct Gazetteer: Sendable {
  /// A country or territory.
  package struct Place: Hashable, Sendable {
    package var iso3: String
    package var english: String
    package var korean: String
    package var local: String
    package var anchor: GeoPoint?
    package var capitalEnglish: String
    package var capitalKorean: String
    package var capital: GeoPoint?

    /// The name in a language (BCP 47); English where there is none.
    package func name(in language: String) -> String { language.hasPrefix("ko") && !korean.isEmpty ? korean : english }
  }

  /// A stretch of border that is not an ordinary one.
  struct Boundary: Hashable, Sendable {
    var a: String
    var b: String
    var status: BoundaryStatus
    /// West, south, east, north in degrees; nil for the whole border.
    var box: [Double]?
  }

  /// The name of a sea or of an islet that has no area on the map.
  struct Water: Hashable, Sendable {
    var english: String
    var korean: String
    var anchor: GeoPoint
    /// The edition that shows the name; empty for all.
    var edition: String
    var isIsland: Bool
    /// Its name may stand anywhere on it; that of a sea stays near its middle.
    var isOcean: Bool

    func name(in language: String) -> String { language.hasPrefix("ko") && !korean.isEmpty ? korean : english }
  }

  package private(set) var places: [String: Place] = [:]
  private(set) var boundaries: [Boundary] = []
  private(set) var waters: [Water] = []

  /// No names: features keep their own, and every border is plain.
  package init() {}

  /// The tables `places.csv`, `boundaries.csv` and `waters.csv` of the base map.
  package init(places: Table, boundaries: Table, waters: Table) {
    for row in 0..<places.rowCount {
      let place = Self.place(Row(table: places, index: row))
      self.places[place.iso3] = place
    }
    self.boundaries = (0..<boundaries.rowCount).map { Self.boundary(Row(table: boundaries, index: $0)) }
    self.waters = (0..<waters.rowCount).compactMap { Self.water(Row(table: waters, index: $0)) }
  }

  /// Reads the three texts.
  /// - Throws: what reading a CSV throws.
  package init(places: SourceFile, boundaries: SourceFile, waters: SourceFile) throws(Failure) {
    var findings = Findings()
    self.init(
      places: try readDelimited(places, name: "places", findings: &findings),
      boundaries: try readDelimited(boundaries, name: "boundaries", findings: &findings),
      waters: try readDelimited(waters, name: "waters", findings: &findings))
  }

  private struct Row {
    let table: Table
    let index: Int
    func text(_ name: String) -> String { table.column(named: name).map { $0.isNull(at: index) ? "" : $0.text(at: index) } ?? "" }
    func number(_ name: String) -> Double? { table.column(named: name)?.number(at: index) }
    func point(_ longitude: String, _ latitude: String) -> GeoPoint? {
      guard let x = number(longitude), let y = number(latitude) else { return nil }
      return GeoPoint(longitude: x, latitude: y)
    }
  }

  private static func place(_ row: Row) -> Place {
    Place(
      iso3: row.text("iso3"), english: row.text("name_en"), korean: row.text("name_ko"), local: row.text("name_local"),
      anchor: row.point("label_lon", "label_lat"), capitalEnglish: row.text("capital_en"), capitalKorean: row.text("capital_ko"),
      capital: row.point("capital_lon", "capital_lat"))
  }

  private static func boundary(_ row: Row) -> Boundary {
    let box = ["west", "south", "east", "north"].compactMap(row.number)
    return Boundary(
      a: row.text("a"), b: row.text("b"), status: BoundaryStatus(rawValue: row.text("status")) ?? .disputed,
      box: box.count == 4 ? box : nil)
  }

  private static func water(_ row: Row) -> Water? {
    row.point("lon", "lat").map {
      Water(english: row.text("name_en"), korean: row.text("name_ko"), anchor: $0, edition: row.text("edition"),
        isIsland: row.text("kind") == "island",
        isOcean: row.text("kind") == "ocean")
    }
  }

  /// The status of the border of two countries at a place.
  func status(_ a: String, _ b: String, at p: GeoPoint) -> BoundaryStatus {
    for line in boundaries where (line.a == a && line.b == b) || (line.a == b && line.b == a) {
      guard let box = line.box else { return line.status }
      if p.longitude >= box[0], p.longitude <= box[2], p.latitude >= box[1], p.latitude <= box[3] { return line.status }
    }
    return .plain
  }

  /// True when some stretch of the border of two countries is not plain.
  func hasStatus(_ a: String, _ b: String) -> Bool {
    boundaries.contains { ($0.a == a && $0.b == b) || ($0.a == b && $0.b == a) }
  }
}

/// How a border is drawn.
enum BoundaryStatus: String, Hashable, Sendable {
  case plain
  case disputed
  case ceasefire
}
