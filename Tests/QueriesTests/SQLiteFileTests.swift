import CSQLite
import DataTables
import Diagnostics
import Queries
import Testing

/// The bytes of a database that some statements make.
func database(_ sql: String) -> SourceFile {
  var handle: OpaquePointer?
  sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nil)
  defer { sqlite3_close_v2(handle) }
  sqlite3_exec(handle, sql, nil, nil, nil)
  var size: sqlite3_int64 = 0
  guard let bytes = sqlite3_serialize(handle, "main", &size, 0) else { return SourceFile(name: "x.db", bytes: []) }
  defer { sqlite3_free(bytes) }
  return SourceFile(name: "x.db", bytes: Array(UnsafeBufferPointer(start: bytes, count: Int(size))))
}

private let trade = database(
  """
  CREATE TABLE trade(iso3 TEXT, year INTEGER, exports REAL, since DATE, open BOOLEAN, note);
  INSERT INTO trade VALUES ('VNM', 2018, 48, '1992-12-22', 1, NULL), ('IDN', 2018, 8.25, '1973-09-18', 0, 'x');
  CREATE TABLE other(a);
  CREATE VIEW late AS SELECT iso3, exports FROM trade WHERE year > 2000 ORDER BY exports;
  CREATE VIEW chance AS SELECT random() AS r FROM trade;
  """)

private func failure(_ file: SourceFile, _ table: String?) -> Diagnostic? {
  do {
    _ = try SQLiteFile(file, at: .detached).table(table.map { ColumnReference($0) }, name: "t")
    return nil
  } catch {
    return error.diagnostics.first
  }
}

@Test func `a table of a SQLite file is read with its types`() throws {
  let table = try SQLiteFile(trade, at: .detached).table(ColumnReference("trade"), name: "t")
  #expect(table.name == "t")
  #expect(table.columns.map(\.type) == [.string, .integer, .number, .date, .boolean, .string])
  #expect(rows(table).map { $0[0] } == [.string("VNM"), .string("IDN")])
  #expect(table.columns[2].values == [.number(48), .number(8.25)])
  #expect(table.columns[3].text(at: 0) == "1992-12-22")
}

@Test func `a view is read, one that asks for chance is refused`() throws {
  let late = try SQLiteFile(trade, at: .detached).table(ColumnReference("late"), name: "t")
  #expect(rows(late) == [[.string("IDN"), .number(8.25)], [.string("VNM"), .number(48)]])
  #expect(failure(trade, "chance")?.message.contains("random") == true)
}

@Test func `a missing table is told with the nearest name`() throws {
  #expect(failure(trade, "trad")?.id == "unknown-table")
  #expect(failure(trade, "trad")?.hint == "did you mean \"trade\"?")
  #expect(failure(trade, "sqlite_schema")?.id == "unknown-table")
  #expect(failure(trade, nil)?.hint == "the file has trade, other, late, chance")
  let only = database("CREATE TABLE one(a); INSERT INTO one VALUES (5)")
  #expect(rows(try SQLiteFile(only, at: .detached).table(nil, name: "t")) == [[.integer(5)]])
}

@Test func `bytes that are no database are an error`() throws {
  #expect(failure(SourceFile(name: "x.db", text: "a,b\n1,2\n"), nil)?.id == "bad-sqlite")
  #expect(failure(SourceFile(name: "x.db", bytes: []), nil)?.id == "bad-sqlite")
  #expect(failure(SourceFile(name: "x.db", bytes: Array(trade.bytes.prefix(2_000))), "trade")?.id == "bad-sqlite")
  var broken = trade.bytes
  for index in 100..<broken.count { broken[index] = UInt8(truncatingIfNeeded: index &* 31) }
  #expect(failure(SourceFile(name: "x.db", bytes: broken), "trade")?.id == "bad-sqlite")
}

@Test func `a file whose journal was ahead of it is read as it stands`() throws {
  var bytes = trade.bytes
  (bytes[18], bytes[19]) = (2, 2)
  #expect(try SQLiteFile(SourceFile(name: "x.db", bytes: bytes), at: .detached).table(ColumnReference("trade"), name: "t").rowCount == 2)
}
