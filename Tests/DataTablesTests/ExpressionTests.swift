import DataTables
import Diagnostics
import Testing

struct ExpressionTests {
  private let scope = NamedValues([
    "datum": .object([
      ObjectField(name: "x", value: .integer(3)), ObjectField(name: "name", value: .string("Laos")), ObjectField(name: "a b", value: .number(1.5)),
      ObjectField(name: "d", value: .date(1_561_075_200_000)), ObjectField(name: "n", value: .null), ObjectField(name: "l", value: .list([.integer(3), .integer(1), .integer(2)])),
    ]),
    "params": .object([ObjectField(name: "to", value: .integer(2024))]),
  ])

  private func text(_ expression: String) throws -> String { try Expression(parsing: expression).evaluate(in: scope).json }

  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 % 4 - -2", "5"), ("2 - 1 - 1", "0"), ("'a' + 1 + 2", "\"a12\""), ("1 + 2 + 'a'", "\"3a\""),
    ("0.1 + 0.2", "0.30000000000000004"), ("1/0", "null"), ("isNaN(0/0)", "true"), ("-7 % 3", "-1"), ("0x1F", "31"), (".5 + 5.", "5.5"), ("1e3", "1000"),
    ("1 == '1'", "true"), ("1 === '1'", "false"), ("null == undefined", "true"), ("null === undefined", "false"), ("null == 0", "false"),
    ("null >= 0", "true"), ("'b' > 'a'", "true"), ("'10' < '9'", "true"), ("'10' < 9", "false"), ("NaN != NaN", "true"), ("true + true", "2"),
    ("'' == 0", "true"), ("!''", "true"), ("0 || 'x'", "\"x\""), ("1 && 'y'", "\"y\""), ("null && 1", "null"), ("[] + 1", "\"1\""), ("({a:1}).a", "1"),
    ("5 & 3 | 8 ^ 1", "9"), ("~5", "-6"), ("1 << 31", "-2147483648"), ("-1 >>> 28", "15"), ("-16 >> 2", "-4"), ("1 < 2 == true", "true"),
    ("false ? 1 : true ? 2 : 3", "2"), ("if(1 > 2, 'a', 'b')", "\"b\""), ("'it\\'s \\u00e9\\x41\\n'", "\"it's éA\\n\""), ("[1, 'a', [true]]", "[1,\"a\",[true]]"),
    ("{'cattle': 'C', b: 2}['cattle']", "\"C\""), ("datum.x", "3"), ("datum['a b'] * 2", "3"), ("datum.name[0]", "\"L\""), ("datum.missing", "null"),
    ("datum.missing === undefined", "true"), ("datum.name.length", "4"), ("datum.l[2]", "2"), ("params.to + 1", "2025"), ("datum.n === null", "true"),
    ("isValid(datum.n)", "false"), ("isDefined(datum.zzz)", "false"), ("isNumber(datum.x)", "true"), ("isObject(datum)", "true"), ("isArray(datum.l)", "true"),
    ("year(datum.d) + '-' + month(datum.d) + '-' + date(datum.d)", "\"2019-5-21\""), ("day(datum.d)", "5"), ("quarter(datum.d)", "2"),
    ("dayofyear(datum.d)", "172"), ("hours(datum.d)", "0"), ("week(datum.d)", "24"), ("time(datetime(2019, 5, 21)) == time(datum.d)", "true"),
    ("datum.d > datetime(2010, 0, 1)", "true"), ("datetime(2000, 0, 1)", "\"2000-01-01T00:00:00.000Z\""), ("utc(2000, 0, 1)", "946684800000"),
    ("timeOffset('month', datetime(2000, 0, 31), 1)", "\"2000-03-02T00:00:00.000Z\""), ("toString(datetime(2000, 0, 1))", "\"Sat Jan 01 2000 00:00:00 GMT+0000 (Coordinated Universal Time)\""),
    ("timeFormat(datum.d, '%b %Y')", "\"Jun 2019\""), ("format(1234.5, ',.2f')", "\"1,234.50\""), ("monthAbbrevFormat(11)", "\"Dec\""), ("dayFormat(6)", "\"Saturday\""),
    ("round(2.5) + round(-2.5)", "1"), ("max(1, 3, 2) - min(4, 2)", "1"), ("max()", "null"), ("pow(2, 10)", "1024"), ("clamp(5, 0, 3)", "3"), ("hypot(3, 4)", "5"),
    ("ceil(1.2) + floor(-1.2) + trunc(-1.7)", "-1"), ("abs(-3)", "3"), ("log(E)", "1"), ("PI > 3.14", "true"), ("SQRT2 * SQRT2 > 2", "true"),
    ("upper('a') + lower('B') + trim(' c ')", "\"Abc\""), ("length('한국')", "2"), ("length([1,2])", "2"), ("split('a,b,c', ',')", "[\"a\",\"b\",\"c\"]"),
    ("split('ab', '')", "[\"a\",\"b\"]"), ("indexof('hello', 'l')", "2"), ("lastindexof('hello', 'l')", "3"), ("indexof([1,2], 2)", "1"), ("indexof('a', 'abc')", "-1"),
    ("replace('a-b-c', '-', '+')", "\"a+b-c\""), ("slice('hello', 1, -1)", "\"ell\""), ("slice([1,2,3], -2)", "[2,3]"), ("substring('hello', 3, 1)", "\"el\""),
    ("pad('7', 3, '0', 'left')", "\"007\""), ("truncate('hello world', 6)", "\"hello…\""), ("parseFloat('3.5px')", "3.5"), ("parseInt('12abc')", "12"), ("parseInt('ff', 16)", "255"),
    ("toNumber('')", "null"), ("toNumber('12')", "12"), ("toBoolean('false')", "false"), ("toString(12)", "\"12\""), ("inrange(2, [1, 3])", "true"), ("join([1, null, 'a'], '-')", "\"1--a\""),
    ("extent([3, 1, null, 2])", "[1,3]"), ("reverse([1,2])", "[2,1]"), ("sort([3,1,2])", "[1,2,3]"), ("sequence(3)", "[0,1,2]"), ("sequence(1, 7, 3)", "[1,4]"), ("span([1, 5])", "4"),
    ("peek([1, 5])", "5"), ("sum([1, 2, 3])", "6"), ("quantileNormal(0.5)", "0"), ("round(1000 * quantileNormal(0.975))", "1960"), ("quantileUniform(0.25)", "0.25"), ("merge({a: 1}, {a: 2, b: 3})", "{\"a\":2,\"b\":3}"),
  ])
  func `expressions evaluate as ECMAScript does`(_ expression: String, _ expected: String) throws {
    #expect(try text(expression) == expected)
  }

  private func trouble(_ expression: String, strict: Bool = false) -> String {
    let file = SourceFile(name: "e.json", text: "{\"filter\": \"\(expression)\"}")
    let range = SourceRange(file: file, start: 11, end: 13 + expression.utf8.count)
    do {
      return try Expression(parsing: expression, at: range).evaluate(in: scope, strict: strict).json
    } catch {
      let found = error.diagnostics[0]
      return "\((found.range.position?.column ?? 0) - 13) \(found.id): \(found.message)" + (found.hint.map { "; \($0)" } ?? "")
    }
  }

  @Test(arguments: [
    ("1 +", "3 expression-syntax: expected a value, found the end"), ("1 = 2", "2 expression-syntax: unexpected \"=\"; to compare, write =="),
    ("datun.x", "0 unknown-name: unknown name \"datun\"; did you mean \"datum\"?"), ("1 + roud(2)", "4 unknown-function: unknown function \"roud\"; did you mean \"round\"?"),
    ("now()", "0 unknown-function: now() is refused: a report does not depend on the clock"),
    ("/a+/", "0 expression-syntax: regular expressions are not part of the language; use indexof, replace or split with text"),
    ("'abc", "0 expression-syntax: the text that begins here has no closing quote"), ("(1", "2 expression-syntax: expected \")\", found the end"),
    ("a.b(1)", "3 expression-syntax: only the functions of the list can be called"), ("1 2", "2 expression-syntax: unexpected a number"), ("", "0 expression-syntax: the expression is empty"),
    ("12abc", "0 expression-syntax: \"12abc\" is not a number"), ("sequence(1e12)", "0 expression-limit: sequence() makes more than 1000000 elements"),
    ("if(1)", "0 expression-syntax: if() takes three arguments, found 1"), ("datum.", "6 expression-syntax: expected a name after \".\", found the end"),
  ])
  func `wrong expressions are refused at their place`(_ expression: String, _ expected: String) {
    #expect(trouble(expression) == expected)
  }

  @Test func `fields that an object lacks are errors where that is wanted`() {
    #expect(trouble("params.tu", strict: true) == "0 unknown-field: unknown field \"tu\"; did you mean \"to\"?")
    #expect(trouble("params.tu") == "null")
    #expect(trouble("datum.nam", strict: true).contains("did you mean \"name\"?"))
  }

  @Test func `depth and length are limited, chains are not depth`() throws {
    #expect(throws: Failure.self) { try Expression(parsing: String(repeating: "(", count: 5_000)) }
    #expect(throws: Failure.self) { try Expression(parsing: String(repeating: "-", count: 5_000) + "1") }
    #expect(throws: Failure.self) { try Expression(parsing: String(repeating: "[", count: 5_000)) }
    let chain = (0..<2_000).map { "datum.x == \($0 + 10) ? \($0) : " }.joined() + "'end'"
    #expect(try text(chain) == "\"end\"")
    #expect(try text((0..<200).map(String.init).joined(separator: " + ")) == "19900")
  }

  @Test func `rows of a table are evaluated by column`() throws {
    let table = try read("name,x,y\na,1,2\nb,,4\nc,5,6\n")
    let sum = try Expression(parsing: "datum.x + datum.y").bind(to: table)
    #expect(try (0..<3).map { try sum.value(at: $0) } == [.number(3), .number(4), .number(11)])
    #expect(try Expression(parsing: "datum.x > 1 && datum['name'] != 'a'").bind(to: table).matchingRows() == [2])
    #expect(try Expression(parsing: "name == 'b'").bind(to: table, bareColumns: true).matchingRows() == [1])
    #expect(try Expression(parsing: "isObject(datum) && x > k").bind(to: table, scope: NamedValues(["k": .integer(4)]), bareColumns: true).matchingRows() == [2])
    let unknown = try Expression(parsing: "datum.z > 1").bind(to: table).unknownFields
    #expect(unknown.map(\.message) == ["there is no column \"z\" in a"])
    #expect(throws: Failure.self) { try Expression(parsing: "x").bind(to: table, scope: NamedValues(["x": .null]), bareColumns: true) }
    #expect(throws: Failure.self) { try Expression(parsing: "x").bind(to: table) }
  }

  @Test func `any text gives a value or a failure`() {
    var random = Sequence64(state: 5)
    let words = ["datum", ".x", "['a']", "[0]", "(", ")", "[", "]", "{", "}", "a:", ",", "+", "-", "*", "/", "%", "<", "<<", ">>>", "==", "===", "!", "~", "&&", "||", "?", ":", "1", "1e308", "'t'", "null", "NaN", "-1", "if(", "sequence(", "slice(", "pad(", "datetime(", "format(", "split(", "substring(", "timeOffset('month',", "truncate(", "toString(", "é", "\\", "\"", "|", "^", "clampRange(", "join(", "round(", "parseInt("]
    for _ in 0..<40_000 {
      let text = (0..<(random.next() % 14)).map { _ in words[Int(random.next() % UInt64(words.count))] }.joined(separator: random.next() % 2 == 0 ? " " : "")
      _ = try? Expression(parsing: text).evaluate(in: scope).json
    }
  }
}
