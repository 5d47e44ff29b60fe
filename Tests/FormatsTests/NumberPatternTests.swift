import Diagnostics
import Formats
import Testing

struct NumberPatternTests {
  private func text(_ pattern: String, _ x: Double, _ language: String = "en") throws -> String {
    try NumberPattern(parsing: pattern, language: language).format(x)
  }

  @Test(arguments: [
    ("number", 1234.5678, "1,234.568"), ("number:1", 1234.56, "1,234.6"), ("number:0", -0.4, "0"), ("number:2", 1.005, "1.01"),
    ("number:1", -12.25, "−12.3"), ("number:2", 0, "0.00"), ("number:0,ungrouped", 1234567, "1234567"), ("number:1,sign", 3, "+3.0"),
    ("number:1,sign", 0.01, "0.0"), ("number:0,unsigned", -5, "5"), ("number", 1e15, "1,000,000,000,000,000"), ("number", .nan, "NaN"),
    ("number", -.infinity, "−∞"), ("percent", 0.285, "29%"), ("percent:1", 0.285, "28.5%"), ("percent:1,sign", -0.0321, "−3.2%"),
    ("percent:0", 1.5, "150%"), ("ordinal", 1, "1st"), ("ordinal", 12, "12th"), ("ordinal", 22, "22nd"), ("ordinal", 113, "113th"),
    ("ordinal", 1003, "1,003rd"), ("currency:USD", 1234.5, "$1,234.50"), ("currency:usd,0", -1234.5, "−$1,235"),
    ("currency:USD,compact", 1_234_567, "$1.2M"), ("currency:KRW", 1234.5, "₩1,235"), ("number:1,compact", 1_234_567, "1.2M"),
    ("date:'MMMM y'", 1_561_075_200_000, "June 2019"), ("date:'d MMM yyyy, HH:mm'", 1_561_105_800_000, "21 Jun 2019, 08:30"),
    ("date:yyyy-MM-dd", 1_561_075_200_000, "2019-06-21"), ("date:long", 1_561_075_200_000, "June 21, 2019"),
    ("date:'EEEE h:mm a'", 1_561_105_800_000, "Friday 8:30 AM"), ("date:QQQ", 1_561_075_200_000, "Q2"), ("date:'d ''of'' MMMM'", 1_561_075_200_000, "21 of June"),
  ] as [(String, Double, String)])
  func `English forms`(_ pattern: String, _ x: Double, _ expected: String) throws {
    #expect(try text(pattern, x) == expected)
  }

  @Test(arguments: [
    ("de", "number:1", 1234.56, "1.234,6"), ("ko", "currency:KRW", 12345, "₩12,345"), ("ko", "date:'MMMM y'", 1_561_075_200_000, "2019년 6월"),
    ("ko", "date:long", 1_561_075_200_000, "2019년 6월 21일"), ("ko", "number:1,compact", 123_456, "12.3만"), ("vi", "percent:1", 0.5, "50,0%"),
    ("hi", "number:0", 1_234_567, "12,34,567"), ("ko", "date:yyyy-MM-dd", 1_561_075_200_000, "2019-06-21"), ("de", "number:1", -2, "−2,0"),
  ] as [(String, String, Double, String)])
  func `forms of other languages come from CLDR`(_ language: String, _ pattern: String, _ x: Double, _ expected: String) throws {
    #expect(try text(pattern, x, language) == expected)
  }

  /// `en-AU` takes the way through ICU and writes these forms as `en` does.
  @Test func `what is written without ICU is what ICU writes`() throws {
    var random = Sequence64(state: 3)
    for pattern in ["number", "number:0", "number:2", "number:3,ungrouped", "number:1,sign", "percent", "percent:1", "percent:2,sign", "ordinal"] {
      let ours = try NumberPattern(parsing: pattern, language: "en"), theirs = try NumberPattern(parsing: pattern, language: "en-AU")
      for _ in 0..<300 {
        let whole = Double(Int(random.next() % 2_000_000) - 1_000_000)
        let x = pattern == "ordinal" ? whole : whole / [1, 10, 1_000, 100_000][Int(random.next() % 4)]
        #expect(ours.format(x) == theirs.format(x), "\(pattern) of \(x)")
      }
    }
    for pattern in ["MMMM y", "d MMM yy", "EEE, d MMMM yyyy HH:mm:ss", "M/d/y h:mm a", "QQQ y", "EEEE"] {
      let ours = try NumberPattern(.date(pattern), language: "en"), theirs = try NumberPattern(.date("'\u{200B}'" + pattern), language: "en")
      for _ in 0..<100 {
        let t = Double(Int(random.next() % 4_000_000_000_000))
        #expect("\u{200B}" + ours.format(t) == theirs.format(t))
      }
    }
  }

  @Test(arguments: [
    ("nubmer:1", "unknown-format", "unknown format \"nubmer\"", "did you mean \"number\"?"),
    ("number:x", "format-argument", "unknown format argument \"x\"", nil),
    ("number:compct", "format-argument", "unknown format argument \"compct\"", "did you mean \"compact\"?"),
    ("number:21", "format-argument", "21 decimals are out of range, 0 to 20 are allowed", nil),
    ("currency", "format-argument", "currency needs a code", "write currency:USD"),
    ("currency:QQQ", "format-argument", "unknown currency \"QQQ\"", "a code of ISO 4217 is expected, such as USD or KRW"),
    ("upper:1", "format-argument", "this format takes no \"1\"", nil),
    ("date:'J'", "format-argument", "\"J\" is no field of a date pattern", "put plain words between quotes: 'of'"),
  ] as [(String, String, String, String?)])
  func `wrong patterns are refused with the nearest name`(_ pattern: String, _ id: String, _ message: String, _ hint: String?) {
    do {
      _ = try NumberPattern(parsing: pattern)
      Issue.record("\(pattern) was accepted")
    } catch {
      #expect(error.diagnostics.first?.id == id)
      #expect(error.diagnostics.first?.message == message)
      #expect(error.diagnostics.first?.hint == hint)
    }
  }

  @Test func `texts are raised and lowered`() throws {
    #expect(try NumberPattern(parsing: "lower").format(text: "VNM") == "vnm")
    #expect(try NumberPattern(parsing: "upper").format(text: "việt") == "VIỆT")
  }
}
