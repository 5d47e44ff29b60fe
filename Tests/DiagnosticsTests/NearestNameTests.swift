import Diagnostics
import Testing

private let channels = ["x", "y", "color", "size", "shape", "opacity", "tooltip"]

@Test(arguments: [
  ("colour", "color"), ("colro", "color"), ("Color", "color"), ("szie", "size"), ("opasity", "opacity"), ("tooltips", "tooltip"),
])
func `a slip finds its name`(slip: String, name: String) {
  #expect(nearestName(to: slip, among: channels) == name)
}

@Test(arguments: ["legend", "qqqq", "temperature", "xyz"]) func `a name that is no slip finds nothing`(name: String) {
  #expect(nearestName(to: name, among: channels) == nil)
}

@Test func `the earlier of two equally near names is proposed`() {
  #expect(nearestName(to: "bat", among: ["cat", "hat"]) == "cat")
}

@Test func `the name itself is never proposed`() {
  #expect(nearestName(to: "size", among: ["size"]) == nil)
}

@Test func `the proposal is a question`() {
  #expect(didYouMean("colour", among: channels) == "did you mean \"color\"?")
  #expect(didYouMean("legend", among: channels) == nil)
}

@Test func `very long names cost no more than their beginning`() {
  let long = String(repeating: "a", count: 1_000_000)
  #expect(nearestName(to: long, among: [String(repeating: "a", count: 64)]) == String(repeating: "a", count: 64))
}
