import DataTables
import Diagnostics
import Queries
import Testing

private let trade = """
  iso3,year,exports,note,since,open
  VNM,2018,48.5,a,1992-12-22,true
  VNM,2019,48,,1992-12-22,true
  IDN,2018,8.25,c,1973-09-18,false
  """

@Test func `a query gives rows with their types`() throws {
  let table = try run("SELECT * FROM trade", over: [csv("trade", trade)])
  #expect(table.name == "result")
  #expect(table.columnNames == ["iso3", "year", "exports", "note", "since", "open"])
  #expect(table.columns.map(\.type) == [.string, .integer, .number, .string, .date, .boolean])
  #expect(table[1, 3] == .null)
  #expect(table[1, 2] == .number(48))
  #expect(table[2, 5] == .bool(false))
  #expect(table.columns[4].text(at: 2) == "1973-09-18")
}

@Test func `computed columns have the type of their cells`() throws {
  let table = try run(
    "SELECT iso3 AS code, sum(exports) AS total, count(*) AS n, max(since) AS last, max(year) > 2018 AS late FROM trade GROUP BY iso3 ORDER BY code DESC",
    over: [csv("trade", trade)])
  #expect(rows(table) == [
    [.string("VNM"), .number(96.5), .integer(2), .string("1992-12-22"), .integer(1)],
    [.string("IDN"), .number(8.25), .integer(1), .string("1973-09-18"), .integer(0)],
  ])
}

@Test func `plain references keep their type through subqueries and WITH`() throws {
  let table = try run(
    "WITH early AS (SELECT since AS day, open FROM trade WHERE year = 2018) SELECT * FROM (SELECT day, open FROM early) LIMIT 1",
    over: [csv("trade", trade)])
  #expect(table.columns.map(\.type) == [.date, .boolean])
}

@Test func `without ORDER BY the rows stand in the order of their table`() throws {
  let table = try csv("t", "k\n" + (0..<500).map { "k\(($0 * 7919) % 500)" }.joined(separator: "\n") + "\n")
  #expect(try run("SELECT k FROM t WHERE k <> 'x'", over: [table]).columns[0].values == table.columns[0].values)
}

@Test func `names in texts, comments, WITH and quotes are told from tables`() throws {
  let odd = Table(name: "a b\"c", columns: [Column(name: "x y", values: [.integer(1)])], rowCount: 1)
  #expect(rows(try run("SELECT \"x y\" FROM \"a b\"\"c\" -- FROM nothing", over: [odd])) == [[.integer(1)]])
  #expect(rows(try run("WITH other AS (SELECT 'FROM none' AS t) SELECT t /* JOIN none */ FROM other")) == [[.string("FROM none")]])
  #expect(rows(try run("SELECT count(*) AS n FROM [A B\"C] JOIN main.`a b\"c` b", over: [odd])) == [[.integer(1)]])
}

@Test func `all 64 bits of integers and all of a text come back`() throws {
  let table = Table(
    name: "t",
    columns: [
      Column(name: "n", values: [.integer(.max), .integer(.min)]), Column(name: "s", values: [.string(""), .string("한국 🇰🇷")]),
      Column(name: "mixed", values: [.integer(1), .string("1")]), Column(name: "none", values: [.null, .null]),
    ], rowCount: 2)
  let back = try run("SELECT * FROM t", over: [table])
  #expect(rows(back) == rows(table))
  #expect(back.columns.map(\.type) == [.integer, .string, .json, .empty])
}

@Test func `lists and objects enter as JSON`() throws {
  let table = Table(name: "t", columns: [Column(name: "l", values: [.list([.integer(3), .integer(4)])])], rowCount: 1)
  #expect(rows(try run("SELECT e.value AS v, json_extract(l, '$[1]') AS last FROM t, json_each(t.l) e", over: [table])) == [
    [.integer(3), .integer(4)], [.integer(4), .integer(4)],
  ])
}

@Test func `integers among numbers are numbers, and nulls keep their place`() throws {
  let table = try run("VALUES (NULL, 1, NULL, 'a'), (2, 2.5, NULL, NULL), (NULL, 3, NULL, 'c')")
  #expect(table.columns.map(\.type) == [.integer, .number, .empty, .string])
  #expect(rows(table) == [
    [.null, .number(1), .null, .string("a")], [.integer(2), .number(2.5), .null, .null], [.null, .number(3), .null, .string("c")],
  ])
  #expect(table.columnNames == ["column1", "column2", "column3", "column4"])
}

@Test func `parameters are bound with their types`() throws {
  let parameters = [
    ObjectField(name: "n", value: .integer(2018)), ObjectField(name: "x", value: .number(0.5)), ObjectField(name: "s", value: .string("o'k")),
    ObjectField(name: "b", value: .bool(true)), ObjectField(name: "nothing", value: .null), ObjectField(name: "d", value: .date(0)),
    ObjectField(name: "l", value: .list([.string("VNM")])),
  ]
  let table = try run("SELECT :n AS n, :x AS x, :s AS s, :b AS b, :nothing AS z, :d AS d, :n + 1 AS m", parameters: parameters)
  #expect(rows(table) == [[.integer(2018), .number(0.5), .string("o'k"), .integer(1), .null, .string("1970-01-01"), .integer(2019)]])
  let chosen = try run(
    "SELECT year FROM trade WHERE iso3 IN (SELECT value FROM json_each(:l)) AND year > :n", over: [csv("trade", trade)], parameters: parameters)
  #expect(rows(chosen) == [[.integer(2019)]])
}

@Test func `unknown parameters are shown where they stand, with the nearest name`() throws {
  let known = [ObjectField(name: "from", value: .integer(1)), ObjectField(name: "to", value: .integer(2))]
  let found = try trouble("SELECT :form AS x", parameters: known)
  #expect(found?.id == "unknown-parameter")
  #expect(found?.hint == "did you mean \"from\"?")
  #expect(try place(of: "SELECT ':form' AS a,\n  :form AS x", parameters: known) == "4:7")
  #expect(try trouble("SELECT :year AS x")?.hint == "declare it: params: {year: ...}")
  for mark in ["?", "?1", "@from", "$from"] {
    let found = try trouble("SELECT \(mark) AS x", parameters: known)
    #expect(found?.id == "sql-refused")
    #expect(found?.message == "parameters are written :name; found \(mark)")
  }
}

@Test func `window functions, recursion and dates work`() throws {
  #expect(rows(try run("SELECT x, rank() OVER (ORDER BY x DESC) AS r FROM (SELECT 1 AS x UNION ALL SELECT 3)")) == [
    [.integer(3), .integer(1)], [.integer(1), .integer(2)],
  ])
  #expect(rows(try run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT sum(i) AS s FROM n")) == [
    [.integer(500_500)]
  ])
  #expect(rows(try run("SELECT strftime('%Y', '2019-11-25') AS y, date('2019-11-25', '+1 month') AS d, julianday('2000-01-01 12:00') AS j")) == [
    [.string("2019"), .string("2019-12-25"), .number(2_451_545)]
  ])
}

@Test func `two columns of one name are an error that names both`() throws {
  let found = try trouble("SELECT 1 AS a, 2 AS b, 3 AS a")
  #expect(found?.id == "duplicate-column")
  #expect(found?.message == "columns 1 and 3 of the result are both called \"a\"")
  let clash = Table(name: "t", columns: [Column(name: "Year", values: []), Column(name: "year", values: [])], rowCount: 0)
  #expect(try trouble("SELECT 1 AS x FROM t", over: [clash])?.id == "duplicate-column")
}

@Test func `records without keys are rows all the same`() throws {
  let bare = Table(name: "t", columns: [], rowCount: 3)
  #expect(rows(try run("SELECT count(*) AS n FROM t", over: [bare])) == [[.integer(3)]])
  let missing = Table(name: "e", columns: [], rowCount: 0)
  #expect(rows(try run("SELECT count(*) AS n FROM e", over: [missing])) == [[.integer(0)]])
}

@Test func `capitals and small letters name the same column and table`() throws {
  let table = try run("SELECT T.SINCE, t.Year FROM TRADE t LIMIT 1", over: [csv("trade", trade)])
  #expect(table.columnNames == ["since", "year"])
  #expect(table.columns[0].type == .date)
}

@Test func `UNION with other cells leaves dates as texts`() throws {
  let table = try run("SELECT since AS d FROM trade UNION ALL SELECT 'none'", over: [csv("trade", trade)])
  #expect(table.columns[0].type == .string)
  #expect(table[3, 0] == .string("none"))
}

@Test func `times of day enter and come back`() throws {
  let table = try csv("t", "at\n2019-11-25T08:30:00Z\n2019-11-26T00:00:00Z\n")
  let back = try run("SELECT at FROM t WHERE at < '2019-11-26' AND date(at) = '2019-11-25'", over: [table])
  #expect(rows(back) == [[table[0, 0]]])
  #expect(back.columns[0].type == .date)
}
