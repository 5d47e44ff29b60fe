import Scales
import Testing

@Test func `linear maps ends to ends`() {
  let scale = ContinuousScale(domain: [10, 20], range: [0, 100])
  #expect(scale(15) == 50)
  #expect(scale(25) == 150)
  #expect(scale.inverted(50) == 15)
}

@Test func `a clamped scale stays in its range`() {
  #expect(ContinuousScale(domain: [0, 1], range: [0, 100], isClamped: true)(7) == 100)
}

@Test func `pieces meet at the middle stop`() {
  let scale = ContinuousScale(domain: [-10, 0, 100], range: [0, 50, 100])
  #expect(scale(-5) == 25)
  #expect(scale(50) == 75)
}

@Test func `log of zero has no place`() {
  #expect(!ContinuousScale(.log(base: 10), domain: [1, 100], range: [0, 1])(0).isFinite)
}

@Test func `square root keeps the sign`() {
  let scale = ContinuousScale(.power(exponent: 0.5), domain: [0, 100], range: [0, 10])
  #expect(scale(25) == 5)
  #expect(scale(-25) == -5)
}

@Test func `a domain without width maps to the middle`() {
  #expect(ContinuousScale(domain: [5, 5], range: [0, 100])(5) == 50)
}

@Test func `NaN stays NaN`() {
  #expect(ContinuousScale(domain: [0, 1], range: [0, 1])(.nan).isNaN)
}

@Test func `quantiles part values evenly`() {
  let scale = DiscretizingScale(quantilesOf: [1, 2, 3, 4], classes: 2)
  #expect(scale.boundaries == [2.5])
  #expect(scale.classIndex(of: 2.4) == 0)
  #expect(scale.classIndex(of: 2.5) == 1)
  #expect(scale.classIndex(of: .nan) == nil)
}

@Test func `equal parts of a range`() {
  #expect(DiscretizingScale(from: 0, to: 100, classes: 4).boundaries == [25, 50, 75])
}
