package import Diagnostics
package import Inputs

/// A shape with a name and properties: one feature of a GeoJSON or TopoJSON file.
package struct GeoFeature: Sendable {
  /// The `id` as it was written: text or number; nil for none.
  package var id: TreeNode?
  /// In the order of the file.
  package var properties: [TreeEntry]
  package var geometry: GeoGeometry
  /// Where the feature stands in its file.
  package var range: SourceRange

  package init(id: TreeNode? = nil, properties: [TreeEntry] = [], geometry: GeoGeometry, range: SourceRange = .detached) {
    self.id = id
    self.properties = properties
    self.geometry = geometry
    self.range = range
  }

  /// What stands at `path`: `id`, `properties.iso3`, or `iso3` for short; nil when there is nothing.
  package func value(at path: String) -> TreeNode? { featureValue(at: path, id: id, properties: properties) }
}

/// What stands at `path` in a feature of this `id` and these `properties`.
func featureValue(at path: String, id: TreeNode?, properties: [TreeEntry]) -> TreeNode? {
  if path == "id" { return id }
  var names = path.split(separator: ".").map(String.init)
  if names.count > 1, names[0] == "properties" { names.removeFirst() }
  guard let first = names.first else { return nil }
  let start = properties.first { $0.key == path }?.value ?? properties.first { $0.key == first }?.value
  if properties.contains(where: { $0.key == path }) { return start }
  return names.dropFirst().reduce(start) { node, name in node?[name] }
}

extension TreeNode {
  /// A text or number as the text that keys are compared by; nil for anything else.
  package var keyText: String? {
    switch value {
    case .string(let text): text
    case .number(let literal): literal.value == literal.value.rounded() ? wholeText(literal.value) : literal.text
    case .null, .bool, .sequence, .mapping: nil
    }
  }

  private func wholeText(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }
}
