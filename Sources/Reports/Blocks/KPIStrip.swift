import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// Large numbers in equal columns. Nil when there are none.
  mutating func kpiStrip(_ spec: KPIStripSpec, width: Double) -> (any Block)? {
    let items = spec.items.compactMap { kpi($0, look: spec.look) }
    guard !items.isEmpty else { return nil }
    var block = KPIBlock(items: items, look: KPILook(spec.look, styles: styles), typesetter: typesetter)
    block.title = texts.text(spec.title, findings: &findings).map { capitals($0, .eyebrow) }
    block.source = texts.text(spec.source, findings: &findings).map {
      markupParagraph(words.source + " " + $0, .sourceLine, at: place(of: spec.source))
    }
    let columns = block.columns(width: width)
    for (item, spec) in zip(items, spec.items) {
      let least = typesetter.width(of: item.value.text, item.value.style) * Numeral.leastScale
      guard least > (columns.first?.room ?? width) + 0.01 else { continue }
      findings.warning(
        "does-not-fit", at: place(of: spec.value),
        "\"\(item.value.text)\" is wider than its column even at \(Int(Numeral.leastScale * 100)) % of its size",
        hint: "give it a shorter text, or the row fewer numbers")
    }
    return block
  }

  private mutating func kpi(_ spec: KPISpec, look: KPIStripSpec.Look) -> KPIItem? {
    guard let value = texts.text(spec.value, findings: &findings) else { return nil }
    let role: TextRole =
      switch look {
      case .strip: .kpiValue
      case .tiles: .kpiTile
      case .bars: .kpiBar
      }
    var style = styles.text(role)
    if spec.isSubject { style.color = styles.subjectColor }
    var item = KPIItem(value: TextSpan(value, style))
    item.unit = texts.text(spec.unit, findings: &findings).map { setParagraph($0, .kpiUnit) }
    for (text, isStrong) in [(spec.label, false), (spec.delta, true), (spec.note, false)] {
      guard let shown = texts.text(text, findings: &findings) else { continue }
      let marked = markupParagraph(shown, .kpiText, at: place(of: text))
      item.texts.append(isStrong ? setParagraph(shown, .kpiUnit) : marked)
    }
    if look == .bars { item.bar = spec.bar }
    item.barColor = spec.isSubject ? styles.subjectColor : styles.comparedColor
    return item
  }

  /// Text in a role, in capitals when the role says so.
  func capitals(_ text: String, _ role: TextRole) -> Paragraph {
    let isCapitals = styles.theme.style(role, language: styles.language).capitals
    return setParagraph(isCapitals ? text.uppercased() : text, role)
  }
}

extension Styles {
  /// The color of the subject: that of large figures.
  var subjectColor: Color { text(.pullFigure).color }
  /// The color of what the subject is compared with.
  var comparedColor: Color { theme.color(named: "sand-flow") ?? theme.color(.flowOther) }
}

/// A number with its texts set.
private struct KPIItem: Sendable {
  var value: TextSpan
  var unit: Paragraph?
  var texts: [Paragraph] = []
  var bar: Double?
  var barColor = Color.black

  init(value: TextSpan) { self.value = value }
}

/// The measures of a look, in points.
private struct KPILook: Sendable {
  var look: KPIStripSpec.Look
  /// Opens a strip with a title.
  var opening: LineStyle
  /// Parts the columns of a strip, and the source from what is above it.
  var divider: LineStyle
  /// Over each tile.
  var tileRule: LineStyle
  var belowRule: Double
  var belowTitle: Double
  /// Between the rule of a column and its text; between two tiles or bars.
  var inset: Double
  var aboveUnit: Double
  var barHeight: Double
  var belowBar: Double
  var aboveSource: Double

  init(_ look: KPIStripSpec.Look, styles: Styles) {
    let grid = styles.grid, theme = styles.theme
    self.look = look
    opening = theme.rule(.figure)
    divider = theme.rule(.divider)
    tileRule = theme.rule(.pull)
    belowRule = theme.figure.belowRule
    belowTitle = theme.figure.abovePicture
    inset = look == .strip ? grid * 0.763 : look == .tiles ? grid * 0.872 : grid * 0.436
    aboveUnit = look == .strip ? grid / 4 : 0
    barHeight = grid * 0.31
    belowBar = grid * 0.19
    aboveSource = grid * 2
  }
}

/// Large numbers side by side, their tops on one line. It is never parted.
private struct KPIBlock: Block {
  let items: [KPIItem]
  let look: KPILook
  let typesetter: Typesetter
  var title: Paragraph?
  var source: Paragraph?

  var widthRange: ClosedRange<Double> { 0...1e9 }

  /// Where each column and its text begin, and the room of the text.
  func columns(width: Double) -> [(rule: Double, x: Double, room: Double)] {
    let count = Double(items.count)
    return items.indices.map { index in
      switch look.look {
      case .strip:
        let step = width / count
        let left = index == 0 ? 0 : look.inset
        return (step * Double(index), step * Double(index) + left, max(1, step - left - look.inset))
      case .tiles, .bars:
        let room = max(1, (width - look.inset * (count - 1)) / count)
        return ((room + look.inset) * Double(index), (room + look.inset) * Double(index), room)
      }
    }
  }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var parts = SetParts()
    let columns = columns(width: region.width)
    let top = addTitle(&parts, width: region.width)
    let scale = zip(items, columns).reduce(1.0) { min($0, Numeral($1.0.value).scale(toFit: $1.1.room, typesetter)) }
    var bottom = top
    for (item, column) in zip(items, columns) {
      let start = addOpening(of: item, column, top: top, &parts)
      bottom = max(bottom, add(item, x: column.x, room: column.room, top: start, scale: scale, &parts))
    }
    if look.look == .strip {
      for column in columns.dropFirst() where look.divider.width > 0 {
        parts.rules.append(
          (Point(x: column.rule, y: top), Point(x: column.rule, y: bottom), look.divider.width, look.divider.color))
      }
    }
    let end = addSource(&parts, top: bottom, width: region.width)
    return onePiece(parts, height: end, in: region, from: cursor, tag: StructureTag(.paragraph))
  }

  private func addTitle(_ parts: inout SetParts, width: Double) -> Double {
    guard let title else { return 0 }
    parts.rule(y: 0, from: 0, to: width, look.opening.width, look.opening.color)
    let end = parts.add(title, x: 0, top: look.opening.width + look.belowRule, width: width)
    return end + look.belowTitle
  }

  /// The rule of a tile or the bar above a number; returns where the number begins.
  private func addOpening(
    of item: KPIItem, _ column: (rule: Double, x: Double, room: Double), top: Double, _ parts: inout SetParts
  ) -> Double {
    switch look.look {
    case .strip: return top
    case .tiles:
      parts.rule(y: top, from: column.x, to: column.x + column.room, look.tileRule.width, look.tileRule.color)
      return top + look.tileRule.width + look.belowRule
    case .bars:
      let longest = items.compactMap(\.bar).max() ?? 0
      if let bar = item.bar, bar > 0, longest > 0 {
        let rect = Rect(x: column.x, y: top, width: column.room * bar / longest, height: look.barHeight)
        parts.bars.append((rect, item.barColor))
      }
      return top + look.barHeight + look.belowBar
    }
  }

  private func add(
    _ item: KPIItem, x: Double, room: Double, top: Double, scale: Double, _ parts: inout SetParts
  ) -> Double {
    let numeral = Numeral(item.value)
    parts.lines.append((numeral.line(scale, typesetter), Point(x: x, y: top + numeral.baseline)))
    var y = top + numeral.height + look.aboveUnit
    if let unit = item.unit { y = parts.add(unit, x: x, top: y, width: room) }
    for text in item.texts { y = parts.add(text, x: x, top: y, width: room) }
    return y
  }

  private func addSource(_ parts: inout SetParts, top: Double, width: Double) -> Double {
    guard let source else { return top }
    let y = top + look.aboveSource
    parts.rule(y: y, from: 0, to: width, look.divider.width, look.divider.color)
    return parts.add(source, x: 0, top: y + look.divider.width + look.belowRule, width: width)
  }
}
