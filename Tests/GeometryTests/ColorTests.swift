import Geometry
import Testing

@Test func `color: CSS forms read as CSS reads them`() {
  let forms = ["#f00", "#ff0000", "#FF0000FF", "red", "rgb(255, 0, 0)", "rgba(255,0,0,1)", "hsl(0, 100%, 50%)", "rgb(100%,0%,0%)"]
  for form in forms { #expect(Color(css: form)?.hex == "#ff0000", "\(form)") }
  for wrong in ["", "#12", "#ggg", "redd", "rgb(1,2)", "hsl(a,b,c)"] { #expect(Color(css: wrong) == nil, "\(wrong)") }
}

@Test func `color: components outside the range are held, NaN is nothing`() {
  #expect(Color(red: 2, green: -1, blue: .nan) == Color(red: 1, green: 0, blue: 0))
}

@Test func `color: contrast is that of WCAG`() {
  #expect(abs(Color.black.contrast(with: .white) - 21) < 1e-9)
  #expect(abs(Color(hex: 0x777777).contrast(with: .white) - 4.478) < 0.001)
}

@Test func `color: words get as dark as they need, and no darker`() {
  let pale = Color(hex: 0xA9D0C7).darkened(toContrast: 4.5, on: .white)
  #expect(pale.contrast(with: .white) >= 4.5)
  #expect(pale.contrast(with: .white) < 4.51)
  #expect(Color(hex: 0x2C716C).darkened(toContrast: 4.5, on: .white) == Color(hex: 0x2C716C))
}

@Test func `path: a step with NaN is refused and told`() {
  var path = Path()
  path.line(to: Point(x: 1, y: 2))
  path.line(to: Point(x: .nan, y: 0))
  #expect(path.elements == [.move(Point(x: 1, y: 2))])
  #expect(!path.isComplete)
}

@Test func `rounded rectangle: radii are held to half of the shorter side`() {
  let path = Path(rect: Rect(x: 0, y: 0, width: 10, height: 4), radii: CornerRadii(all: 99))
  #expect(path.bounds == Rect(x: 0, y: 0, width: 10, height: 4))
  #expect(path.elements.first == .move(Point(x: 2, y: 0)))
}
