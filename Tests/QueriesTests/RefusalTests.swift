import DataTables
import Diagnostics
import Queries
import Testing

private let rowsOfTrade = "iso3,exports\nVNM,48.5\nIDN,8\n"

@Test(arguments: [
  ("INSERT INTO trade VALUES ('X', 1)", "INSERT"), ("DELETE FROM trade", "DELETE"), ("DROP TABLE trade", "DROP"),
  ("ATTACH 'x.db' AS x", "ATTACH"), ("PRAGMA table_info(trade)", "PRAGMA"), ("CREATE TABLE x(a)", "CREATE"), ("VACUUM", "VACUUM"),
  ("EXPLAIN SELECT 1", "EXPLAIN"), ("BEGIN", "BEGIN"),
])
func `what does not read is refused`(_ sql: String, _ word: String) throws {
  let found = try trouble(sql, over: [csv("trade", rowsOfTrade)])
  #expect(found?.id == "sql-refused")
  #expect(found?.message == "a query begins with SELECT, WITH or VALUES; found \(word)")
}

@Test func `a write behind WITH is refused at its word`() throws {
  let table = try csv("trade", rowsOfTrade)
  let found = try trouble("WITH x AS (SELECT 1) DELETE FROM trade", over: [table])
  #expect(found?.id == "sql-refused")
  #expect(found?.message == "a query only reads; DELETE is refused")
  #expect(try place(of: "WITH x AS (SELECT 1)\nDELETE FROM trade", over: [table]) == "4:5")
}

@Test(arguments: [
  "random()", "hex(randomblob(4))", "current_timestamp", "current_date", "load_extension('x')", "printf('%.*c', 1000000000, 'x')",
  "format('%d', 1)", "hex(zeroblob(1000000000))", "sqlite_version()", "last_insert_rowid()", "changes()", "date('now')", "datetime()",
  "strftime('%Y')", "date('no' || 'w')", "datetime('2020-01-01', 'localtime')", "time('12:00', 'utc')", "julianday('NOW')",
])
func `what depends on more than its arguments is refused`(_ call: String) throws {
  let found = try trouble("SELECT \(call) AS x")
  #expect(found?.id == "sql-refused")
}

@Test(arguments: ["sqlite_master", "sqlite_schema", "sqlite_temp_schema", "pragma_function_list", "dbstat", "pragma_database_list"])
func `SQLite's own tables are no data`(_ table: String) throws {
  for what in ["*", "count(*) AS n"] {
    let found = try trouble("SELECT \(what) FROM \(table)")
    #expect(["sql-refused", "unknown-data"].contains(found?.id))
  }
}

@Test func `a function that reads the clock is shown where it stands`() throws {
  #expect(try place(of: "SELECT 1 AS a,\n  date(a) AS b FROM (SELECT 'now' AS a)") == "4:7")
}

@Test func `one entry has one query`() throws {
  #expect(rows(try run("SELECT 1 AS a ; -- the end\n ;")) == [[.integer(1)]])
  let found = try trouble("SELECT 1 AS a; SELECT 2 AS a")
  #expect(found?.id == "sql-refused")
  #expect(try place(of: "SELECT 1 AS a;\n  DROP TABLE x") == "4:7")
  #expect(try trouble("-- nothing")?.id == "sql-syntax")
  #expect(try trouble("")?.id == "sql-syntax")
}

@Test func `unknown names are shown where they stand, with the nearest valid name`() throws {
  let table = try csv("trade", rowsOfTrade)
  let column = try trouble("SELECT t.export FROM trade t", over: [table])
  #expect(column?.id == "unknown-column")
  #expect(column?.hint == "did you mean \"exports\"?")
  #expect(try place(of: "SELECT iso3,\n       t.export\nFROM trade t", over: [table]) == "4:14")
  #expect(try place(of: "SELECT iso3\n-- FROM trdae\nFROM trdae", over: [table]) == "5:10")
  let quoted = try trouble("SELECT iso3 FROM trade WHERE iso3 = \"Viet Nam\"", over: [table])
  #expect(quoted?.hint == "texts stand in single quotes: 'Viet Nam'")
  let function = try trouble("SELECT summ(exports) AS s FROM trade", over: [table])
  #expect(function?.id == "unknown-function")
  #expect(function?.hint == "did you mean \"sum\"?")
  let both = try trouble("SELECT iso3 FROM trade a, trade b", over: [table])
  #expect(both?.hint == "name the table: t.iso3")
}

@Test func `mistakes of syntax are shown where they stand`() throws {
  #expect(try trouble("SELECT 1 AS a FORM x y z")?.id == "sql-syntax")
  #expect(try place(of: "SELECT 1,\n  2 2\nFROM x") == "4:9")
  #expect(try trouble("SELECT (1")?.message == "the query ends too early")
  #expect(try trouble("SELCT 1")?.hint == "did you mean \"SELECT\"?")
  #expect(try trouble("SELECT 'open")?.id == "sql-syntax")
}

@Test func `work, rows and bytes have limits`() throws {
  var limits = QueryLimits()
  limits.steps = 1_000_000
  limits.rows = 100
  limits.rowBytes = 10_000
  limits.cellBytes = 1_000
  let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
  let steps = try trouble(endless + "SELECT count(*) AS c FROM n", limits: limits)
  #expect(steps?.id == "sql-limit")
  #expect(steps?.kind == .limit)
  #expect(steps?.message == "the query takes more than 1000000 steps")
  #expect(try trouble(endless + "SELECT i FROM n", limits: limits)?.message == "the query gives more than 100 rows")
  #expect(try trouble("SELECT replace(hex('aaaaaaaa'), '6', '01234567890123456789') || hex(hex(hex(hex(hex(hex(hex(hex(hex(hex('abc')))))))))) AS x", limits: limits)?.kind == .limit)
  let long = try trouble("SELECT hex(hex(hex(hex(hex(hex(hex(hex('abcdef')))))))) AS x", limits: limits)
  #expect(long?.message == "\"x\" in row 1 of the result has 1536 bytes, 1000 are allowed")
  #expect(try trouble("SELECT " + String(repeating: "-", count: 1) + String(repeating: "(1+", count: 400) + "1" + String(repeating: ")", count: 400) + " AS x") != nil)
}

@Test func `values that no table holds are errors`() throws {
  #expect(try trouble("SELECT x'00' AS b")?.id == "sql-value")
  #expect(try trouble("SELECT CAST(x'ff' AS TEXT) AS b")?.id == "sql-value")
  #expect(try trouble("SELECT 1e308 * 10 AS b")?.message == "\"b\" in row 1 of the result is infinite")
  #expect(try trouble("SELECT sum(a) AS s FROM (SELECT 9223372036854775807 AS a UNION ALL SELECT 1)")?.id == "sql-error")
}
