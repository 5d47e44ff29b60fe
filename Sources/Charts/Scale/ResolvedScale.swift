import DataTables
import Geometry
import Scales

/// What a scale leads to.
enum RangeItem: Hashable, Sendable {
  case number(Double)
  case color(Color)
  case text(String)
  case dash([Double])

  var number: Double? { if case .number(let x) = self { x } else { nil } }
}

/// A scale with its domain and range: ready to place and color things.
struct ResolvedScale: Sendable {
  enum Mapping: Sendable {
    case continuous(ContinuousScale)
    /// Position in the domain, then a ramp.
    case ramp(ContinuousScale, ColorRamp)
    case band(BandScale<Value>)
    case ordinal([Value: Int], [RangeItem])
    case classes(DiscretizingScale, [RangeItem])
    case identity
  }

  var channel: Channel
  var type: ScaleType
  var mapping: Mapping
  /// The domain of a discrete scale in order, or the stops of a continuous one.
  var domain: [Value]
  /// Boundaries of bins, when the field is binned.
  var bins: [Double]?
  var isReversed = false
  /// Whether zero lies in the domain because it was asked for.
  var includesZero = false
  /// Whether there is nothing to show: a domain that nobody states, without any number.
  var isEmpty = false
  /// What stands for values that are no finite numbers; nil when nothing does.
  var invalidOutput: RangeItem?

  /// The stops of a continuous domain.
  var stops: [Double] {
    switch mapping {
    case .continuous(let s), .ramp(let s, _): s.domain
    case .classes(let s, _): s.boundaries
    case .band, .ordinal, .identity: domain.compactMap(\.finite)
    }
  }

  var bandwidth: Double {
    if case .band(let band) = mapping { band.bandwidth } else { 0 }
  }

  var step: Double {
    if case .band(let band) = mapping { band.step } else { 0 }
  }

  /// The place of `value`: for bands, at the fraction `at` of the band. Nil when the value has none.
  func position(_ value: Value, at fraction: Double = 0) -> Double? {
    switch mapping {
    case .band(let band): return band.position(of: value.key).map { $0 + fraction * band.bandwidth }
    case .continuous(let scale):
      if let invalidOutput, value.finite == nil { return invalidOutput.number }
      if value.isNull { return scale(0).isFinite ? scale(0) : nil }
      let y = scale(value.coerced)
      return y.isFinite ? y : nil
    case .identity: return value.finite
    case .ordinal, .classes, .ramp: return item(value)?.number
    }
  }

  /// What the scale gives for `value`; nil when it gives nothing.
  func item(_ value: Value) -> RangeItem? {
    if let invalidOutput, value.finite == nil { return invalidOutput }
    switch mapping {
    case .continuous, .band: return position(value).map { .number($0) }
    case .identity: return value.finite.map { .number($0) } ?? value.string.flatMap { Color(css: $0) }.map { .color($0) }
    case .ramp(let scale, let ramp):
      let x = value.coerced
      guard !x.isNaN, !value.isNull else { return nil }
      return .color(ramp(isReversed ? 1 - scale.position(x) : scale.position(x)))
    case .ordinal(let places, let items):
      guard let i = places[value.key], !items.isEmpty else { return nil }
      return items[i % items.count]
    case .classes(let scale, let items):
      guard !value.isNull, let i = scale.classIndex(of: value.coerced), !items.isEmpty else { return nil }
      return items[min(i, items.count - 1)]
    }
  }

  func color(_ value: Value) -> Color? {
    if case .color(let c)? = item(value) { return c }
    return nil
  }
}

extension Value {
  /// The value as a key of a discrete domain: dates and numbers of one instant are one.
  var key: Value {
    switch self {
    case .integer(let n): .number(Double(n))
    case .date(let t): .number(t)
    case .null, .bool, .number, .string, .list, .object: self
    }
  }
}
