import Inputs

/// Vega-Lite's `config`: the spec's own above the theme's above the built-in rules.
struct ChartConfig: Sendable {
  /// The most particular first.
  private let layers: [TreeNode]

  init(spec: TreeNode?, theme: TreeNode?) { layers = [spec, theme].compactMap { $0 } }

  /// The setting at a path such as `("axis", "labelAngle")`; a null that is written is returned as null.
  func node(_ path: String...) -> TreeNode? { node(path) }

  func node(_ path: [String]) -> TreeNode? {
    for layer in layers {
      var here: TreeNode? = layer
      for step in path { here = here?[step] }
      if let here { return here }
    }
    return nil
  }

  /// What every layer has at a path, the most particular first: to look up many keys without walking the path for each.
  func sections(_ path: [String]) -> [TreeNode] {
    layers.compactMap { layer in path.reduce(Optional(layer)) { $0?[$1] } }
  }

  func number(_ path: String...) -> Double? { node(path)?.number }
  func string(_ path: String...) -> String? { node(path)?.string }
  func bool(_ path: String...) -> Bool? { node(path)?.bool }

  /// A number of `config.scale`, with Vega-Lite's default.
  func scale(_ key: String) -> Double? { node(["scale", key])?.number ?? Self.scaleDefaults[key] }

  private static let scaleDefaults: [String: Double] = [
    "pointPadding": 0.5, "barBandPaddingInner": 0.1, "rectBandPaddingInner": 0, "tickBandPaddingInner": 0.25,
    "bandWithNestedOffsetPaddingInner": 0.2, "bandWithNestedOffsetPaddingOuter": 0.2,
    "offsetBandPaddingInner": 0, "offsetBandPaddingOuter": 0, "minBandSize": 2, "minFontSize": 8, "maxFontSize": 40,
    "minOpacity": 0.3, "maxOpacity": 0.8, "minSize": 4, "minStrokeWidth": 1, "maxStrokeWidth": 4, "quantileCount": 4,
    "quantizeCount": 4,
  ]

  /// The d3 pattern of dates in legends, headers and words; axes have none.
  var timeFormat: String { string("timeFormat") ?? "%b %d, %Y" }

  /// `config.view.step`, or the step of `discreteWidth`/`discreteHeight`.
  func discreteStep(_ size: String) -> Double {
    let key = size == "width" ? "discreteWidth" : "discreteHeight"
    return node(["view", key, "step"])?.number ?? node(["view", "step"])?.number ?? 20
  }

  /// The fixed size of a view with a discrete axis; nil when it follows the step.
  func discreteSize(_ size: String) -> Double? {
    node(["view", size == "width" ? "discreteWidth" : "discreteHeight"])?.number
  }

  func continuousSize(_ size: String) -> Double {
    let key = size == "width" ? "continuousWidth" : "continuousHeight"
    return node(["view", key])?.number ?? node(["view", size])?.number ?? 300
  }
}
