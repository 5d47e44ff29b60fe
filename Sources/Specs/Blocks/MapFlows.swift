import Diagnostics
import Inputs

/// Lines from one place to others. With a value their width shows it; without one they are thin lines that end in dots.
package struct MapFlows: Sendable {
  /// Where flows end.
  package enum End: String, CaseIterable, Sendable { case label, capital }

  package var from = Name("")
  package var data: Name?
  package var key: Name?
  package var value: Name?
  package var to = End.label
  /// The width of a flow of value 1; nil for the theme's.
  package var width: Length?
  /// The ids that are the subject: they have the color of flows, the rest the other one.
  package var subject: [Name] = []
  package var format: FormatSetting?
  /// The values of the legend; nil chooses three.
  package var sizes: [Double] = []
  /// The name at the start; nil for the name of the capital.
  package var name: LocalizedText?
  /// Whether the start and the ends are named.
  package var hasLabels = true

  package init() {}

  static let record: Record<MapFlows> = Record(
    "mapFlows", "Lines from one place to others.", make: { MapFlows() },
    [
      Field("from", \.from, .name, required: true, "The id of the country whose capital is the start."),
      Field("data", optional: \.data, .name, required: true, "The table of the ends."),
      Field("key", optional: \.key, .name, required: true, "The column with the ids of features or groups."),
      Field("value", optional: \.value, .name, "The column of the value; without it lines are thin and end in dots."),
      Field("to", \.to, .choice, "Where flows end: at the place of the label, or at the capital."),
      Field("width", optional: \.width, .length([.mm, .pt]), "The width of a flow of value 1."),
      Field("subject", \.subject, oneOrMore(.name), "The ids that are the subject."),
      Field("format", optional: \.format, .format, "The format of the value."),
      Field("sizes", \.sizes, list(.number(0...1e15)), "The values that the legend shows; three round ones without it."),
      Field("name", optional: \.name, .text, "The name at the start; that of the capital without it."),
      Field("labels", \.hasLabels, .bool, "Whether the ends are named."),
    ])
}

/// Circles of equal distance round a place.
package struct MapRings: Sendable {
  package var around = Name("")
  /// Kilometres from circle to circle.
  package var every = 1000.0
  /// Kilometres of the last circle; nil for as far as the frame reaches.
  package var to: Double?
  /// Kilometres from label to label; nil for none.
  package var labels: Double?
  /// Where the labels stand: degrees clockwise from north.
  package var azimuth = 180.0

  package init() {}

  static let record: Record<MapRings> = Record(
    "mapRings", "Circles of equal distance round a place.", make: { MapRings() },
    [
      Field("around", \.around, .name, required: true, "The id of the country whose capital is the middle."),
      Field("every", \.every, .kilometres, "From circle to circle, such as 1000km."),
      Field("to", optional: \.to, .kilometres, "The last circle; as far as the frame reaches without it."),
      Field("labels", optional: \.labels, .kilometres, "From one circle with a label to the next; none without it."),
      Field("azimuth", \.azimuth, .number(0...360), "Where the labels stand: degrees clockwise from north."),
    ])
}
