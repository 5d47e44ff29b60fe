/// What a query may take. Each is one number with its reason.
package struct QueryLimits: Sendable {
  /// Steps of SQLite's virtual machine: some seconds of work. A grouping of five million rows needs 150 million; a recursion without end stops here.
  package var steps = 300_000_000
  /// Rows of a result: as many as a table may have.
  package var rows = 5_000_000
  /// Bytes of a cell of a result: as many as a cell of a file may have.
  package var cellBytes = 1_000_000
  /// Bytes of a text or a row inside a query. No function can make a longer text, so each call is short.
  package var rowBytes = 4_000_000
  /// Bytes of the SQL text: a thousand times a long query.
  package var textBytes = 1_000_000
  /// Levels that an expression may nest.
  package var expressionDepth = 250
  /// Selects joined by UNION and its like.
  package var compounds = 250
  /// Bytes of a LIKE or GLOB pattern: its cost is the product of pattern and text.
  package var patternBytes = 1_000
  /// Bytes that SQLite may take in all: a data file of the greatest size as a table, with room to sort it. One number for the process.
  package var heapBytes: Int64 = 1_000_000_000

  package init() {}
}
