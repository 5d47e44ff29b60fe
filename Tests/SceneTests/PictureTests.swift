import Geometry
import Scene
import Testing

private let wide = Picture(format: .png, file: [1], storedSize: Size(width: 40, height: 20))
private let square = Rect(x: 10, y: 10, width: 20, height: 20)

@Test func `a picture contained in a box is whole and in the middle`() {
  #expect(wide.frame(containedIn: square) == Rect(x: 10, y: 15, width: 20, height: 10))
}

@Test(arguments: [(0.0, 10.0), (0.5, 0.0), (1.0, -10.0), (0.3, 8.0)])
func `a picture that covers a box shows its focus as near to the middle as its edges allow`(x: Double, left: Double) {
  let frame = wide.frame(covering: square, x: x, y: 0.5)
  #expect(abs(frame.x - left) < 1e-9 && frame.y == 10 && frame.width == 40 && frame.height == 20)
}

@Test func `a turned picture has its sides swapped`() {
  let turned = Picture(format: .jpeg, file: [1], storedSize: Size(width: 40, height: 20), orientation: .turnRight)
  #expect(turned.size == Size(width: 20, height: 40))
  #expect(turned.frame(containedIn: square) == Rect(x: 15, y: 10, width: 10, height: 20))
}
