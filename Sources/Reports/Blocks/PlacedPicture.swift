import Diagnostics
import Geometry
import Layout
import Scene
import Specs

/// A picture in a box; what of it lies beyond the box is cut off.
struct PlacedPicture: Sendable {
  let picture: Picture
  /// In points, relative to the top left corner of what it belongs to.
  let box: Rect
  /// Where the whole picture would be.
  let frame: Rect
  let opacity: Double

  init(_ picture: Picture, in box: Rect, fit: PictureFit, focus: PictureFocus, opacity: Double = 1) {
    self.picture = picture
    self.box = box
    self.opacity = opacity
    frame =
      switch fit {
      case .contain: picture.frame(containedIn: box)
      case .cover: picture.frame(covering: box, x: focus.x, y: focus.y)
      }
  }

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    guard opacity > 0 else { return }
    let image = SceneImage(frame: frame.moved(origin.x, origin.y), picture: picture)
    let isCut = !box.expanded(by: 0.01).contains(frame)
    guard isCut || opacity < 1 else { return scene.image(image) }
    let clip = isCut ? Path(rect: box.moved(origin.x, origin.y)) : nil
    scene.group(clip: clip, opacity: opacity) { $0.image(image) }
  }

  /// Says that the picture is shown larger than its pixels bear: under 150 to the inch in print, under 96 on slides.
  ///
  /// - Parameter page: the size of the page; slides are told by it.
  func warning(named name: Name, page: Size) -> Diagnostic? {
    guard picture.format != .svg, frame.width > 0 else { return nil }
    let isSlide = page.height == 540 && (page.width == 960 || page.width == 720)
    let enough = isSlide ? 96.0 : 150.0
    let shown = picture.size.width / (frame.width / 72)
    guard shown < enough - 0.5 else { return nil }
    let width = Int(picture.size.width / enough * 25.4), pixels = Int((frame.width / 72 * enough).rounded(.up))
    return Diagnostic(
      "low-resolution", .warning, at: name.range,
      "\"\(name.text)\" is shown at \(Int(shown)) pixels per inch; \(Int(enough)) are enough up to a width of \(width) mm",
      hint: "show it smaller, or take a file that is at least \(pixels) pixels wide for this size")
  }
}

/// A picture as a block: one fragment, never broken.
struct PictureBlock: Block {
  let placed: PlacedPicture
  /// True for decoration, which readers who cannot see it are not told of.
  let isDecoration: Bool

  var widthRange: ClosedRange<Double> { max(0, placed.box.width)...max(0, placed.box.width) }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let height = placed.box.height
    if height > region.height + 0.01, height <= region.fullHeight + 0.01 { return .nothing(from: cursor, width: region.width) }
    let over = height - region.fullHeight
    return Fragment(
      size: Size(width: region.width, height: height), overflow: over > 0.5 ? over : nil,
      content: PictureContent(placed: placed, isDecoration: isDecoration))
  }
}

private struct PictureContent: FragmentContent {
  let placed: PlacedPicture
  let isDecoration: Bool

  func draw(at origin: Point, into scene: inout SceneBuilder) {
    guard isDecoration else { return placed.draw(at: origin, into: &scene) }
    scene.tagged(StructureTag(.artifact)) { placed.draw(at: origin, into: &$0) }
  }
}
