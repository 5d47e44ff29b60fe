import DataTables
import Diagnostics
import Inputs

/// An expression over the rows of a frame.
struct ChartExpression {
  let expression: Expression
  private let fields: [String]
  private let scope: ChartScope

  init(_ text: String, at range: SourceRange, _ compilation: Compilation) throws(Failure) {
    expression = try Expression(parsing: text, at: range, functions: ChartScope.functions)
    fields = expression.datumFields
    scope = compilation.scope
  }

  /// The value for each row.
  func values(over frame: Frame) throws(Failure) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(frame.count)
    let places = fields.isEmpty ? nil : fields.compactMap { name in frame.index(of: name).map { (name, $0) } }
    let isWhole = places == nil || places?.count != fields.count
    for row in 0..<frame.count {
      let datum: Value
      if let places, !isWhole {
        datum = .object(places.map { ObjectField(name: $0.0, value: frame.columns[$0.1][row]) })
      } else {
        datum = frame.object(row)
      }
      result.append(try value(datum: datum))
    }
    return result
  }

  func value(datum: Value) throws(Failure) -> Value {
    var scope = self.scope
    scope.datum = datum
    return try expression.evaluate(in: scope).unified
  }
}

extension Compilation {
  /// What expressions may speak of here and now.
  var scope: ChartScope { ChartScope(params: params + options.names, plot: plot) }

  /// The value of an expression without a datum; nil (with a finding) when it fails.
  func constant(_ text: String, at range: SourceRange) -> Value? {
    let scope = self.scope
    return attempt { () throws(Failure) in
      try Expression(parsing: text, at: range, functions: ChartScope.functions).evaluate(in: scope).unified
    }
  }

  /// `{expr: "..."}` replaced by its value, whatever is there otherwise.
  func resolved(_ node: TreeNode?) -> TreeNode? {
    guard let node, let text = node["expr"]?.string ?? node["signal"]?.string, node.entries?.count == 1 else { return node }
    return constant(text, at: node.range).map { TreeNode(valued: $0, at: node.range) }
  }
}

extension TreeNode {
  init(valued value: Value, at range: SourceRange = .detached) {
    switch value {
    case .null: self.init(.null, at: range)
    case .bool(let flag): self.init(.bool(flag), at: range)
    case .integer, .number, .date: self.init(.number(NumberLiteral(text: value.shown, value: value.coerced)), at: range)
    case .string(let text): self.init(.string(text), at: range)
    case .list(let items): self.init(.sequence(items.map { TreeNode(valued: $0) }), at: range)
    case .object(let fields): self.init(.mapping(fields.map { TreeEntry(key: $0.name, value: TreeNode(valued: $0.value)) }), at: range)
    }
  }
}
