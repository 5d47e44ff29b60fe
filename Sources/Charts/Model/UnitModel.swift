import DataTables
import Diagnostics
import Formats
import Inputs

/// A unit with its rows: binned, rounded to time units, aggregated, stacked, ready for scales and marks.
///
/// A class because scales refer back to the units that use them.
final class UnitModel {
  var mark: MarkDef
  var encoding: Encoding
  let common: CommonSpec
  /// Rows before aggregation: what domains sorted by another field are computed from.
  var raw = Frame()
  /// One row a mark, before the filters below.
  var main = Frame()
  /// Columns whose values must be finite for a row to become a mark; see `InvalidMode`.
  var markFilter: [String] = []
  /// Columns whose values must be finite for a row to count for the domain of a scale.
  var scaleFilter: [String] = []
  var stack: Stack?
  var bins: [Channel: Bins] = [:]
  var scales: [Channel: ScaleComponent] = [:]
  /// The columns by which an outer facet parts the rows.
  let facets: [String]

  init(spec: UnitSpec, facets: [String]) {
    mark = spec.mark
    encoding = spec.encoding
    common = spec.common
    self.facets = facets
  }

  /// The opacity the mark states, or that Vega-Lite gives point-like marks that may lie over each other; nil for none.
  var automaticOpacity: Double? {
    if let given = mark.own("opacity")?.number { return given }
    if mark.configured("opacity") != nil { return nil }
    return [.point, .tick, .circle, .square].contains(mark.type) && !encoding.isAggregated ? 0.7 : nil
  }

  /// Whether a channel is sorted by another field: the rows before aggregation are kept for that.
  var sortsByRows: Bool {
    encoding.channels.flatMap(encoding.all).contains { def in
      switch def.sort {
      case .field, .encoding: def.isDiscrete
      case .unspecified, .none, .ascending, .descending, .values: false
      }
    }
  }

  func scale(_ channel: Channel) -> ScaleComponent? { scales[channel.main] }
}

/// Brings rows into the form that a unit's encoding asks for, in Vega-Lite's order.
struct UnitRows {
  let compilation: Compilation
  let unit: UnitModel

  /// - Parameter all: the rows that bins must cover, when they are more than those given.
  func prepare(_ given: Frame, binningOver all: Frame? = nil) throws(Failure) {
    var frame = given
    parseImplicitly(&frame)
    addFields(&frame, binningOver: all)
    unit.raw = frame
    if unit.encoding.isAggregated { frame = aggregate(frame) }
    frame = imputed(frame)
    unit.stack = Stack(mark: unit.mark, encoding: unit.encoding)
    if let stack = unit.stack { frame = stack.apply(to: frame, encoding: unit.encoding, facets: unit.facets) }
    unit.main = frame
    try checkCount(frame.count)
  }

  private func checkCount(_ count: Int) throws(Failure) {
    guard count > ChartLimits.marks else { return }
    throw Failure(
      Diagnostic(
        "too-many-marks", kind: .limit, at: unit.common.node.range, "\(count) marks are more than the limit of \(ChartLimits.marks)",
        hint: "aggregate or sample the data"))
  }

  /// Text of a quantitative or temporal field becomes numbers and dates; nested fields become columns.
  private func parseImplicitly(_ frame: inout Frame) {
    for def in unit.encoding.fieldDefs {
      guard let field = def.field else { continue }
      compilation.noteUnknownField(field, in: frame, at: def.node["field"]?.range ?? def.node.range)
      let name = def.flatField
      if !frame.has(name) { frame[name] = compilation.values(of: field, in: frame) }
      if def.type == .temporal || (def.timeUnit != nil) {
        frame[name] = frame[name].map { parsedDate($0) }
      } else if def.type == .quantitative, !isCounting(def.aggregate) {
        frame[name] = frame[name].map { v in if case .string = v { parsedNumber(v) } else { v } }
      }
    }
    // The dimension of a path without a type of its own is left as it is.
  }

  private func isCounting(_ aggregate: ChannelDef.Aggregate?) -> Bool {
    if case .op(let op)? = aggregate { return ["count", "valid", "missing", "distinct"].contains(op) }
    return false
  }

  private func addFields(_ frame: inout Frame, binningOver all: Frame?) {
    for def in unit.encoding.fieldDefs {
      let name = def.flatField
      if case .settings(let settings)? = def.bin {
        var plain = def
        plain.aggregate = nil
        if let bins = addBins(to: &frame, field: name, settings: settings, start: plain.column, end: plain.endColumn, over: all, compilation) {
          unit.bins[def.channel] = bins
          frame[plain.rangeColumn] = zip(frame[plain.column], frame[plain.endColumn]).map { a, b in binRange(a, b, def) }
        }
      } else if let unit = def.computedTimeUnit {
        var plain = def
        plain.aggregate = nil
        addTimeUnit(to: &frame, field: name, unit: unit, name: plain.column, compilation)
        addOffsetBands(&frame, plain)
      } else if let unit = def.timeUnit, def.type == .temporal {
        if !frame.has(def.endColumn) { frame[def.endColumn] = frame[name].map { $0.finite.map { .date(unit.end(of: $0)) } ?? .null } }
        addOffsetBands(&frame, def)
      }
    }
  }

  /// With a band position other than the middle, a bar of a time unit is moved: half a unit back for 0.
  private func addOffsetBands(_ frame: inout Frame, _ def: ChannelDef) {
    guard unit.mark.type.isRectBased, let unitOfTime = def.timeUnit, let interval = unitOfTime.interval else { return }
    let position = def.bandPosition ?? unit.mark.number("timeUnitBandPosition") ?? 0.5
    guard position != 0.5 else { return }
    let f = position + 0.5
    frame[def.column + "_offset_start"] = frame[def.column].map { v in
      v.finite.map { .date((1 - f) * interval.offset($0, by: -unitOfTime.step) + f * $0) } ?? .null
    }
    frame[def.column + "_offset_end"] = zip(frame[def.column], frame[def.endColumn]).map { a, b in
      guard let x = a.finite, let y = b.finite else { return .null }
      return .date((1 - f) * x + f * y)
    }
  }

  /// `10 – 20`, as Vega-Lite labels a bin of a discrete scale.
  private func binRange(_ start: Value, _ end: Value, _ def: ChannelDef) -> Value {
    guard let a = start.finite, let b = end.finite else { return .string("null") }
    let format = numberFormat(def.node["axis"]?["format"]?.string ?? def.node["legend"]?["format"]?.string ?? compilation.config.string("numberFormat") ?? "")
    return .string("\(format(a)) \u{2013} \(format(b))")
  }

  private func aggregate(_ frame: Frame) -> Frame {
    var keys: [String] = [], seen: Set<String> = []
    var fields: [AggregateField] = []
    var nested: [(column: String, object: String, field: String)] = []
    func key(_ name: String) { if seen.insert(name).inserted { keys.append(name) } }
    func field(_ f: AggregateField) { if seen.insert(f.name).inserted { fields.append(f) } }
    for def in unit.encoding.fieldDefs {
      switch def.aggregate {
      case .op("count"): field(AggregateField(op: "count", field: nil, name: def.column))
      case .op(let op):
        field(AggregateField(op: op, field: def.flatField, name: def.column))
        if def.node["scale"]?["domain"]?.string == "unaggregated" {
          field(AggregateField(op: "min", field: def.flatField, name: "min_" + def.flatField))
          field(AggregateField(op: "max", field: def.flatField, name: "max_" + def.flatField))
        }
      case .argmin(let by), .argmax(let by):
        let isMin = def.aggregate == .argmin(by)
        let object = (isMin ? "argmin_" : "argmax_") + by
        field(AggregateField(op: isMin ? "argmin" : "argmax", field: by, name: object))
        nested.append((def.column, object, def.field ?? ""))
      case nil:
        key(def.column)
        for suffix in ["_end", "_range", "_offset_start", "_offset_end"] where def.bin != nil || def.timeUnit != nil {
          if frame.has(def.column + suffix) { key(def.column + suffix) }
        }
      }
    }
    unit.facets.forEach(key)
    var result = aggregated(frame, by: keys, fields)
    if keys.isEmpty, frame.count == 0 { result = result.picking(frame.count == 0 ? [0] : []) }
    for item in nested { result[item.column] = result[item.object].map { $0.at(path: fieldPath(item.field)) } }
    return result
  }

  /// `x: {impute: {...}}`: the other position is the key.
  private func imputed(_ frame: Frame) -> Frame {
    for (channel, other) in [(Channel.x, Channel.y), (.y, .x)] {
      guard let def = unit.encoding[channel], let node = def.node["impute"], !node.isNull, let key = unit.encoding[other], key.isField else { continue }
      let groups = seriesColumns(unit) + unit.facets
      return TransformPipeline(compilation: compilation).imputed(frame, field: def.column, key: key.column, groupBy: groups, node: node)
    }
    return frame
  }
}

/// The columns that part the rows of a path mark into series.
func seriesColumns(_ unit: UnitModel) -> [String] {
  let channels: [Channel] = [.detail, .key, .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeDash, .strokeWidth, .size]
  var result: [String] = []
  for channel in channels where !(channel == .size && unit.mark.type == .trail) {
    for def in unit.encoding.all(channel).flatMap({ [$0] + $0.conditions.flatMap(\.def) }) where def.isField && def.aggregate == nil && !result.contains(def.column) {
      result.append(def.column)
    }
  }
  return result
}
