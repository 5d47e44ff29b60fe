import CSQLite
import DataTables
import Diagnostics
import Queries
import Testing

/// The same texts on every run.
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

private let pieces = [
  "SELECT", "FROM", "WHERE", "trade", "iso3", "exports", "\"a b\"", "'text'", "'open", "(", ")", ",", "*", ":p", ":q", "?", "1", "1e999", "x'00'", "sum(",
  "GROUP BY", "ORDER BY", "WITH RECURSIVE n(i) AS (", "UNION ALL", "n", ";", "--", "/*", "\n", "é", "\u{0}", "[", "`", "JOIN", "AS", "VALUES (", "date('now')",
  "json_each('[1]')", "LIMIT", "OVER (", "CASE WHEN", "END", "random()", "||", "@", "$", ":", "\"", "DELETE", "PRAGMA",
]

@Test func `any text gives a table or a failure inside the text`() throws {
  var chance = Chance(state: 7)
  let trade = try csv("trade", "iso3,exports\nVNM,48.5\nIDN,8\n")
  var limits = QueryLimits()
  limits.steps = 100_000
  let database = try QueryDatabase(limits: limits)
  try database.add(trade)
  for _ in 0..<3_000 {
    let sound = "SELECT iso3 , exports FROM trade WHERE exports > :p GROUP BY iso3".split(separator: " ").map(String.init)
    var words = Bool.random(using: &chance) ? sound : ["SELECT"]
    for _ in 0..<Int.random(in: 1...8, using: &chance) {
      words.insert(pieces.randomElement(using: &chance) ?? "", at: Int.random(in: 0...words.count, using: &chance))
    }
    let file = SourceFile(name: "q.sql", text: words.joined(separator: " "))
    let range = SourceRange(file: file, start: 0, end: file.bytes.count)
    let query = Query(name: "q", text: file.text, at: range)
    do {
      _ = try database.run(query, parameters: [ObjectField(name: "p", value: .integer(1))])
    } catch {
      let places = error.diagnostics.map(\.range)
      #expect(places.allSatisfy { $0.file === file && $0.start >= 0 && $0.end <= file.bytes.count })
      #expect(!error.diagnostics.isEmpty)
    }
  }
  #expect(rows(try run("SELECT * FROM trade", over: [trade])) == rows(trade))
}

@Test func `any bytes of a SQLite file give a table or a failure`() throws {
  let sound = database("CREATE TABLE t(a, b TEXT); INSERT INTO t VALUES (1, 'x'), (2.5, NULL); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t(a)")
  var chance = Chance(state: 11)
  for _ in 0..<300 {
    var bytes = sound.bytes
    for _ in 0..<Int.random(in: 1...40, using: &chance) {
      bytes[Int.random(in: 16..<bytes.count, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
    }
    if Bool.random(using: &chance) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &chance)) }
    for name in ["t", "v"] {
      do {
        let table = try SQLiteFile(SourceFile(name: "x.db", bytes: bytes), at: .detached).table(ColumnReference(name), name: "t")
        #expect(table.columns.allSatisfy { $0.count == table.rowCount })
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
  }
}
