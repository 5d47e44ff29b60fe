import DataTables
import Geometry
import Inputs
import Scales

/// What names and functions mean in the expressions of a chart: parameters, the size of the plot, and its scales.
///
/// https://vega.github.io/vega/docs/expressions/#scale-functions
struct ChartScope: ExpressionScope {
  /// The functions that ask the scales of the plot that is being drawn.
  static let functions = ["scale", "invert", "domain", "range", "bandwidth"]

  var params: [ObjectField]
  /// Nil before the plot is drawn: transforms know no scales.
  var plot: PlotScales?
  var datum: Value?

  var names: [String] { (datum == nil ? [] : ["datum"]) + params.map(\.name) + (plot == nil ? [] : ["width", "height"]) }

  func value(named name: String) -> Value? {
    if name == "datum", let datum { return datum }
    if let field = params.first(where: { $0.name == name }) { return field.value }
    guard let plot else { return nil }
    return name == "width" ? .number(plot.size.width) : name == "height" ? .number(plot.size.height) : nil
  }

  func call(_ function: String, _ arguments: [Value]) -> Value? {
    guard let plot, case .string(let name)? = arguments.first else { return plot == nil ? nil : .null }
    guard let scale = plot.scale(name) else { return .null }
    let argument = arguments.count > 1 ? arguments[1] : .null
    switch function {
    case "scale": return scale.item(argument).map(\.value) ?? .null
    case "bandwidth": return .number(scale.bandwidth)
    case "domain": return .list(scale.domain)
    case "range": return .list(scale.pixels.map { .number($0) })
    case "invert": return scale.inverted(argument.coerced)
    default: return nil
    }
  }
}

/// The scales of the plot that is being drawn, by the channels that name them.
struct PlotScales {
  var size: Size
  var scales: [Channel: ResolvedScale]

  func scale(_ name: String) -> ResolvedScale? { Channel(rawValue: name).flatMap { scales[$0.main] } }
}

extension RangeItem {
  /// As an expression sees it: pixels, or the text of a color or shape.
  fileprivate var value: Value {
    switch self {
    case .number(let x): .number(x)
    case .color(let color): .string(color.hex)
    case .text(let text): .string(text)
    case .dash(let lengths): .list(lengths.map { .number($0) })
    }
  }
}

extension ResolvedScale {
  /// The ends of a range in pixels; none for other ranges.
  fileprivate var pixels: [Double] {
    switch mapping {
    case .continuous(let s): s.range
    case .band(let band): [band.range.start, band.range.end]
    case .ramp, .ordinal, .classes, .identity: []
    }
  }

  /// The value that stands at `x` pixels; null where there is none.
  fileprivate func inverted(_ x: Double) -> Value {
    switch mapping {
    case .continuous(let s):
      let y = s.inverted(x)
      return y.isFinite ? (type.isTime ? .date(y) : .number(y)) : .null
    case .band(let band): return domain.first { value in band.position(of: value.key).map { x >= $0 && x <= $0 + band.step } ?? false } ?? .null
    case .ramp, .ordinal, .classes, .identity: return .null
    }
  }
}
