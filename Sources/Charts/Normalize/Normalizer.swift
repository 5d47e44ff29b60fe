import DataTables
import Diagnostics
import Inputs

/// Dissolves sugar: repeats become concats, row and column channels become facets, composite marks and overlays become layers.
///
/// https://vega.github.io/vega-lite/docs/spec.html
struct Normalizer {
  let compilation: Compilation

  /// What an outer view hands to its children.
  struct Inherited {
    var encoding: TreeNode?
    var projection: TreeNode?
    var repeater: [String: String] = [:]
  }

  func normalize(_ node: TreeNode, _ inherited: Inherited = Inherited()) throws(Failure) -> ViewSpec {
    guard node.entries != nil else { throw Failure(Diagnostic("wrong-type", at: node.range, "a chart must be a mapping")) }
    compilation.checkKeys(of: node, among: Self.viewKeys, in: "a chart")
    compilation.checkKeys(of: node["mark"], among: KnownKeys.mark, in: "a mark")
    compilation.checkKeys(of: node["title"], among: KnownKeys.title, in: "a title")
    compilation.checkKeys(of: node["view"], among: KnownKeys.view, in: "view")
    if node["repeat"] != nil { return try normalizeRepeat(node, inherited) }
    if let child = node["spec"], let facet = node["facet"] { return try normalizeFacet(node, facet, child, inherited) }
    for key in ["concat", "hconcat", "vconcat"] {
      if let list = node[key]?.elements { return try normalizeConcat(node, key, list, inherited) }
    }
    if let layers = node["layer"]?.elements { return try normalizeLayer(node, layers, inherited) }
    if node["mark"] != nil { return try normalizeUnit(node, inherited) }
    throw Failure(
      Diagnostic(
        "no-mark", at: node.range, "a chart needs one of mark, layer, facet, concat, hconcat, vconcat, repeat",
        hint: node.entries?.isEmpty == false ? nil : "it is empty"))
  }

  private func normalizeConcat(_ node: TreeNode, _ key: String, _ list: [TreeNode], _ inherited: Inherited) throws(Failure) -> ViewSpec {
    var children: [ViewSpec] = []
    for child in list { children.append(try normalize(child, inherited)) }
    let columns = key == "vconcat" ? 1 : key == "hconcat" ? nil : node["columns"]?.number.flatMap { Int(exactly: $0) }
    return .concat(ConcatSpec(common: CommonSpec(node), children: children, columns: columns))
  }

  private func normalizeFacet(_ node: TreeNode, _ facet: TreeNode, _ child: TreeNode, _ inherited: Inherited) throws(Failure) -> ViewSpec {
    let decoder = EncodingDecoder(compilation: compilation, mark: MarkDef(type: .point, node: node, config: compilation.config))
    let isWrapped = facet["field"] != nil || facet["row"] == nil && facet["column"] == nil
    let inner = try normalize(child, inherited)
    return .facet(
      FacetSpec(
        common: CommonSpec(node), row: isWrapped ? nil : facet["row"].flatMap { decoder.define(resolve($0, inherited), .row) },
        column: isWrapped ? nil : facet["column"].flatMap { decoder.define(resolve($0, inherited), .column) },
        facet: isWrapped ? decoder.define(resolve(facet, inherited), .facet) : nil,
        columns: node["columns"]?.number.flatMap { Int(exactly: $0) }, child: inner))
  }

  private func normalizeLayer(_ node: TreeNode, _ layers: [TreeNode], _ inherited: Inherited) throws(Failure) -> ViewSpec {
    var inner = inherited
    let own = node["encoding"].map { resolve($0, inherited) }
    if let split = facetChannels(own) { return try wrapInFacet(node.setting("encoding", split.rest), split, inherited) }
    inner.encoding = own.map { $0.filled(from: inherited.encoding) } ?? inherited.encoding
    inner.projection = node["projection"] ?? inherited.projection
    var children: [ViewSpec] = []
    for layer in layers { children.append(try normalize(layer, inner)) }
    var common = CommonSpec(node)
    common.projection = inner.projection
    return .layer(LayerSpec(common: common, children: children))
  }

  private func normalizeUnit(_ given: TreeNode, _ inherited: Inherited) throws(Failure) -> ViewSpec {
    var node = given
    var encoding = node["encoding"].map { resolve($0, inherited) }
    if let outer = inherited.encoding { encoding = merged(encoding ?? .map([:]), outer) }
    if let encoding { node = node.setting("encoding", encoding) }
    if node["projection"] == nil, let projection = inherited.projection { node = node.setting("projection", projection) }
    if let split = facetChannels(encoding) { return try wrapInFacet(node.setting("encoding", split.rest), split, Inherited(repeater: inherited.repeater)) }
    var plain = inherited
    plain.encoding = nil
    node = rangedLine(node)
    if let layered = try CompositeMarks(compilation: compilation).expand(node) { return try normalize(layered, plain) }
    if let layered = PathOverlay(compilation: compilation).expand(node) { return try normalize(layered, plain) }
    return .unit(try decodeUnit(node))
  }

  /// A line from one place to another is a rule, unless its two ends are those of a bin.
  private func rangedLine(_ node: TreeNode) -> TreeNode {
    guard let mark = node["mark"], (mark.string ?? mark["type"]?.string) == "line", let encoding = node["encoding"] else { return node }
    let isRanged = ["x", "y"].contains { name in
      guard encoding[name + "2"] != nil, let first = encoding[name], first["field"] != nil || first["datum"] != nil || first["aggregate"] != nil else { return false }
      return first["bin"]?.string != "binned" && first["bin"]?["binned"]?.bool != true
    }
    guard isRanged else { return node }
    compilation.findings.warning("ranged-line", at: mark.range, "a line has no second end; a rule is drawn")
    return node.setting("mark", mark.entries == nil ? .of("rule") : mark.setting("type", .of("rule")))
  }

  /// A layer's channel wins over the outer one; a channel that both define is merged when both are field definitions.
  private func merged(_ inner: TreeNode, _ outer: TreeNode) -> TreeNode {
    var result = TreeNode(.mapping([]), at: inner.range)
    for entry in outer.entries ?? [] {
      let mine = inner[entry.key]
      if let mine, mine.entries != nil, entry.value.entries != nil {
        let isField = mine["field"] != nil || mine["datum"] != nil || mine["aggregate"] != nil
        var both = mine
        if isField { for outer in entry.value.entries ?? [] where both[outer.key] == nil && outer.key != "value" { both = both.setting(outer.key, outer.value) } }
        result = result.setting(entry.key, both)
      } else {
        result = result.setting(entry.key, mine ?? entry.value)
      }
    }
    for entry in inner.entries ?? [] where result[entry.key] == nil { result = result.setting(entry.key, entry.value) }
    return result
  }

  private func decodeUnit(_ node: TreeNode) throws(Failure) -> UnitSpec {
    guard let markNode = node["mark"] else { throw Failure(Diagnostic("no-mark", at: node.range, "a unit needs a mark")) }
    let name = markNode.string ?? markNode["type"]?.string ?? ""
    guard let type = MarkType(rawValue: name) else {
      let names = MarkType.allCases.map(\.rawValue) + ["boxplot", "errorbar", "errorband"]
      throw Failure(Diagnostic("unknown-mark", at: markNode.range, "unknown mark \"\(name)\"", hint: didYouMean(name, among: names)))
    }
    var mark = MarkDef(type: type, node: markNode, config: compilation.config)
    // A net of lines has no inside.
    if type == .geoshape, node["data"]?["graticule"] != nil, mark["filled"] == nil { mark.isFilled = false }
    let encoding = EncodingDecoder(compilation: compilation, mark: mark).decode(compilation.supported(node["encoding"], by: mark))
    mark.orient = orientation(of: mark, encoding)
    return UnitSpec(common: CommonSpec(node), mark: mark, encoding: encoding)
  }

  // MARK: facets

  private struct FacetChannels {
    var row: TreeNode?
    var column: TreeNode?
    var facet: TreeNode?
    var rest: TreeNode
  }

  private func facetChannels(_ encoding: TreeNode?) -> FacetChannels? {
    guard let encoding, encoding["row"] != nil || encoding["column"] != nil || encoding["facet"] != nil else { return nil }
    return FacetChannels(
      row: encoding["row"], column: encoding["column"], facet: encoding["facet"], rest: encoding.removing("row", "column", "facet"))
  }

  private func wrapInFacet(_ node: TreeNode, _ split: FacetChannels, _ inherited: Inherited) throws(Failure) -> ViewSpec {
    var outer = TreeNode(.mapping([]), at: node.range)
    for key in ["data", "title", "resolve", "name", "description", "config", "params", "datasets", "autosize", "padding", "background", "usermeta"] {
      if let value = node[key] { outer = outer.setting(key, value) }
    }
    for key in ["align", "center", "spacing", "bounds", "columns"] {
      if let value = split.facet?[key] { outer = outer.setting(key, value) } else if let value = node[key] { outer = outer.setting(key, value) }
      if let value = split.row?[key], key != "columns" { outer = outer.setting(key, .map(["row": value]).filled(from: outer[key])) }
      if let value = split.column?[key], key != "columns" { outer = outer.setting(key, .map(["column": value]).filled(from: outer[key])) }
    }
    let facet = split.facet ?? .map(["row": split.row, "column": split.column], at: node.range)
    let transforms = node["transform"]
    if let transforms { outer = outer.setting("transform", transforms) }
    let inner = node.removing("data", "title", "resolve", "transform", "config", "params", "datasets", "autosize", "padding", "background")
    return try normalizeFacet(outer, facet, inner, inherited)
  }

  // MARK: repeats

  private func normalizeRepeat(_ node: TreeNode, _ inherited: Inherited) throws(Failure) -> ViewSpec {
    guard let child = node["spec"], let given = node["repeat"] else {
      throw Failure(Diagnostic("no-spec", at: node.range, "repeat needs a spec"))
    }
    func fields(_ node: TreeNode?) -> [String] { (node?.elements ?? []).compactMap(\.string) }
    let outer = node.removing("repeat", "spec")
    if let layers = given["layer"] {
      var children: [TreeNode] = []
      for field in fields(layers) {
        var repeater = inherited.repeater
        repeater["layer"] = field
        children.append(substitute(child, repeater))
      }
      return try normalize(outer.removing("columns").setting("layer", .list(children)), inherited)
    }
    var cells: [ViewSpec] = []
    func add(_ repeater: [String: String]) throws(Failure) {
      var all = inherited
      for (key, value) in repeater.sorted(by: { $0.key < $1.key }) { all.repeater[key] = value }
      cells.append(try normalize(substitute(child, all.repeater), all))
    }
    if given.elements != nil {
      for field in fields(given) { try add(["repeat": field]) }
      return .concat(ConcatSpec(common: CommonSpec(outer), children: cells, columns: node["columns"]?.number.flatMap { Int(exactly: $0) }))
    }
    let rows = fields(given["row"]), columns = fields(given["column"])
    for row in rows.isEmpty ? [nil] : rows.map(Optional.some) {
      for column in columns.isEmpty ? [nil] : columns.map(Optional.some) {
        var repeater: [String: String] = [:]
        if let row { repeater["row"] = row }
        if let column { repeater["column"] = column }
        try add(repeater)
      }
    }
    return .concat(ConcatSpec(common: CommonSpec(outer), children: cells, columns: max(1, columns.count)))
  }

  /// `{repeat: row}` replaced by its field everywhere below; inner repeats of the same kind were taken before.
  private func substitute(_ node: TreeNode, _ repeater: [String: String]) -> TreeNode {
    switch node.value {
    case .mapping(let entries):
      if entries.count == 1, entries[0].key == "repeat", let name = entries[0].value.string, let field = repeater[name] {
        return TreeNode(.string(field), at: node.range)
      }
      return TreeNode(.mapping(entries.map { e in
        TreeEntry(key: e.key, keyRange: e.keyRange, value: e.key == "values" || e.key == "datasets" ? e.value : substitute(e.value, repeater))
      }), at: node.range)
    case .sequence(let items): return TreeNode(.sequence(items.map { substitute($0, repeater) }), at: node.range)
    case .null, .bool, .number, .string: return node
    }
  }

  private func resolve(_ node: TreeNode, _ inherited: Inherited) -> TreeNode {
    inherited.repeater.isEmpty ? node : substitute(node, inherited.repeater)
  }

  // MARK: keys

  private static let viewKeys = [
    "$schema", "align", "autosize", "background", "bounds", "center", "columns", "concat", "config", "data", "datasets",
    "description", "encoding", "facet", "hconcat", "height", "layer", "mark", "name", "padding", "params", "projection", "repeat",
    "resolve", "selection", "spacing", "spec", "title", "transform", "usermeta", "vconcat", "view", "width",
  ]
}
