import Scales
import Testing

@Test func `a value outside the domain has no position`() {
  let scale = BandScale(domain: ["a", "b", "c"], range: (0, 120))
  #expect(scale.position(of: "d") == nil)
}

@Test func `bands share the range evenly`() {
  let scale = BandScale(domain: ["a", "b", "c"], range: (0, 120))
  #expect(scale.bandwidth == 40)
  #expect(scale.position(of: "c") == 80)
}

@Test func `paddings are fractions of the step`() {
  let scale = BandScale(domain: ["a", "b", "c"], range: (0, 60), paddingInner: 0.1, paddingOuter: 0.05)
  #expect(scale.step == 20)
  #expect(scale.bandwidth == 18)
  #expect(scale.position(of: "a") == 1)
}

@Test func `an inner padding of one makes points`() {
  let scale = BandScale(domain: [1, 2, 3], range: (0, 60), paddingInner: 1, paddingOuter: 0.5)
  #expect(scale.bandwidth == 0)
  #expect(scale.center(of: 2) == 30)
}

@Test func `a falling range runs from right to left`() {
  let scale = BandScale(domain: ["a", "b"], range: (100, 0))
  #expect(scale.position(of: "a") == 50)
  #expect(scale.position(of: "b") == 0)
}

@Test func `a repeated key counts once`() {
  #expect(BandScale(domain: ["a", "a", "b"], range: (0, 10)).domain == ["a", "b"])
}

@Test func `an empty domain has no band and does not fail`() {
  let scale = BandScale<String>(domain: [], range: (0, 100))
  #expect(scale.position(of: "a") == nil)
  #expect(scale.step.isFinite)
}
