package import DataTables
package import Diagnostics
package import Geo

/// Where a map finds what it names.
package protocol MapSources: Sendable {
  /// The table of that name in the report's `data`.
  func table(named name: String, at range: SourceRange) throws(Failure) -> Table
  /// The topology of that name in the report's `data` and the object that its entry names (nil for the only one).
  func topology(named name: String, at range: SourceRange) throws(Failure) -> (topology: Topology, object: String?)
  /// Whose base map the topology of that name is; nil when nothing is known of it.
  func credit(ofTopology name: String) -> String?
}

extension MapSources {
  package func credit(ofTopology name: String) -> String? { nil }
}
