import DataTables
import Diagnostics
import Geometry
import Inputs
import Scales

/// The rows a scale looks at: those of the whole chart, or of one cell of a facet.
typealias RowsOf = (UnitModel) -> (main: Frame, raw: Frame)

/// Finds the domain of a scale from everything that uses it.
struct ScaleDomain {
  let component: ScaleComponent
  let compilation: Compilation
  let rows: RowsOf

  /// Where one user's part of the domain comes from.
  private enum Source {
    case values([Value])
    case column(UnitModel, ChannelDef, String)
  }

  private struct Part {
    var sources: [Source]
    var isStated: Bool
  }

  /// The rows of a unit that count for its scales.
  private func seen(_ unit: UnitModel) -> Frame { rows(unit).main.filtered(unit.scaleFilter) }

  private var parts: [Part] {
    let all = component.users.map(part)
    return all.contains(where: \.isStated) ? all.filter(\.isStated) : all
  }

  private func part(_ user: ScaleComponent.User) -> Part {
    let unit = user.unit, def = user.def
    // A second channel shares what the first one states.
    let stated = user.stated ?? (def.channel != component.channel ? component.users.first { $0.unit === unit && $0.def.channel == component.channel }?.stated : nil)
    if let node = stated?["domain"], node.string != "unaggregated" {
      if let list = node["unionWith"]?.elements { return Part(sources: [.values(list.map { value($0, def) })] + automatic(unit, def), isStated: true) }
      if let list = compilation.resolved(node)?.elements { return Part(sources: [.values(list.map { value($0, def) })], isStated: true) }
    }
    if stated?["domain"]?.string == "unaggregated", def.aggregate != nil {
      return Part(sources: [.column(unit, def, "min_" + def.flatField), .column(unit, def, "max_" + def.flatField)], isStated: false)
    }
    return Part(sources: automatic(unit, def), isStated: false)
  }

  private func value(_ node: TreeNode, _ def: ChannelDef) -> Value {
    if let t = dateTimeValue(node) { return .date(t) }
    if let resolved = compilation.resolved(node), def.type == .temporal, resolved.string != nil { return parsedDate(Value(resolved)) }
    if let unit = def.computedTimeUnit, let n = node.number, unit.parts.count == 1, let part = unit.parts.first, abs(n) < 10_000 {
      return dateTimeValue(.map([part: .of(n)])).map { .date($0) } ?? .number(n)
    }
    return Value(compilation.resolved(node) ?? node)
  }

  private func automatic(_ unit: UnitModel, _ def: ChannelDef) -> [Source] {
    if let stack = unit.stack, stack.channel == def.channel {
      if stack.offset == .normalize { return [.values([.number(0), .number(1)])] }
      return [.column(unit, def, def.column + "_start"), .column(unit, def, def.column + "_end")]
    }
    if let datum = def.datum {
      return [.values([def.type == .temporal ? parsedDate(datum) : datum])]
    }
    if def.isBinning, !component.type.hasDiscreteDomain, let bins = unit.bins[def.channel] {
      return [.values([.number(bins.start), .number(bins.stop)])]
    }
    if def.isBinning, component.type.hasDiscreteDomain { return [.column(unit, def, def.rangeColumn)] }
    if def.timeUnit != nil, component.type.isTime, usesBand(unit, def) {
      if component.channel.isPosition, unit.main.has(def.column + "_offset_start") {
        return [.column(unit, def, def.column + "_offset_start"), .column(unit, def, def.column + "_offset_end")]
      }
      return [.column(unit, def, def.column), .column(unit, def, def.endColumn)]
    }
    return [.column(unit, def, def.column)]
  }

  /// Whether the mark spans the time unit, so that its end belongs to the domain.
  private func usesBand(_ unit: UnitModel, _ def: ChannelDef) -> Bool {
    guard def.type == .temporal else { return false }
    if def.channel.second.flatMap({ unit.encoding[$0]?.isFieldOrDatum }) == true { return false }
    if unit.mark.type.isRectBased, unit.mark.type != .arc { return true }
    return (def.bandPosition ?? unit.mark.number("timeUnitBandPosition") ?? 0) != 0
  }

  /// Whether the domain is a union: without numbers Vega then has zero alone, and nothing otherwise.
  var hasSeveralSources: Bool { parts.flatMap(\.sources).count > 1 }

  // MARK: continuous

  /// The smallest and largest number, or the stated stops; nil without any number.
  func numbers() -> [Double]? {
    let parts = parts
    if parts.count == 1 || parts.allSatisfy(\.isStated), let first = parts.first, first.isStated, first.sources.count == 1, case .values(let stops) = first.sources[0] {
      let known = stops.compactMap(\.finite)
      if parts.count == 1, known.count == stops.count, known.count > 1 { return known }
    }
    var low = Double.infinity, high = -Double.infinity
    func take(_ value: Value) {
      guard let x = value.finite else { return }
      low = min(low, x)
      high = max(high, x)
    }
    for source in parts.flatMap(\.sources) {
      switch source {
      case .values(let list): list.forEach(take)
      case .column(let unit, _, let name): seen(unit)[name].forEach(take)
      }
    }
    return low <= high ? [low, high] : nil
  }

  /// Every number, for quantiles.
  func allNumbers() -> [Double] {
    parts.flatMap(\.sources).flatMap { source -> [Double] in
      switch source {
      case .values(let list): list.compactMap(\.finite)
      case .column(let unit, _, let name): seen(unit)[name].compactMap(\.finite)
      }
    }
  }

  // MARK: discrete

  /// The categories in order.
  func categories() -> [Value] {
    let parts = parts
    if parts.contains(where: \.isStated) {
      return unique(parts.flatMap(\.sources).flatMap { source -> [Value] in
        switch source {
        case .values(let list): list.map(\.key)
        case .column(let unit, _, let name): seen(unit)[name].map(\.key)
        }
      })
    }
    var lists: [[Value]] = []
    var isSorted = true
    var keyed: [Value: Value] = [:]
    var order: (byKey: Bool, descending: Bool)?
    for user in component.users {
      let mine = sources(of: user)
      lists.append(mine)
      guard user.def.channel == component.channel else { continue }
      switch sortRule(user) {
      case .keep: isSorted = false
      case .natural(let descending): if order == nil { order = (false, descending) }
      case .by(let keys, let descending):
        order = order ?? (true, descending)
        keyed.merge(keys) { a, _ in a }
      }
    }
    var all = unique(lists.flatMap { $0 })
    guard isSorted, let order else { return all }
    let keys = order.byKey ? keyed : naturalKeys(all)
    let index = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    all.sort { a, b in
      let c = ordering(keys[a] ?? .null, keys[b] ?? .null)
      if c != 0 { return order.descending ? c > 0 : c < 0 }
      return (index[a] ?? 0) < (index[b] ?? 0)
    }
    return all
  }

  /// Bin ranges sort by the start of the bin, all else by itself.
  private func naturalKeys(_ all: [Value]) -> [Value: Value] {
    var keys: [Value: Value] = [:]
    for user in component.users where user.def.isBinning && component.type.hasDiscreteDomain {
      let frame = rows(user.unit).main
      for (range, start) in zip(frame[user.def.rangeColumn], frame[user.def.column]) { keys[range.key] = start }
    }
    for value in all where keys[value] == nil { keys[value] = value }
    return keys
  }

  private func sources(of user: ScaleComponent.User) -> [Value] {
    part(user).sources.flatMap { source -> [Value] in
      switch source {
      case .values(let list): list.map(\.key)
      case .column(let unit, _, let name):
        if case .by = sortRule(user), rows(unit).raw.has(name) { rows(unit).raw[name].map(\.key) } else { seen(unit)[name].map(\.key) }
      }
    }
  }

  private enum SortRule {
    case keep
    case natural(descending: Bool)
    case by([Value: Value], descending: Bool)
  }

  private func sortRule(_ user: ScaleComponent.User) -> SortRule {
    let def = user.def, unit = user.unit
    switch def.sort {
    case .none: return .keep
    case .unspecified, .ascending: return def.datum != nil ? .keep : .natural(descending: false)
    case .descending: return .natural(descending: true)
    case .values(let list): return .by(positions(list, def, unit), descending: false)
    case .field(let field, let op, let descending):
      let op = op ?? (unit.stack != nil && !isStackDimension(field, unit) ? "sum" : field == nil ? "count" : "min")
      return .by(aggregate(unit, def, op, field), descending: descending)
    case .encoding(let channel, let descending):
      guard let other = unit.encoding[channel], other.isField else { return .natural(descending: descending) }
      switch other.aggregate {
      case .op(let op): return .by(aggregate(unit, def, op, other.field.map { _ in other.flatField }), descending: descending)
      case .argmin, .argmax: return .by(aggregate(unit, def, "min", other.column, frame: rows(unit).main), descending: descending)
      case nil:
        let op = unit.stack != nil && !isStackDimension(other.column, unit) ? "sum" : "min"
        return .by(aggregate(unit, def, op, other.column), descending: descending)
      }
    }
  }

  private func isStackDimension(_ field: String?, _ unit: UnitModel) -> Bool {
    guard let field, let stack = unit.stack else { return false }
    return (stack.groupBy + stack.stackBy).contains { $0.column == field || $0.field == field }
  }

  /// The place of each category in an explicit order; those not named come after it.
  private func positions(_ list: [Value], _ def: ChannelDef, _ unit: UnitModel) -> [Value: Value] {
    var keys: [Value: Value] = [:]
    for value in rows(unit).main[def.column] { keys[value.key] = .number(Double(list.count)) }
    for (i, value) in list.enumerated().reversed() {
      var known = value
      if let time = def.computedTimeUnit { known = timeUnitValue(value, time) }
      keys[known.key] = .number(Double(i))
    }
    return keys
  }

  private func timeUnitValue(_ value: Value, _ unit: TimeUnit) -> Value {
    guard unit.parts.count == 1, let part = unit.parts.first else { return value }
    return dateTimeValue(.map([part: TreeNode(valued: value)])).map { .date(unit.floor($0)) } ?? value
  }

  private func aggregate(_ unit: UnitModel, _ def: ChannelDef, _ op: String, _ field: String?, frame: Frame? = nil) -> [Value: Value] {
    let frame = frame ?? rows(unit).raw
    let name = def.isBinning ? def.rangeColumn : def.column
    let column = field.map { compilation.values(of: $0, in: frame) } ?? []
    var keys: [Value: Value] = [:]
    let categories = frame[name]
    for group in frame.grouped(by: [name]) { keys[categories[group[0]].key] = reduce(op, column, group) }
    return keys
  }

  private func unique(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
