import Geometry
import Inputs

/// `casing`, an option of this project on any mark: a band of `width` pixels on each side, below the mark, that parts it from what it crosses.
///
/// `casing: true` is 1 px of white; words take it as a halo.
func withCasing(_ marks: [Mark], _ context: MarkContext) -> [Mark] {
  guard let node = context.mark["casing"], !node.isNull, node.bool != false else { return marks }
  let width = max(0, context.compilation.number(node) ?? context.compilation.number(node["width"]) ?? 1)
  let color = node["color"]?.string.flatMap { Color(css: $0) } ?? .white
  guard width > 0 else { return marks }
  return marks.flatMap { mark -> [Mark] in
    var mark = mark
    if case .text(var text) = mark.shape {
      text.haloColor = color
      text.haloWidth = 2 * width
      mark.shape = .text(text)
      return [mark]
    }
    var below = mark
    below.style.fill = nil
    below.style.strokeDash = []
    below.style.stroke = .color(color)
    below.style.strokeWidth = (mark.style.stroke == nil ? 0 : mark.style.strokeWidth) + 2 * width
    return [below, mark]
  }
}
