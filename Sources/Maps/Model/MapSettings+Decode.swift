import Diagnostics
import Geo
import Geometry
import Inputs
import Scales

/// Decodes the Vega-Lite part of a map; each finding is collected, so one run reports several.
struct MapDecoder {
  /// The colors of a theme by name.
  var named: (String) -> Color? = { _ in nil }
  var settings = MapSettings()
  var findings = Findings()

  mutating func read(_ node: TreeNode) {
    settings.range = node.range
    for entry in node.entries ?? [] {
      switch entry.key {
      case "data": settings.map = name(entry.value["name"] ?? entry.value)
      case "transform": for step in entry.value.elements ?? [] { readLookup(step) }
      case "projection": readProjection(entry.value)
      case "mark": readMark(entry.value)
      case "encoding": readEncoding(entry.value)
      case "$schema", "name", "description", "config", "background", "padding", "autosize", "width", "height", "usermeta", "view": break
      case _:
        findings.error(
          "unsupported-map-key", at: entry.keyRange, "a map has no \"\(entry.key)\"",
          hint: "a chart with a projection (chart:) takes all of Vega-Lite")
      }
    }
  }

  private mutating func name(_ node: TreeNode) -> MapSettings.Key? {
    if let text = node.string { return .init(text, at: node.range) }
    findings.error("wrong-type", at: node.range, "expected a name")
    return nil
  }

  private mutating func readLookup(_ step: TreeNode) {
    guard let feature = step["lookup"], let from = step["from"] else {
      findings.error(
        "unsupported-transform", at: step.range, "a map joins its table with lookup; other transforms belong into the data",
        hint: "write transform: [{lookup: id, from: {data: trade, key: iso3, fields: [value]}}]")
      return
    }
    guard let table = from["data"], let column = from["key"] else {
      findings.error("missing-key", at: from.range, "from needs data and key")
      return
    }
    guard let a = name(feature), let b = name(table["name"] ?? table), let c = name(column) else { return }
    let fields = (from["fields"]?.elements ?? []).compactMap { name($0) }
    settings.lookups.append(.init(feature: a, table: b, column: c, fields: fields))
  }

  private mutating func readProjection(_ node: TreeNode) {
    if let type = node["type"] {
      guard let text = type.string, let kind = ProjectionKind(rawValue: text) else {
        let hint = type.string.flatMap { didYouMean($0, among: ProjectionKind.allCases.map(\.rawValue)) }
        findings.error("unknown-projection", at: type.range, "unknown projection \(type.string.map { "\"\($0)\"" } ?? "")", hint: hint)
        return
      }
      settings.projection = Projection(kind)
    } else {
      settings.projection = Projection(.equalEarth)
    }
    for entry in node.entries ?? [] { readProjectionKey(entry) }
  }

  private mutating func readProjectionKey(_ entry: TreeEntry) {
    let numbers = entry.value.elements?.compactMap(\.number) ?? entry.value.number.map { [$0] } ?? []
    let limits = -100_000.0...100_000
    let isGood = numbers.allSatisfy(limits.contains)
    switch entry.key {
    case "type", "scale", "translate": break
    case "rotate" where (1...3).contains(numbers.count) && isGood:
      settings.projection.rotate = (numbers[0], numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
      settings.hasRotation = true
    case "center" where numbers.count == 2 && isGood:
      settings.projection.center = GeoPoint(longitude: numbers[0], latitude: numbers[1])
    case "parallels" where numbers.count == 2 && numbers.allSatisfy { abs($0) < 90 }:
      settings.projection.parallels = (numbers[0], numbers[1])
    case "clipAngle" where numbers.count == 1 && numbers[0] > 0 && numbers[0] <= 180: settings.projection.clipAngle = numbers[0]
    case "precision" where numbers.count == 1 && numbers[0] >= 0 && isGood: settings.projection.precision = max(0.1, numbers[0])
    case "angle" where numbers.count == 1 && isGood: settings.projection.angle = numbers[0]
    case "reflectX" where entry.value.bool != nil: settings.projection.reflectX = entry.value.bool ?? false
    case "reflectY" where entry.value.bool != nil: settings.projection.reflectY = entry.value.bool ?? false
    case "rotate", "center", "parallels", "clipAngle", "precision", "angle", "reflectX", "reflectY":
      findings.error("bad-value", at: entry.value.range, "\"\(entry.key)\" of a projection cannot be this")
    case _:
      let known = ["type", "rotate", "center", "parallels", "clipAngle", "precision", "angle", "reflectX", "reflectY"]
      findings.error(
        "unknown-key", at: entry.keyRange, "unknown key \"\(entry.key)\" in projection", hint: didYouMean(entry.key, among: known))
    }
  }

  private mutating func readMark(_ node: TreeNode) {
    let type = node["type"] ?? node
    if type.string != "geoshape" {
      findings.error("wrong-mark", at: type.range, "the mark of a map is geoshape", hint: "points are drawn by symbols:")
    }
    settings.landFill = color(node["fill"] ?? node["color"])
    settings.stroke = color(node["stroke"])
  }

  mutating func color(_ node: TreeNode?) -> Color? {
    guard let node, !node.isNull else { return nil }
    if let text = node.string, let color = named(text) ?? Color(css: text) { return color }
    findings.error("bad-color", at: node.range, "this is not a color")
    return nil
  }

  private mutating func readEncoding(_ node: TreeNode) {
    for entry in node.entries ?? [] {
      switch entry.key {
      case "color", "fill": readColor(entry.value)
      case "tooltip", "href", "key", "description": break
      case _: findings.error("unsupported-channel", at: entry.keyRange, "a map has no channel \"\(entry.key)\"", hint: "use color")
      }
    }
  }

  private mutating func readColor(_ node: TreeNode) {
    if let condition = node["condition"] { for one in condition.elements ?? [condition] { readCondition(one) } }
    if let value = node["value"] {
      settings.landFill = color(value)
      return
    }
    if node["field"] == nil, node["condition"] != nil { return }
    guard let field = node["field"], let key = name(field) else {
      findings.error("missing-key", at: node.range, "color needs a field or a value")
      return
    }
    var setting = ColorSetting(field: key)
    let isNominal = ["nominal", "ordinal"].contains(node["type"]?.string ?? "quantitative")
    if isNominal { setting.kind = .ordinal }
    setting.title = node["title"]?.string
    if let scale = node["scale"] { read(scale: scale, into: &setting, isNominal: isNominal) }
    if let legend = node["legend"] {
      setting.hasLegend = !legend.isNull
      setting.title = legend["title"]?.string ?? setting.title
      setting.format = legend["format"].flatMap { $0.string.map { text in .init(text, at: legend.range) } }
    }
    settings.color = setting
  }

  private mutating func readCondition(_ node: TreeNode) {
    guard let test = node["test"], let text = test.string, let value = node["value"] else {
      findings.error(
        "unsupported-condition", at: node.range, "a condition of a map's color needs test, an expression, and value, a color",
        hint: "write condition: {test: \"datum.id === 'VNM'\", value: navy}")
      return
    }
    if let fill = color(value) { settings.conditions.append(.init(test: .init(text, at: test.range), fill: fill)) }
  }

  /// `domainMid` belongs to a continuous scale: without a type the scale becomes one.
  private mutating func readMiddle(_ scale: TreeNode, into setting: inout ColorSetting) {
    let known = ["type", "domain", "range", "reverse", "scheme", "domainMid"], idle = ["clamp", "nice", "zero", "interpolate"]
    for entry in scale.entries ?? [] where !known.contains(entry.key) {
      if idle.contains(entry.key) {
        findings.warning("unused-key", at: entry.keyRange, "\"\(entry.key)\" has no effect on the color of a map")
      } else {
        findings.error(
          "unknown-key", at: entry.keyRange, "unknown key \"\(entry.key)\" in the scale of a map's color", hint: didYouMean(entry.key, among: known))
      }
    }
    guard let middle = scale["domainMid"], !middle.isNull else { return }
    if scale["type"] == nil { setting.kind = .linear }
    if setting.kind == .linear, let number = middle.number {
      setting.middle = number
    } else {
      findings.error("bad-value", at: middle.range, "domainMid is a number, and goes with a linear scale")
    }
  }

  private mutating func read(scale: TreeNode, into setting: inout ColorSetting, isNominal: Bool) {
    if let type = scale["type"] {
      if let kind = type.string.flatMap(ColorSetting.ScaleKind.init(rawValue:)) {
        setting.kind = kind
      } else {
        let names = ColorSetting.ScaleKind.allCases.map(\.rawValue)
        findings.error(
          "unknown-scale", at: type.range, "unknown scale \(type.string.map { "\"\($0)\"" } ?? "") for the color of a map",
          hint: type.string.flatMap { didYouMean($0, among: names) } ?? "known are \(names.joined(separator: ", "))")
      }
    }
    setting.domain = scale["domain"]?.elements?.compactMap(\.number) ?? []
    setting.names = scale["domain"]?.elements?.compactMap { $0.keyText } ?? []
    setting.range = (scale["range"]?.elements ?? []).compactMap { color($0) }
    setting.reversed = scale["reverse"]?.bool ?? false
    readMiddle(scale, into: &setting)
    if let scheme = scale["scheme"] {
      setting.scheme = (scheme["name"] ?? scheme).string.map { .init($0, at: scheme.range) }
      setting.classes = scheme["count"]?.number.flatMap(Int.init(exactly:))
      if let key = setting.scheme, ColorScheme(named: key.text) == nil {
        findings.error("unknown-scheme", at: key.range, "unknown color scheme \"\(key.text)\"", hint: didYouMean(key.text, among: ColorScheme.names))
      }
    }
  }
}
