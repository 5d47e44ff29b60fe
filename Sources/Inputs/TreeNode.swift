package import Diagnostics

/// A value of a YAML or JSON text with its place: the tree every spec is decoded from.
package struct TreeNode: Sendable {
  package var value: TreeValue
  package var range: SourceRange

  package init(_ value: TreeValue, at range: SourceRange = .detached) {
    self.value = value
    self.range = range
  }

  /// The value under `key` when this is a mapping that has it.
  package subscript(key: String) -> TreeNode? {
    guard case .mapping(let entries) = value else { return nil }
    return entries.first { $0.key == key }?.value
  }

  package var entries: [TreeEntry]? {
    if case .mapping(let entries) = value { entries } else { nil }
  }

  package var elements: [TreeNode]? {
    if case .sequence(let elements) = value { elements } else { nil }
  }

  package var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  package var number: Double? {
    if case .number(let literal) = value { literal.value } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let flag) = value { flag } else { nil }
  }

  package var isNull: Bool {
    if case .null = value { true } else { false }
  }
}

/// What a node is. Trees are at most `InputLimits.depth` deep, so walking them by recursion is safe.
package enum TreeValue: Sendable {
  case null
  case bool(Bool)
  case number(NumberLiteral)
  case string(String)
  case sequence([TreeNode])
  /// In the order of the text. Keys are unique.
  case mapping([TreeEntry])
}

/// A key with its place, and its value.
package struct TreeEntry: Sendable {
  package var key: String
  package var keyRange: SourceRange
  package var value: TreeNode

  package init(key: String, keyRange: SourceRange = .detached, value: TreeNode) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }
}

/// A number as it was written and as it computes: `268614`, `1e3`, `0.10` keep their digits. The value is finite.
package struct NumberLiteral: Hashable, Sendable {
  package var text: String
  package var value: Double

  package init(text: String, value: Double) {
    self.text = text
    self.value = value
  }
}
