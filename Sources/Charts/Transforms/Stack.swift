import DataTables
import Inputs

/// How a mark's values are stacked: along which channel, in which groups, in which order.
///
/// https://vega.github.io/vega-lite/docs/stack.html
struct Stack: Sendable {
  enum Offset: String, Sendable { case zero, center, normalize }

  var channel: Channel
  var dimension: Channel
  /// The columns of one stack: the other position and its offset.
  var groupBy: [ChannelDef]
  /// What lies on top of each other in a stack.
  var stackBy: [ChannelDef]
  var offset: Offset
  /// Series without a row at a place get one (areas).
  var imputes: Bool

  private static let stackable: Set<MarkType> = [.arc, .bar, .area, .rule, .point, .circle, .square, .line, .text, .tick]
  private static let byDefault: Set<MarkType> = [.bar, .area, .arc]

  init?(mark: MarkDef, encoding: Encoding) {
    guard Self.stackable.contains(mark.type) else { return nil }
    let polar = mark.type == .arc || (mark.type == .text && (encoding[.theta] != nil || encoding[.radius] != nil))
    guard let channel = Self.field(mark, encoding, polar ? (.theta, .radius) : (.x, .y)), let def = encoding[channel] else { return nil }
    let other: Channel = channel == .x ? .y : channel == .y ? .x : channel == .theta ? .radius : .theta
    if channel.second.flatMap({ encoding[$0]?.isFieldOrDatum }) == true { return nil }
    var groups: [ChannelDef] = []
    if let dimension = encoding[other], dimension.isField, dimension.column != def.column { groups.append(dimension) }
    for offset in [other.offset].compactMap({ $0 }) { if let def = encoding[offset], def.isField { groups.append(def) } }
    let names = Set(groups.map(\.column))
    stackBy = Channel.nonPosition.filter { $0 != .tooltip }.flatMap { channel -> [ChannelDef] in
      encoding.all(channel).flatMap { [$0] + $0.conditions.flatMap(\.def) }.filter { $0.isField && $0.aggregate == nil && !names.contains($0.column) }
    }
    guard let offset = Self.offset(def, mark) else { return nil }
    if encoding.isAggregated, stackBy.isEmpty { return nil }
    if let type = def["scale"]?["type"]?.string, type != "linear" { return nil }
    self.channel = channel
    dimension = other
    groupBy = groups
    self.offset = offset
    imputes = mark.type == .line || mark.type == .area
  }

  private static func offset(_ def: ChannelDef, _ mark: MarkDef) -> Offset? {
    guard let stack = def["stack"] else { return byDefault.contains(mark.type) ? .zero : nil }
    if let flag = stack.bool { return flag ? .zero : nil }
    return stack.string.flatMap(Offset.init(rawValue:))
  }

  private static func field(_ mark: MarkDef, _ encoding: Encoding, _ pair: (Channel, Channel)) -> Channel? {
    let x = encoding[pair.0], y = encoding[pair.1]
    let xCan = x?.isField == true && x?.isUnbinnedQuantitative == true, yCan = y?.isField == true && y?.isUnbinnedQuantitative == true
    guard xCan, yCan, let x, let y else { return xCan ? pair.0 : yCan ? pair.1 : nil }
    if isWanted(x) { return pair.0 }
    if isWanted(y) { return pair.1 }
    if (x.aggregate != nil) != (y.aggregate != nil) { return x.aggregate != nil ? pair.0 : pair.1 }
    if mark.orient == .vertical { return pair.1 }
    return mark.orient == .horizontal ? pair.0 : nil
  }

  private static func isWanted(_ def: ChannelDef) -> Bool {
    guard let stack = def["stack"] else { return false }
    return !stack.isNull && stack.bool != false
  }

  /// Adds the columns `<field>_start` and `<field>_end`.
  func apply(to given: Frame, encoding: Encoding, facets: [String]) -> Frame {
    guard let def = encoding[channel] else { return given }
    var frame = imputes ? imputed(given, def.column, facets) : given
    let order = sortOrder(encoding)
    let values = frame[def.column]
    var starts = [Value](repeating: .null, count: frame.count), ends = starts
    let keys = order.map { (ranked($0.column, frame[$0.column], encoding), $0.descending) }
    let groups = frame.grouped(by: groupBy.map(\.column) + facets)
    var tallest = 0.0
    let sums = groups.map { rows in rows.reduce(0.0) { $0 + abs(values[$1].finite ?? 0) } }
    for sum in sums { tallest = max(tallest, sum) }
    for (rows, sum) in zip(groups, sums) {
      let sorted = stablySorted(rows) { a, b in
        for (column, descending) in keys {
          let c = ordering(column[a], column[b])
          if c != 0 { return descending ? -c : c }
        }
        return 0
      }
      place(sorted, values, sum: sum, tallest: tallest, &starts, &ends)
    }
    frame[def.column + "_start"] = starts
    frame[def.column + "_end"] = ends
    return frame
  }

  private func place(_ rows: [Int], _ values: [Value], sum: Double, tallest: Double, _ starts: inout [Value], _ ends: inout [Value]) {
    var above = 0.0, below = 0.0
    var along = offset == .center ? (tallest - sum) / 2 : 0
    let scale = offset == .normalize ? (sum == 0 ? 0 : 1 / sum) : 1
    for row in rows {
      let x = values[row].finite ?? 0
      switch offset {
      case .zero:
        if x < 0 {
          starts[row] = .number(below)
          below += x
          ends[row] = .number(below)
        } else {
          starts[row] = .number(above)
          above += x
          ends[row] = .number(above)
        }
      case .center, .normalize:
        starts[row] = .number(along * scale)
        along += abs(x)
        ends[row] = .number(along * scale)
      }
    }
  }

  /// The columns that order a stack, with the direction.
  private func sortOrder(_ encoding: Encoding) -> [(column: String, descending: Bool)] {
    let given = encoding.all(.order).filter(\.isField)
    if !given.isEmpty {
      return given.map { def in
        if case .descending = def.sort { return (def.column, true) }
        return (def.column, false)
      }
    }
    var descending = channel == .y
    if let order = encoding[.order], !order.isField {
      if case .descending = order.sort { descending = true }
      if case .ascending = order.sort { descending = false }
    }
    var seen: Set<String> = []
    return stackBy.filter { seen.insert($0.column).inserted }.map { ($0.column, descending) }
  }

  /// The values of a series, or their places when the color scale states an order.
  private func ranked(_ name: String, _ column: [Value], _ encoding: Encoding) -> [Value] {
    guard !encoding.all(.order).contains(where: \.isField), let def = stackBy.first(where: { $0.column == name }), def.type.isDiscrete else { return column }
    var list: [Value]?
    if case .values(let given) = def.sort { list = given } else if let domain = def.node["scale"]?["domain"]?.elements { list = domain.map { Value($0) } }
    guard let list else { return column }
    let places = Dictionary(list.enumerated().map { ($1.key, Value.number(Double($0))) }) { a, _ in a }
    return column.map { places[$0.key] ?? .number(Double(list.count)) }
  }

  /// A row with a zero for each series and each place of the dimension that lacks one.
  private func imputed(_ frame: Frame, _ column: String, _ facets: [String]) -> Frame {
    guard let key = groupBy.first?.column else { return frame }
    let by = stackBy.map(\.column) + facets
    var result = impute(frame, column, key: key, keyValues: [], groupBy: by, method: .value(.number(0)), frame: nil)
    guard result.count > frame.count else { return result }
    // What goes with the key (the end of its bin) is the same wherever the key stands.
    for suffix in ["_end", "_range", "_offset_start", "_offset_end"] where frame.has(key + suffix) {
      let known = Dictionary(zip(frame[key], frame[key + suffix])) { a, _ in a }
      result[key + suffix] = result[key].map { known[$0] ?? .null }
    }
    return result
  }
}
