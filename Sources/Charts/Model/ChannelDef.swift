import DataTables
import Diagnostics
import Inputs

/// What an encoding channel shows: a field, a datum or a value, with how it is to be scaled and labelled.
struct ChannelDef: Sendable {
  var channel: Channel
  var node: TreeNode
  var field: String?
  var aggregate: Aggregate?
  var bin: Bin?
  var timeUnit: TimeUnit?
  var type: FieldType = .nominal
  var datum: Value?
  var value: TreeNode?
  var sort: Sort = .unspecified
  var bandPosition: Double?
  /// For `condition`: the alternatives in order, tried before the rest.
  var conditions: [Condition] = []

  /// An alternative with its test (nil: a parameter, which never holds in a still picture).
  struct Condition: Sendable {
    var test: TreeNode?
    var param: String?
    /// True when the parameter's selection is empty and `empty` is not false, or a variable parameter is given.
    var holdsWithoutTest = false
    var def: [ChannelDef]
  }

  enum Aggregate: Hashable, Sendable {
    case op(String)
    case argmin(String)
    case argmax(String)
  }

  enum Bin: Sendable {
    /// The rows are binned by `BinSettings`.
    case settings(BinSettings)
    /// The field holds bin starts already, perhaps with a known width.
    case binned(step: Double?)
  }

  enum Sort: Sendable {
    case unspecified
    case none
    case ascending
    case descending
    case values([Value])
    case field(String?, op: String?, descending: Bool)
    case encoding(Channel, descending: Bool)
  }

  var isField: Bool { field != nil || aggregate == .op("count") }
  var isFieldOrDatum: Bool { isField || datum != nil }
  var isBinning: Bool {
    if case .settings? = bin { true } else { false }
  }
  var isBinned: Bool {
    if case .binned? = bin { true } else { false }
  }
  /// A time unit that is computed here, not one the field has already.
  var computedTimeUnit: TimeUnit? { timeUnit.flatMap { $0.isBinned ? nil : $0 } }
  var isContinuous: Bool { isFieldOrDatum && !type.isDiscrete && !isBinning && type != .geojson }
  var isDiscrete: Bool { isFieldOrDatum && (type.isDiscrete || isBinning) }
  var isUnbinnedQuantitative: Bool { isFieldOrDatum && type == .quantitative && !isBinning }

  /// The column of the frame that holds what this channel shows, after binning, time units and aggregation (Vega-Lite's `vgField`).
  var column: String {
    let field = flatField
    switch aggregate {
    case .op("count"): return "__count"
    case .op(let op): return "\(op)_\(field)"
    case .argmin(let by): return "argmin_\(by).\(field)"
    case .argmax(let by): return "argmax_\(by).\(field)"
    case nil: break
    }
    if case .settings(let settings)? = bin { return "\(settings.key)_\(field)" }
    if let unit = computedTimeUnit { return "\(unit.name)_\(field)" }
    return field
  }

  /// The field with its path as one name: nested fields are flattened when the rows are read.
  var flatField: String { fieldPath(field ?? "").joined(separator: ".") }

  var endColumn: String { column + "_end" }
  var rangeColumn: String { column + "_range" }

  /// What a legend takes for the value of a channel that says no field: its value, or that of its first condition.
  var firstValue: TreeNode? { isFieldOrDatum ? conditionValues.first : value ?? conditionValues.first }

  /// The largest of the values that the channel may have without a field; nil when it has none, or a field and a condition.
  var largestValue: Double? {
    isFieldOrDatum ? nil : ([value?.number] + conditionValues.map(\.number)).compactMap { $0 }.max()
  }

  private var conditionValues: [TreeNode] { conditions.flatMap(\.def).compactMap(\.value) }

  subscript(key: String) -> TreeNode? { node[key] }
}
