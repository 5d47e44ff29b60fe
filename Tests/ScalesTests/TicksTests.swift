import Scales
import Testing

private let tickCases: [(Double, Double, Double, [Double])] = [
  (0, 1, 10, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]), (0, 100, 5, [0, 20, 40, 60, 80, 100]), (-10, 10, 4, [-10, -5, 0, 5, 10]),
  (10, -10, 4, [10, 5, 0, -5, -10]), (3, 3, 5, [3]),
]

@Test(arguments: tickCases)
func `ticks are round numbers`(start: Double, stop: Double, count: Double, expected: [Double]) {
  #expect(linearTicks(from: start, to: stop, count: count) == expected)
}

private let niceCases: [(Double, Double, Double, Double)] = [(0.132, 0.876, 0.1, 0.9), (0, 1313, 0, 1400), (-3.2, 4.1, -4, 5), (4.1, -3.2, 5, -4)]

@Test(arguments: niceCases)
func `nice widens to round numbers`(a: Double, b: Double, low: Double, high: Double) {
  let nice = niceDomain(a, b, count: 10)
  #expect(nice.0 == low)
  #expect(nice.1 == high)
}

private let hostileCases: [(Double, Double)] = [(.nan, 1), (0, .infinity), (-.infinity, .infinity), (-1e308, 1e308), (1e308, 1e308), (0, .leastNonzeroMagnitude)]

@Test(arguments: hostileCases)
func `numbers at the end of the range neither trap nor flood`(a: Double, b: Double) {
  #expect(linearTicks(from: a, to: b, count: 10).count <= mostTicks)
  _ = niceDomain(a, b, count: 10)
  _ = ContinuousScale(.log(base: 10), domain: [a, b], range: [0, 1]).ticks(count: 10)
}

@Test func `a count of a billion is refused rather than made`() {
  #expect(linearTicks(from: 0, to: 1e9, count: 1e9).isEmpty)
}

@Test func `log ticks show every digit while there is room`() {
  let scale = ContinuousScale(.log(base: 10), domain: [1, 100], range: [0, 1])
  #expect(scale.ticks(count: 10) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
}

private let formatCases: [(Double, Double, Double, String)] = [(0, 1, 10, "0.5"), (0, 10, 10, "1"), (0, 1_400, 7, "1")]

@Test(arguments: formatCases)
func `labels show as many decimals as tell ticks apart`(a: Double, b: Double, count: Double, expected: String) throws {
  let format = try #require(TickFormat(from: a, to: b, count: count))
  #expect(format(b == 1 ? 0.5 : 1) == expected)
}

@Test func `with s all ticks share the prefix of the largest`() throws {
  let format = try #require(TickFormat(from: -8e6, to: 8e6, count: 8, specifier: "s"))
  #expect(format(4e6) == "4M")
  #expect(format(0) == "0M")
}
