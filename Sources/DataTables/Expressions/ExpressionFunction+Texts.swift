extension ExpressionFunction {
  /// Nil when the result would be too long.
  func applyToTexts(_ a: FunctionArguments) -> Operand? {
    switch self {
    case .length:
      if case .list(let elements) = a[0] { return .number(Double(elements.count)) }
      if case .string(let text) = a[0] { return .number(Double(text.utf16.count)) }
      return .undefined
    case .lower: return .string(a.text(0).lowercased())
    case .upper: return .string(a.text(0).uppercased())
    case .trim: return .string(trimmedText(a.text(0)))
    case .split: return split(a)
    case .indexof, .lastindexof: return .number(Double(position(a)))
    case .replace: return .string(replaced(a))
    case .slice: return slice(a)
    case .substring:
      let units = Array(a.text(0).utf16)
      let start = within(units.count, a.whole(1, or: 0)), end = within(units.count, a.whole(2, or: units.count))
      return .string(String(decoding: units[Swift.min(start, end)..<Swift.max(start, end)], as: UTF16.self))
    case .pad: return pad(a)
    case .truncate: return .string(truncated(a))
    default: return .undefined
    }
  }

  private func within(_ count: Int, _ index: Int) -> Int { Swift.max(0, Swift.min(count, index)) }

  private func trimmedText(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }

  private func split(_ a: FunctionArguments) -> Operand? {
    let text = a.text(0)
    let most = a.whole(2, or: Expression.mostElements)
    if case .undefined = a[1] { return .list([.string(text)]) }
    let parts = separated(Array(text.utf16), by: Array(a.text(1).utf16))
    guard parts.count <= Expression.mostElements else { return nil }
    return .list(parts.prefix(Swift.max(0, most)).map { .string(String(decoding: $0, as: UTF16.self)) })
  }

  private func separated(_ text: [UInt16], by separator: [UInt16]) -> [ArraySlice<UInt16>] {
    if separator.isEmpty { return text.indices.map { text[$0...$0] } }
    var parts: [ArraySlice<UInt16>] = []
    var start = 0, at = 0
    while at + separator.count <= text.count {
      if text[at...].starts(with: separator) {
        parts.append(text[start..<at])
        at += separator.count
        start = at
      } else {
        at += 1
      }
    }
    return parts + [text[start...]]
  }

  /// Where a value stands in a list, or a text in a text; -1 when it does not.
  private func position(_ a: FunctionArguments) -> Int {
    if case .list(let elements) = a[0] {
      let matches = elements.indices.filter { Operand(elements[$0]).isIdentical(to: a[1]) }
      return (self == .indexof ? matches.first : matches.last) ?? -1
    }
    let text = Array(a.text(0).utf16), wanted = Array(a.text(1).utf16)
    guard wanted.count <= text.count else { return -1 }
    let starts = 0...(text.count - wanted.count)
    func matches(_ at: Int) -> Bool { text[at...].starts(with: wanted) }
    return (self == .indexof ? starts.first(where: matches) : starts.last(where: matches)) ?? -1
  }

  /// The first occurrence replaced.
  private func replaced(_ a: FunctionArguments) -> String {
    let text = Array(a.text(0).utf16), wanted = Array(a.text(1).utf16)
    guard wanted.count <= text.count, let at = (0...(text.count - wanted.count)).first(where: { text[$0...].starts(with: wanted) }) else {
      return a.text(0)
    }
    return String(decoding: text[..<at] + Array(a.text(2).utf16) + text[(at + wanted.count)...], as: UTF16.self)
  }

  private func slice(_ a: FunctionArguments) -> Operand {
    func range(_ count: Int) -> Range<Int> {
      func place(_ index: Int) -> Int { within(count, index < 0 ? count + index : index) }
      let start = place(a.whole(1, or: 0))
      return start..<Swift.max(start, place(a.whole(2, or: count)))
    }
    if case .list(let elements) = a[0] { return .list(Array(elements[range(elements.count)])) }
    let units = Array(a.text(0).utf16)
    return .string(String(decoding: units[range(units.count)], as: UTF16.self))
  }

  private func pad(_ a: FunctionArguments) -> Operand? {
    let text = a.text(0)
    let count = a.whole(1, or: 0) - text.utf16.count
    guard count > 0 else { return .string(text) }
    guard count <= Expression.mostElements else { return nil }
    var fill = " "
    if case .string(let given) = a[2], !given.isEmpty { fill = String(given.prefix(1)) }
    func filled(_ count: Int) -> String { String(repeating: fill, count: count) }
    switch a[3] {
    case .string("left"): return .string(filled(count) + text)
    case .string("center"): return .string(filled(count / 2) + text + filled(count - count / 2))
    case _: return .string(text + filled(count))
    }
  }

  private func truncated(_ a: FunctionArguments) -> String {
    let units = Array(a.text(0).utf16)
    let most = a.whole(1, or: 0)
    guard units.count > most else { return a.text(0) }
    var mark = Array("\u{2026}".utf16)
    if case .string(let given) = a[3] { mark = Array(given.utf16) }
    let left = Swift.max(0, most - mark.count)
    let parts: [UInt16]
    switch a[2] {
    case .string("left"): parts = mark + units.suffix(left)
    case .string("center"): parts = Array(units.prefix(left - left / 2)) + mark + units.suffix(left / 2)
    case _: parts = Array(units.prefix(left)) + mark
    }
    return String(decoding: parts, as: UTF16.self)
  }
}
