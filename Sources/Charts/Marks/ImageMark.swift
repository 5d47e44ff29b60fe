import DataTables
import Diagnostics
import Geometry
import Inputs

/// Images by address; the pictures are read when the chart is drawn, see `MarkLowering.images`. https://vega.github.io/vega-lite/docs/image.html
func imageMarks(_ context: MarkContext) -> [Mark] {
  let x = Position(context: context, channel: .x).point(.middle), y = Position(context: context, channel: .y).point(.middle)
  let width = context.number("width") ?? context.number("size") ?? 50, height = context.number("height") ?? context.number("size") ?? 50
  let urlDef = context.encoding[.url]
  let align = context.mark.string("align") ?? "center", baseline = context.mark.string("baseline") ?? "middle"
  let keepsShape = context.mark.bool("aspect") ?? true
  let reader = ChannelReader(.opacity, context)
  return (0..<context.frame.count).compactMap { row in
    guard let cx = x(row), let cy = y(row) else { return nil }
    let url = urlDef?.value?.string ?? urlDef.map { context.frame.value($0.column, row).shown } ?? context.mark.string("url") ?? ""
    let left = align == "left" ? cx : align == "right" ? cx - width : cx - width / 2
    let top = baseline == "top" ? cy : baseline == "bottom" ? cy - height : cy - height / 2
    let image = ImageMark(box: Rect(x: left, y: top, width: width, height: height), url: url, keepsShape: keepsShape)
    return Mark(.mark, .image(image), style: MarkStyle(opacity: reader.item(row)?.number ?? context.number("opacity") ?? 1))
  }
}
