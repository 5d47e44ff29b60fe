import Geometry
import Glibc
import Scene
import Typesetting

/// Sets the words of a mark where Vega's canvas would put them.
struct TextLowering {
  let ruler: TextRuler
  let transform: Transform

  func draw(_ text: TextMark, _ style: MarkStyle, into builder: inout SceneBuilder) {
    let alpha = style.opacity * style.fillOpacity
    guard alpha > 0, text.fontSize > 0, case .color(let color)? = style.fill, color.alpha > 0 else { return }
    let scale = abs(transform.scaleX)
    let angle = text.angle * .pi / 180
    let c = cos(angle), s = sin(angle)
    let at = transform.apply(text.anchor)
    let down = baselineOffset(text.baseline, fontSize: text.fontSize, lineHeight: text.leading)
    let textStyle = ruler.style(text.fontSpec, color: color.faded(alpha), scale: scale)
    let halo = text.haloColor.map { Halo(color: $0, width: text.haloWidth * scale) }
    for (i, words) in text.lines.enumerated() {
      let shown = ruler.truncated(words, text.fontSpec, limit: text.limit)
      if shown.isEmpty { continue }
      let line = ruler.typesetter.line(shown, textStyle)
      let dx = text.align == .center ? -line.width / 2 : text.align == .right ? -line.width : 0
      let dy = (down + text.leading * Double(i)) * scale
      line.draw(at: Point(x: at.x + dx * c - dy * s, y: at.y + dx * s + dy * c), into: &builder, angle: angle, halo: halo)
    }
  }
}
