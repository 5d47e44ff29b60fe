import Formats
import Testing

struct D3NumberFormatTests {
  private func format(_ specifier: String, _ x: Double) -> String? { D3NumberFormat(specifier).map { $0(x) } }

  @Test(arguments: [
    ("", 0.1, "0.1"), ("", 42, "42"), ("", 1.0 / 3, "0.333333333333"), ("", 1e21, "1e+21"), ("", -1, "−1"),
    ("d", 42, "42"), ("d", 4.2, "4"), ("d", -4.2, "−4"), ("d", 0.5, "1"), ("d", 1e21, "1000000000000000000000"),
    ("f", 42, "42.000000"), (".1f", 0.49, "0.5"), (".2f", 0.449, "0.45"), (".0f", 2.5, "3"), (".0f", 0.5, "1"), (".2f", 1.005, "1.00"),
    (".2f", -0.001, "0.00"), ("+.2f", -0.001, "−0.00"), (".0f", 1e21, "1e+21"),
    ("e", 42, "4.200000e+1"), (".0e", 5e-7, "5e-7"), (".3e", 0, "0.000e+0"), (".2e", -99999, "−1.00e+5"),
    ("g", 0.00026985974025974023, "0.000269860"), (".1g", 0.049, "0.05"), (".2g", 0.49, "0.49"), (".3g", 1234, "1.23e+3"),
    (".1g", 0.000001, "0.000001"), (".1g", 0.0000001, "1e-7"),
    ("%", 0.123, "12.300000%"), (".0%", 0.05, "5%"), (".1%", -0.5, "−50.0%"), ("~%", 0.123, "12.3%"), ("p", 0.00123, "0.123000%"),
    (".2p", 0.123, "12%"), ("+.1p", 0.00132, "+0.1%"),
    ("r", 0, "0.00000"), (".2r", 42e6, "42000000"), (".3r", 0.000123456, "0.000123"), (".1r", 9.9, "10"),
    ("s", 0, "0.00000"), ("s", 1, "1.00000"), ("s", 1500, "1.50000k"), (".3s", 1500, "1.50k"), (".3s", 999.5, "1.00k"),
    ("~s", 1500, "1.5k"), (".3s", 145500000, "146M"), (".2s", 1.5e-9, "1.5n"), (".8s", 1.29e-30, "0.0000013y"), (".4s", 1e27, "1000Y"),
    ("s", 0.000001, "1.00000µ"), ("~s", -2000, "−2k"), (".0s", 9e6, "9M"),
    ("b", 10, "1010"), ("o", 8, "10"), ("x", 48879, "beef"), ("X", 48879, "BEEF"), ("#x", 48879, "0xbeef"), ("#b", 5, "0b101"),
    ("x", 1.8446744073709552e19, "10000000000000000"),
    (",", 10000, "10,000"), (",d", -1234567, "−1,234,567"), (",.2f", 1234.5, "1,234.50"), ("n", 1234567.891, "1.23457e+6"), (".7n", 1234567.891, "1,234,568"),
    ("08,d", 1234, "0,001,234"), ("8,d", 1234, "   1,234"), ("0,.2f", 0.5, "0.50"), ("019,d", 0, "000,000,000,000,000"), ("020,d", 0, "0,000,000,000,000,000"),
    ("$,.2f", 1234.5, "$1,234.50"), ("$.2f", -12, "−$12.00"), ("($.2f", -12, "($12.00)"), ("(.1f", 12, "12.0"), ("+d", 5, "+5"), (" d", 5, " 5"),
    ("*^9d", 42, "***42****"), ("*<6d", 42, "42****"), ("*>6d", 42, "****42"), ("=+8d", 42, "+     42"), (">6", 3, "     3"),
    ("c", 42, "42"), (".2~f", 1.5, "1.5"), (".3~f", 2, "2"), ("~e", 1500, "1.5e+3"), (".4~r", 0.5, "0.5"), ("q", 0.5, "0.5"),
    ("d", Double.nan, "NaN"), (",.2f", Double.infinity, "Infinity"), (".1f", -Double.infinity, "−Infinity"), ("s", Double.nan, "NaN"),
  ] as [(String, Double, String)])
  func `d3 number formats write what d3 writes`(_ specifier: String, _ x: Double, _ expected: String) {
    #expect(format(specifier, x) == expected)
  }

  @Test(arguments: ["foo", ".-2s", "%%", "1.f", "f.2", "99999999999999999999d"])
  func `what is no specifier is refused`(_ specifier: String) {
    #expect(D3NumberFormat(specifier) == nil)
  }

  @Test func `precision hints follow the step`() {
    #expect(precisionFixed(8.9) == 0)
    #expect(precisionFixed(0.89) == 1)
    #expect(precisionFixed(0.01) == 2)
    #expect(precisionPrefix(1e5, 1.3e6) == 1)
    #expect(precisionPrefix(1e3, 1e3) == 0)
    #expect(precisionRound(0.01, 1.01) == 3)
    #expect(precisionRound(0.1, 1.1) == 2)
    #expect(precisionFixed(.nan) == 0)
  }

  @Test func `a prefix format keeps one unit`() {
    let format = D3PrefixFormat(",.0", value: 1e-6)
    #expect(format?(0.00042) == "420µ")
    #expect(D3PrefixFormat(",.1", value: 1e6)?(1_500_000) == "1.5M")
    #expect(D3PrefixFormat(",.1", value: 1e6)?(120_000) == "0.1M")
  }

  @Test func `exact decimals round as ECMAScript does`() {
    #expect(ecmaFixed(1.45, 1) == "1.4")
    #expect(ecmaFixed(8.345, 2) == "8.35")
    #expect(ecmaFixed(0.000001, 7) == "0.0000010")
    #expect(ecmaFixed(-1.5, 0) == "-2")
    #expect(ecmaFixed(1e-300, 20) == "0.00000000000000000000")
    #expect(ecmaFixed(123456789012345683968, 2) == "123456789012345683968.00")
    #expect(ecmaPrecision(123.456, 4) == "123.5")
    #expect(ecmaPrecision(0.000123, 2) == "0.00012")
    #expect(ecmaPrecision(1e23, 17) == "9.9999999999999992e+22")
    #expect(ecmaPrecision(99.99, 3) == "100")
    #expect(ecmaExponential(123456, 2) == "1.23e+5")
    #expect(ecmaExponential(.leastNonzeroMagnitude) == "5e-324")
    #expect(ecmaExponential(.leastNonzeroMagnitude, 5) == "4.94066e-324")
    #expect(ecmaString(1e21) == "1e+21")
    #expect(ecmaString(123456789012345683968) == "123456789012345680000")
    #expect(ecmaString(1e-7) == "1e-7")
    #expect(ecmaString(0.000001) == "0.000001")
    #expect(ecmaString(-0.0) == "0")
    #expect(ecmaString(1.5e300) == "1.5e+300")
    #expect(ecmaRound(-2.5) == -2)
    #expect(ecmaRound(0.49999999999999994) == 0)
  }

  @Test func `every specifier and number gives a text`() {
    var random = Sequence64(state: 7)
    let letters = Array("*<>=^+-( $#0,.~123456789abcdefgnoprsxX%")
    for _ in 0..<20_000 {
      let specifier = String((0..<(random.next() % 8)).map { _ in letters[Int(random.next() % UInt64(letters.count))] })
      let x = Double(bitPattern: random.next())
      if let format = D3NumberFormat(specifier) { #expect(!format(x).isEmpty) }
      _ = D3TimeFormat(specifier + "%Y")(x)
      _ = CivilDate(milliseconds: x)?.iso(time: true)
      for unit in CalendarInterval.allCases { _ = unit.ceil(x, step: Int(random.next() % 40)) }
    }
  }
}

/// A small fixed generator.
struct Sequence64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
