import Geometry
import Scales
import Testing

@Test func `schemes are known by name in any case`() throws {
  let scheme = try #require(ColorScheme(named: "Tableau10"))
  #expect(scheme.isCategorical)
  #expect(scheme.colors.first?.hex == "#4c78a8")
  #expect(scheme.colors.count == 10)
  #expect(ColorScheme(named: "no-such") == nil)
}

@Test func `a count in the name samples a ramp`() throws {
  #expect(try #require(ColorScheme(named: "blues-5")).colors.count == 5)
  #expect(try #require(ColorScheme(named: "blues-9999999")).colors.count == 64)
}

@Test(arguments: ColorScheme.names)
func `every scheme has colors`(name: String) throws {
  let colors = try #require(ColorScheme(named: name)).colors
  #expect(colors.count >= 7)
}

@Test func `a ramp goes through its colors`() {
  let ramp = ColorRamp([.black, .white])
  #expect(ramp(0).hex == "#000000")
  #expect(ramp(0.5).hex == "#808080")
  #expect(ramp(1).hex == "#ffffff")
  #expect(ramp(.nan).hex == "#000000")
}

@Test(arguments: ColorSpace.allCases)
func `every color space keeps both ends`(space: ColorSpace) {
  let a = Color(hex: 0x4C78A8), b = Color(hex: 0xF58518)
  #expect(mix(a, b, 0, in: space).hex == a.hex)
  #expect(mix(a, b, 1, in: space).hex == b.hex)
}
