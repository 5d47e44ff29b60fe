import Charts
import Geometry

/// One area of color with its words.
private struct LegendRow {
  var paint: MarkPaint
  var text: String
  var note: String?
  var count: Int?
}

extension LegendBuilder {
  /// Classes, groups and the hatch, each with its words.
  func areas(_ classes: ColorClasses?) -> [LegendPart] {
    let key = model.settings.legend
    func word(_ list: [(name: MapSettings.Key, text: String)], _ name: String) -> String? { list.first { $0.name.text == name }?.text }
    var rows = (classes?.entries ?? []).map { entry in
      let count = model.features.count { model.fill(of: $0) == entry.color && $0.carriesData }
      return LegendRow(
        paint: .color(entry.color), text: word(key.names, entry.text) ?? entry.text, note: word(key.notes, entry.text),
        count: key.hasCounts ? count : nil)
    }
    for (i, group) in model.settings.groups.enumerated() {
      guard let fill = group.fill, let name = group.name else { continue }
      rows.append(LegendRow(paint: .color(fill), text: name, note: group.note, count: key.hasCounts ? model.members(of: i).count : nil))
    }
    if model.hasMissing {
      let words = model.settings.noData ?? (model.settings.language.hasPrefix("ko") ? "자료 없음" : "no figure")
      rows.append(LegendRow(paint: model.hatch, text: words))
    }
    let hasNotes = rows.contains { $0.note != nil }
    let column = rows.compactMap { $0.count.map { ruler.line(String($0), model.style.number).width } }.max()
    return rows.map { part($0, hasNotes: hasNotes, countColumn: column) }
  }

  private func part(_ row: LegendRow, hasNotes: Bool, countColumn: Double?) -> LegendPart {
    let style = model.style, box = Size(width: (hasNotes ? 1 : 1.55) * style.swatch, height: style.swatch), gap = 0.65 * style.swatch
    let left = box.width + gap + (countColumn.map { $0 + gap } ?? 0)
    let most = max(mm(15), (model.settings.legend.width ?? (model.settings.legend.place == .beside ? mm(55) : mm(60) * style.unit)) - left)
    let lead = 1.36 * style.legend.size
    var lines = ruler.lines(row.text, hasNotes ? style.legendTitle : style.legend, width: most, height: lead)
    var second = style.legend
    second.color = style.plain.color
    if let note = row.note { lines += ruler.lines(note, second, width: most, height: lead) }
    let words = MapLabel(lines: lines)
    let count = row.count.map { ruler.line(String($0), style.number) }
    let height = max(words.height, box.height, count.map { 0.8 * $0.face.size } ?? 0)
    let size = Size(width: left + words.width, height: height)
    // The areas stand on one step when each has one line.
    let space = hasNotes || countColumn != nil ? 0.55 * style.legendLine : max(0, style.legendLine - height)
    return LegendPart(size: size, space: space) { origin, halo in
      let top = hasNotes ? origin.y + max(0, (lead - box.height) / 2) : origin.y + (height - box.height) / 2
      let look = MarkStyle(fill: row.paint, stroke: .color(style.coast.color), strokeWidth: style.coast.width)
      var marks = [Mark(.legendSymbol, .rect(Rect(origin: Point(x: origin.x, y: top), size: box), .zero), style: look)]
      if let count, let countColumn {
        let at = Point(x: origin.x + box.width + gap + countColumn, y: top + box.height / 2 + 0.36 * count.face.size)
        marks.append(count.mark(at: at, align: .right, halo: halo, haloWidth: style.haloWidth, role: .legendLabel))
      }
      let corner = Point(x: origin.x + left, y: hasNotes ? origin.y : origin.y + (height - words.height) / 2)
      let at = Rect(origin: corner, size: Size(width: words.width, height: words.height))
      return marks + words.marks(in: at, side: .right, color: nil, halo: halo, haloWidth: style.haloWidth, role: .legendLabel)
    }
  }
}
