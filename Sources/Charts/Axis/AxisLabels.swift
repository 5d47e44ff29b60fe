import DataTables
import Diagnostics
import Geometry
import Inputs
import Scales

/// The words of an axis.
extension AxisBuilder {
  /// The labels of ticks: what touches is hidden, as Vega does.
  func labelMarks(_ values: [Value], _ count: Double) -> [Mark] {
    let texts = labels(values, count)
    let out = (axis.bool("ticks") ?? true ? tickSize : 0) + (axis.number("labelPadding") ?? 2)
    var marks: [Mark] = []
    for (i, value) in values.enumerated() {
      guard let at = labelPosition(value) else { continue }
      var text = TextMark(
        anchor: point(along: at, out: out), lines: texts[i], font: axis.string("labelFont") ?? compilation.defaultFont,
        fontSize: conditional("labelFontSize", value, i, texts[i])?.number ?? axis.number("labelFontSize") ?? 10,
        fontWeight: weight(conditional("labelFontWeight", value, i, texts[i]) ?? axis["labelFontWeight"]) ?? 400,
        italic: (conditional("labelFontStyle", value, i, texts[i]) ?? axis["labelFontStyle"])?.string == "italic", align: defaults.labelAlign,
        baseline: defaults.labelBaseline, angle: defaults.labelAngle ?? 0, lineHeight: axis.number("labelLineHeight"),
        limit: axis.number("labelLimit") ?? 180)
      wrap(&text)
      if let given = conditional("labelAlign", value, i, texts[i])?.string.flatMap(TextAlign.init(rawValue:)) { text.align = given }
      flush(&text, value, at)
      let color = conditional("labelColor", value, i, texts[i])?.string.flatMap { Color(css: $0) } ?? axis.color("labelColor") ?? .black
      let opacity = conditional("labelOpacity", value, i, texts[i])?.number ?? axis.number("labelOpacity") ?? 1
      marks.append(Mark(.axisLabel, .text(text), style: MarkStyle(fill: .color(color), opacity: opacity)))
    }
    return resolvingOverlap(marks)
  }

  /// Breaks a long label into lines; beside the plot they are centered on their tick.
  private func wrap(_ text: inout TextMark) {
    guard let width = defaults.labelWrap else { return }
    text.lines = ruler.wrapped(text.lines, text.fontSpec, limit: width)
    if !orient.isHorizontal, text.baseline == .middle { text.anchor.y -= text.multiLineOffset / 2 }
    if orient == .top { text.anchor.y -= text.multiLineOffset }
  }

  func weight(_ node: TreeNode?) -> Int? {
    guard let node else { return nil }
    return node.number.flatMap { Int(exactly: $0) } ?? node.string.map(fontWeight)
  }

  /// Labels within the threshold of an end are pulled inside.
  private func flush(_ text: inout TextMark, _ value: Value, _ at: Double) {
    guard let threshold = defaults.labelFlush, let place = axis.scale.position(value) else { return }
    let low: Double, high: Double
    switch axis.scale.mapping {
    case .continuous(let s): (low, high) = (min(s.range.first ?? 0, s.range.last ?? 0), max(s.range.first ?? 0, s.range.last ?? 0))
    case .band(let band): (low, high) = (min(band.range.start, band.range.end), max(band.range.start, band.range.end))
    case .ramp, .ordinal, .classes, .identity: return
    }
    let l = abs(place - low), r = abs(high - place)
    let end = l < r && l <= threshold ? -1 : r <= threshold ? 1 : 0
    guard end != 0 else { return }
    let shift = axis.number("labelFlushOffset") ?? 0
    if orient.isHorizontal {
      guard axis.stated["labelAlign"] == nil, defaults.labelAngle ?? 0 == 0 else { return }
      text.align = end < 0 ? .left : .right
      text.anchor.x += end < 0 ? -shift : shift
    } else {
      guard axis.stated["labelBaseline"] == nil else { return }
      text.baseline = end < 0 ? .top : .bottom
      text.anchor.y += end < 0 ? -shift : shift
    }
  }

  private func labels(_ values: [Value], _ count: Double) -> [[String]] {
    let format = LabelFormat(
      scale: axis.scale, def: axis.def, format: axis["format"], formatType: axis.string("formatType"), count: count,
      config: compilation.config, keepsAll: axis.stated["values"] != nil,
      isNormalized: axis.def.node["stack"]?.string == "normalize" || axis.unit.stack?.channel == axis.channel && axis.unit.stack?.offset == .normalize)
    let plain = values.map { format($0) }
    guard let source = axis["labelExpr"], let text = source.string else { return plain.map { [$0] } }
    guard let expression = compilation.attempt({ () throws(Failure) in try ChartExpression(text, at: source.range, compilation) }) else {
      return plain.map { [$0] }
    }
    return zip(values, plain).enumerated().map { i, item in
      let datum = Value.object([
        ObjectField(name: "value", value: item.0), ObjectField(name: "label", value: .string(item.1)), ObjectField(name: "index", value: .number(values.count > 1 ? Double(i) / Double(values.count - 1) : 0)),
      ])
      let value = compilation.attempt { () throws(Failure) in try expression.value(datum: datum) } ?? .null
      if case .list(let lines) = value { return lines.map(\.shown) }
      return [value.isNull ? "" : value.shown]
    }
  }

  /// Hides labels that would touch others, as Vega's `labelOverlap` does, and those beyond `labelBound`.
  private func resolvingOverlap(_ marks: [Mark]) -> [Mark] {
    guard let method = defaults.labelOverlap ?? (defaults.labelBound != nil ? .parity : nil) else { return marks }
    let separation = axis.number("labelSeparation") ?? 0
    var result = marks
    let boxes = marks.map { $0.bounds(ruler) }
    let source = marks.indices.filter { boxes[$0].width > 1 && boxes[$0].height > 1 }
    guard let lastOfAll = source.last else { return marks }
    var kept = source
    var isHidden = [Bool](repeating: false, count: marks.count)
    func overlaps(_ items: [Int]) -> Bool { zip(items, items.dropFirst()).contains { boxes[$0].intersects(boxes[$1], separation: separation) } }
    if defaults.labelOverlap != nil, kept.count >= 3, overlaps(kept) {
      repeat {
        let before = kept.count
        kept = thinned(kept, boxes, method, separation)
        if kept.count == before { break }
      } while kept.count >= 3 && overlaps(kept)
      isHidden = marks.indices.map { !kept.contains($0) && source.contains($0) }
      if kept.count < 3, isHidden[lastOfAll] {
        if kept.count > 1, let last = kept.last { isHidden[last] = true }
        isHidden[lastOfAll] = false
      }
    }
    if let tolerance = defaults.labelBound {
      for i in source where orient.isHorizontal ? boxes[i].x1 < -tolerance || boxes[i].x2 > length + tolerance : boxes[i].y1 < -tolerance || boxes[i].y2 > length + tolerance {
        isHidden[i] = true
      }
    }
    for i in result.indices where isHidden[i] { result[i].style.opacity = 0 }
    return result
  }

  private func thinned(_ items: [Int], _ boxes: [Bounds], _ method: AxisDefaults.Overlap, _ separation: Double) -> [Int] {
    if method == .parity { return items.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) }
    var kept: [Int] = []
    for i in items where kept.last.map({ !boxes[$0].intersects(boxes[i], separation: separation) }) ?? true { kept.append(i) }
    return kept
  }
}
