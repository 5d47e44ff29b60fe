package import DataTables
package import Diagnostics
import Inputs

/// An SQL text of the author with its place.
package struct Query: Sendable {
  /// The name of the table that it makes.
  package var name: String
  package var text: String
  /// Where the text stands.
  package var range: SourceRange

  package init(name: String, text: String, at range: SourceRange) {
    self.name = name
    self.text = text
    self.range = range
  }

  /// The place of some bytes of the text.
  func range(of part: Range<Int>?) -> SourceRange {
    guard let part, range.file != nil else { return range }
    return TextPlaces(of: TreeNode(.string(text), at: range)).range(of: part)
  }

  func failure(_ trouble: SQLTrouble) -> Failure {
    Failure(
      Diagnostic(trouble.id, kind: trouble.isLimit ? .limit : .input, at: range(of: trouble.part), trouble.message, hint: trouble.hint))
  }
}

/// How a query ended.
package enum QueryOutcome {
  case table(Table)
  /// The query names a table that the database does not have yet.
  case needs(table: String, at: SourceRange)
}

/// The parameters that a query names as `:name`, without the colon, each once in the order of the text.
package func parameterNames(inSQL text: String) -> [String] {
  var seen: Set<String> = []
  return sqlTokens(of: text).compactMap { token in
    guard token.kind == .parameter, token.text.hasPrefix(":") else { return nil }
    let name = String(token.text.dropFirst())
    return seen.insert(name).inserted ? name : nil
  }
}
