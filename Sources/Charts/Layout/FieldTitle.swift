import Inputs

/// The titles of fields, axes and legends. https://vega.github.io/vega-lite/docs/encoding.html#title
func fieldTitle(_ def: ChannelDef, _ config: ChartConfig) -> String {
  let style = config.string("fieldTitle")
  let field = def.field ?? ""
  if style == "plain" { return field }
  if style == "functional" {
    if case .op(let op)? = def.aggregate { return op == "count" ? "COUNT(*)" : "\(op.uppercased())(\(field))" }
    if def.isBinning { return "BIN(\(field))" }
    if let unit = def.computedTimeUnit { return "\(unit.title.uppercased())(\(field))" }
    return field
  }
  switch def.aggregate {
  case .op("count"): return config.string("countTitle") ?? "Count of Records"
  case .op(let op): return op.prefix(1).uppercased() + op.dropFirst() + " of " + field
  case .argmin(let by): return "\(field) for min \(by)"
  case .argmax(let by): return "\(field) for max \(by)"
  case nil: break
  }
  if def.isBinning { return "\(field) (binned)" }
  if let unit = def.computedTimeUnit, !unit.parts.isEmpty { return "\(field) (\(unit.title))" }
  return field
}

/// A title as lines; nil for none.
struct TitleText: Equatable {
  var lines: [String]?
  var isStated: Bool
}

/// The title that one definition gives its guide: of the guide, of the field, or made from the field's name.
func guideTitle(_ def: ChannelDef, guide: String, _ compilation: Compilation) -> TitleText? {
  if let node = def.node[guide]?["title"] ?? def.node["title"] { return TitleText(lines: titleLines(node, compilation), isStated: true) }
  guard def.isField else { return nil }
  return TitleText(lines: [fieldTitle(def, compilation.config)], isStated: false)
}

func titleLines(_ node: TreeNode, _ compilation: Compilation) -> [String]? {
  guard let node = compilation.resolved(node), !node.isNull else { return nil }
  if let list = node.elements { return list.map { $0.string ?? "" } }
  let text = node.string ?? node.number.map(numberText) ?? ""
  return text.isEmpty ? nil : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

/// Stated titles win; several are joined with commas, each once.
func mergedTitle(_ titles: [TitleText]) -> [String]? {
  let stated = titles.filter(\.isStated)
  let chosen = stated.isEmpty ? titles : stated
  var unique: [[String]] = []
  for title in chosen { if let lines = title.lines, !unique.contains(lines) { unique.append(lines) } }
  if unique.count <= 1 { return unique.first }
  return [unique.map { $0.joined(separator: " ") }.joined(separator: ", ")]
}
