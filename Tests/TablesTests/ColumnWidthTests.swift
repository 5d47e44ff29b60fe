import Testing

@testable import Tables

@Suite struct ColumnWidthTests {
  private func auto(_ low: Double, _ high: Double) -> ColumnRequest { ColumnRequest(width: .automatic, minimum: low, maximum: high) }

  @Test func `widths: spare room is shared in proportion to the content`() {
    #expect(shareWidths([auto(10, 20), auto(10, 60)], available: 160) == [40, 120])
  }

  @Test func `widths: too little room narrows each column by the same part of its slack`() {
    #expect(shareWidths([auto(10, 30), auto(20, 60)], available: 60) == [20, 40])
  }

  @Test func `widths: under the minimum nothing narrows further`() {
    #expect(shareWidths([auto(50, 60), auto(70, 80)], available: 100) == [50, 70])
  }

  @Test func `widths: lengths and percentages are kept and shares take the rest`() {
    let requests = [
      ColumnRequest(width: .points(30), minimum: 5, maximum: 50), ColumnRequest(width: .percent(25), minimum: 5, maximum: 50),
      ColumnRequest(width: .fraction(1), minimum: 5, maximum: 50), ColumnRequest(width: .fraction(3), minimum: 5, maximum: 50),
    ]
    #expect(shareWidths(requests, available: 200) == [30, 50, 30, 90])
  }

  @Test func `widths: a share under its column's minimum gives way to the minimum`() {
    let requests = [
      ColumnRequest(width: .fraction(1), minimum: 80, maximum: 90), ColumnRequest(width: .fraction(1), minimum: 5, maximum: 50),
    ]
    #expect(shareWidths(requests, available: 100) == [80, 20])
  }

  @Test func `widths: no column needs no room`() { #expect(shareWidths([], available: 100) == []) }
}

@Suite struct CellTextTests {
  @Test func `fixed text: rounds half away from zero as the number is written`() {
    #expect(fixedText(1.005, decimals: 2) == "1.01")
    #expect(fixedText(-0.04, decimals: 1) == "0.0")
    #expect(fixedText(-12.35, decimals: 1) == "\u{2212}12.4")
    #expect(fixedText(154.90000000000003, decimals: 1) == "154.9")
    #expect(fixedText(7, decimals: 0) == "7")
  }

  @Test func `integer part: ends before the decimal sign or after the last digit`() {
    let point = UInt8(ascii: ".")
    #expect(integerPartLength("38.6", decimalSign: point) == 2)
    #expect(integerPartLength("1,234", decimalSign: point) == 5)
    #expect(integerPartLength("77%", decimalSign: point) == 2)
    #expect(integerPartLength("(1.25)", decimalSign: point) == 2)
    #expect(integerPartLength("US$1.2bn", decimalSign: point) == 4)
    #expect(integerPartLength("n.a.", decimalSign: point) == nil)
    #expect(integerPartLength("", decimalSign: point) == nil)
    #expect(integerPartLength("3,5", decimalSign: UInt8(ascii: ",")) == 1)
  }

  @Test func `globs: stars and question marks`() {
    #expect(matchesGlob("20*", "2015"))
    #expect(!matchesGlob("20*", "1920"))
    #expect(matchesGlob("*_usd", "loan_usd"))
    #expect(matchesGlob("a?c*", "abcd"))
    #expect(!matchesGlob("a?c", "ac"))
    #expect(matchesGlob("*", ""))
  }

  @Test func `marks: five symbols, then doubled; letters go on after z`() {
    #expect((0..<7).map(MarkSeries.symbols.mark) == ["*", "\u{2020}", "\u{2021}", "\u{A7}", "\u{B6}", "**", "\u{2020}\u{2020}"])
    #expect([0, 25, 26, 27].map(MarkSeries.letters.mark) == ["a", "z", "aa", "ab"])
    #expect(MarkSeries.numbers.mark(9) == "10")
  }
}
