import DataTables
import Inputs

/// The fields that some views show as times, unless a transform makes them: they are read as dates before any transform sees them, as
/// Vega-Lite does, so that filters and expressions compare times and not texts.
struct ImplicitDates {
  private(set) var fields: [String] = []

  init(_ spec: ViewSpec) { collect(spec, made: []) }

  /// - Parameter made: the names that transforms on the way have made; nil when those are not known before the rows are.
  private mutating func collect(_ spec: ViewSpec, made: Set<String>?) {
    var made = made
    for node in spec.common.transforms { made = node["pivot"] != nil ? nil : made.map { $0.union(Self.names(node)) } }
    func below(_ child: ViewSpec) { if child.common.data == nil { collect(child, made: made) } }
    switch spec {
    case .unit(let unit): take(unit.encoding.fieldDefs, made)
    case .layer(let layer): layer.children.forEach(below)
    case .concat(let concat): concat.children.forEach(below)
    case .facet(let facet):
      take([facet.row, facet.column, facet.facet].compactMap { $0 }, made)
      below(facet.child)
    }
  }

  private mutating func take(_ defs: [ChannelDef], _ made: Set<String>?) {
    guard let made else { return }
    for def in defs where def.type == .temporal || def.timeUnit != nil {
      guard let field = def.field, def.aggregate == nil, !made.contains(field), !fields.contains(field) else { continue }
      fields.append(field)
    }
  }

  /// The names that a transform gives to columns.
  private static func names(_ node: TreeNode) -> [String] {
    var result: [String] = []
    func texts(_ node: TreeNode?) -> [String] { node.map { $0.string.map { [$0] } ?? ($0.elements ?? []).compactMap(\.string) } ?? [] }
    result += texts(node["as"])
    for key in ["aggregate", "joinaggregate", "window"] { for item in node[key]?.elements ?? [] { result += texts(item["as"]) } }
    if node["fold"] != nil, node["as"] == nil { result += ["key", "value"] }
    if node["density"] != nil || node["quantile"] != nil { result += ["value", "density", "prob"] }
    if node["lookup"] != nil, node["as"] == nil { result += texts(node["from"]?["fields"]) }
    for key in ["flatten", "impute", "regression", "loess", "on"] { result += texts(node[key]) }
    return result
  }

  /// Reads the fields as dates where the rows have them.
  func parse(_ frame: inout Frame) {
    for field in fields where frame.has(field) { frame[field] = frame[field].map { parsedDate($0) } }
  }
}
