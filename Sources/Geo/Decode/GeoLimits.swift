/// Limits of map files, each with its reason.
package enum GeoLimits {
  /// Points of all rings of one object, shared arcs counted each time: a small file that names one arc many times must not fill the
  /// memory.
  package static let points = 20_000_000
  /// Collections inside collections; deeper files are machine made and hostile.
  package static let collectionDepth = 16
}
