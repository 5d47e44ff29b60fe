package import Diagnostics

/// Makes a table from rows of values; each column gets the narrowest type that holds all its cells.
package struct TableBuilder: Sendable {
  private let name: String
  private let names: [String]
  private var cells: [[Value]]
  package private(set) var rowCount = 0

  /// - Precondition: the names are unique.
  package init(name: String, columns names: [String]) {
    self.name = name
    self.names = names
    cells = Array(repeating: [], count: names.count)
  }

  /// Adds a row; cells that are not given are null, cells past the last column are dropped.
  package mutating func append(_ row: [Value]) {
    for index in names.indices { cells[index].append(index < row.count ? row[index] : .null) }
    rowCount += 1
  }

  package func finish(origin: SourceFile? = nil, range: SourceRange = .detached) -> Table {
    let columns = zip(names, cells).map { Column(name: $0, values: $1) }
    return Table(name: name, columns: columns, rowCount: rowCount, origin: origin, range: range)
  }
}
