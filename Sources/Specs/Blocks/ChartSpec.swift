import Diagnostics
package import Inputs

/// A chart: its title block and size, and the Vega-Lite spec that Charts compiles.
package struct ChartSpec: Sendable {
  package var anchor: Name?
  package var figure = FigureOptions()
  /// The path of a `.vl.json` file; the keys of `vegaLite` override its own.
  package var from: Name?
  /// The table named by `data: trade`; nil when `data` is absent or a Vega-Lite object.
  package var source: Name?
  /// The keys of Vega-Lite only, with their places. Ours (title block, size with a unit, `from`, `when`...) are taken out.
  package var vegaLite = TreeNode(.mapping([]))
  package var common = CommonOptions()

  /// The keys at the top of a Vega-Lite spec (v5) that we pass on; `title`, `width` and `height` depend on their value.
  static let vegaLiteKeys = [
    "$schema", "align", "autosize", "background", "bounds", "center", "columns", "concat", "config", "data", "datasets",
    "description", "encoding",
    "facet", "hconcat", "layer", "mark", "name", "padding", "params", "projection", "repeat", "resolve", "selection", "spacing",
    "spec", "transform",
    "usermeta", "vconcat", "view",
  ]

  static let record = Record<ChartSpec>(
    "chart", "A chart: Vega-Lite, with a title block and a size.", others: (vegaLiteKeys, .any),
    make: { ChartSpec() }, [anchorField] + fields)

  private static let anchorField: Field<ChartSpec> = Field(
    "chart", optional: \.anchor, .name, "Its name for references, such as fig-trade.")

  /// What charts and maps have in common.
  static let fields: [Field<ChartSpec>] =
    ownFields + lift(FigureOptions.allFields, to: \.figure) + lift(CommonOptions.fields, to: \.common)

  private static let ownFields: [Field<ChartSpec>] = [
    Field("from", optional: \.from, .path, "The path of a Vega-Lite file; the keys beside it override its own."),
    Field("title", \.figure.title, .chartTitle, "The finding, in one line; a title object of Vega-Lite is drawn inside the chart."),
    Field(
      "width", \.figure.width, .chartLength,
      "The outer width with a unit; a number or {step} is Vega-Lite's width of the plot in px."),
    Field(
      "height", \.figure.height, .chartLength,
      "The outer height with a unit; a number or {step} is Vega-Lite's height of the plot in px."),
  ]

  static func decode(_ node: TreeNode, _ findings: inout Findings) -> ChartSpec? {
    guard var chart = record.decode(node, &findings) else { return nil }
    chart.takeVegaLite(from: node)
    chart.requireMark(node, &findings)
    return chart
  }

  /// Keeps the keys that are Vega-Lite's.
  mutating func takeVegaLite(from node: TreeNode) {
    let entries = (node.entries ?? []).filter { entry in
      switch entry.key {
      case "title": !isOurTitle(entry.value)
      case "width", "height": !isOurLength(entry.value)
      default: Self.vegaLiteKeys.contains(entry.key)
      }
    }
    vegaLite = TreeNode(.mapping(entries), at: node.range)
    if let data = node["data"], let name = data.string { source = Name(name, at: data.range) }
  }

  func requireMark(_ node: TreeNode, _ findings: inout Findings) {
    let marks = ["mark", "layer", "hconcat", "vconcat", "concat", "spec"]
    guard from == nil, !(vegaLite.entries ?? []).contains(where: { marks.contains($0.key) }) else { return }
    findings.error(
      "missing-key", at: SourceRange(file: node.range.file, start: node.range.start, end: node.range.start + 1),
      "the chart has no mark", hint: "give mark: bar, a composition such as layer, or from: and a file")
  }
}

/// A text or a mapping of languages is our title; an object or a list is Vega-Lite's.
private func isOurTitle(_ node: TreeNode) -> Bool { node.string != nil || isLanguageMap(node) }

private func isOurLength(_ node: TreeNode) -> Bool { node.string.map { $0 != "container" } ?? false }

extension Reader where Value == LocalizedText? {
  static var chartTitle: Reader {
    Reader("a text", schema: { book in .anyOf([Reader<LocalizedText>.text.schema(&book), .any]) }) { node, findings in
      isOurTitle(node) ? .some(Reader<LocalizedText>.text.read(node, &findings)) : .some(nil)
    }
  }
}

extension Reader where Value == Length? {
  static var chartLength: Reader {
    Reader("a length", schema: { book in .anyOf([Reader<Length>.length().schema(&book), .number(0...100_000), .names(.any)]) }) {
      node, findings in
      isOurLength(node) ? .some(Reader<Length>.length().read(node, &findings)) : .some(nil)
    }
  }
}
