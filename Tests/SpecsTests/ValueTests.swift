import Geometry
import Specs
import Testing

@Test func `lengths resolve to points`() {
  #expect(Length.parse("25.4mm")?.points == 72)
  #expect(Length.parse("2.54 cm")?.points == 72)
  #expect(Length.parse("1in")?.points == 72)
  #expect(Length.parse("4px")?.points == 3)
  #expect(Length.parse("2em")?.resolve(against: 0, em: 9) == 18)
  #expect(Length.parse("50%")?.resolve(against: 300, em: 9) == 150)
  #expect(Length.parse("2fr")?.resolve(against: 300, em: 9) == nil)
  for text in ["", "12", "mm", "1e9mm", "100001mm", "nanmm", "1..2mm", "12mmm", "٣mm"] { #expect(Length.parse(text) == nil) }
}

@Test func `page sizes have names and turn`() throws {
  let a4 = try #require(PageSize(named: "a4"))
  #expect(abs(a4.width - 595.28) < 0.01 && abs(a4.height - 841.89) < 0.01)
  #expect(a4.turned(.landscape).width == a4.height)
  #expect(PageSize(named: "slide-16x9").map { [$0.width, $0.height] } == [960, 540])
}

@Test func `the schema names every block and describes keys`() {
  let schema = jsonSchema()
  for kind in BlockKind.allCases { #expect(schema.contains("\"\(kind.rawValue)\":{\"type\":\"object\"")) }
  #expect(schema.contains("\"$ref\":\"#/$defs/report\""))
  #expect(schema.contains("The finding, in one line."))
}
