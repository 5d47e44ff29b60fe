extension ExpressionFunction {
  func applyToLists(_ a: FunctionArguments) -> Operand? {
    switch self {
    case .sequence: return sequence(a)
    case .inrange: return .bool(isInRange(a))
    case .merge: return merged(a)
    case .lerp, .clampRange: return ofRange(a)
    default: break
    }
    guard case .list(let elements) = a[0] else {
      if self == .reverse || self == .sort || self == .pluck { return .list([]) }
      return self == .peek && a[0].isText ? .string(String(a.text(0).suffix(1))) : .undefined
    }
    switch self {
    case .join:
      let separator = a.all.count > 1 ? a.text(1) : ","
      return .string(elements.map { $0.isNull ? "" : Operand($0).text }.joined(separator: separator))
    case .extent: return extent(elements)
    case .reverse: return .list(elements.reversed())
    case .sort: return .list(elements.sorted { vegaOrder($0, $1) < 0 })
    case .sum: return .number(elements.reduce(0) { $0 + ($1.number ?? 0) })
    case .span: return .number((elements.last.map { Operand($0).number } ?? 0) - (elements.first.map { Operand($0).number } ?? 0))
    case .peek: return elements.last.map { Operand($0) } ?? .undefined
    case .pluck: return .list(elements.map { $0[a.text(1)] ?? .null })
    default: return .undefined
    }
  }

  /// `sequence(stop)`, `sequence(start, stop)`, `sequence(start, stop, step)`.
  private func sequence(_ a: FunctionArguments) -> Operand? {
    let start = a.all.count > 1 ? a.number(0) : 0
    let stop = a.all.count > 1 ? a.number(1) : a.number(0)
    let step = a.all.count > 2 ? a.number(2) : 1
    let count = ((stop - start) / step).rounded(.up)
    guard count > 0 else { return .list([]) }
    guard count <= Double(Expression.mostElements) else { return nil }
    return .list((0..<Int(count)).map { .number(start + Double($0) * step) })
  }

  private func isInRange(_ a: FunctionArguments) -> Bool {
    guard case .list(let ends) = a[1], let first = ends.first?.toNumber, let last = ends.last?.toNumber else { return false }
    let x = a.number(0), low = Swift.min(first, last), high = Swift.max(first, last)
    let takesLow = a.all.count < 3 || a[2].isTruthy, takesHigh = a.all.count < 4 || a[3].isTruthy
    return (takesLow ? low <= x : low < x) && (takesHigh ? x <= high : x < high)
  }

  /// The fields of all objects; later values win.
  private func merged(_ a: FunctionArguments) -> Operand {
    var fields: [ObjectField] = []
    for case .object(let more) in a.all {
      for field in more {
        if let index = fields.firstIndex(where: { $0.name == field.name }) { fields[index] = field } else { fields.append(field) }
      }
    }
    return .object(fields)
  }

  private func extent(_ elements: [Value]) -> Operand {
    let numbers = elements.filter { !$0.isNull }.map(\.toNumber).filter { !$0.isNaN }
    guard let low = numbers.min(), let high = numbers.max() else { return .list([.null, .null]) }
    return .list([.number(low), .number(high)])
  }

  private func ofRange(_ a: FunctionArguments) -> Operand {
    guard case .list(let ends) = a[0], let low = ends.first?.toNumber, let high = ends.last?.toNumber else { return .undefined }
    if self == .lerp { return .number(low + (high - low) * a.number(1)) }
    let least = a.number(1), most = a.number(2), width = high - low
    if width >= most - least { return .list([.number(least), .number(most)]) }
    let start = Swift.min(Swift.max(low, least), most - width)
    return .list([.number(start), .number(start + width)])
  }
}
