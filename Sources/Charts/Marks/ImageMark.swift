import DataTables
import Diagnostics
import Geometry
import Inputs

/// Images by address. https://vega.github.io/vega-lite/docs/image.html
func imageMarks(_ context: MarkContext) -> [Mark] {
  let x = Position(context: context, channel: .x).point(.middle), y = Position(context: context, channel: .y).point(.middle)
  let width = context.number("width") ?? context.number("size") ?? 50, height = context.number("height") ?? context.number("size") ?? 50
  let urlDef = context.encoding[.url]
  let align = context.mark.string("align") ?? "center", baseline = context.mark.string("baseline") ?? "middle"
  let reader = ChannelReader(.opacity, context)
  var named: Set<String> = []
  return (0..<context.frame.count).compactMap { row in
    guard let cx = x(row), let cy = y(row) else { return nil }
    let url = urlDef?.value?.string ?? urlDef.map { context.frame.value($0.column, row).shown } ?? context.mark.string("url") ?? ""
    if !url.isEmpty, named.insert(url).inserted, named.count <= 5 {
      context.compilation.findings.warning("picture-frame", at: urlDef?.node.range ?? context.mark.node.range, "the picture \"\(url)\" is not read here; its frame stands in its place")
    }
    let left = align == "left" ? cx : align == "right" ? cx - width : cx - width / 2
    let top = baseline == "top" ? cy : baseline == "bottom" ? cy - height : cy - height / 2
    return Mark(.mark, .image(Rect(x: left, y: top, width: width, height: height), url: url), style: MarkStyle(opacity: reader.item(row)?.number ?? context.number("opacity") ?? 1))
  }
}
