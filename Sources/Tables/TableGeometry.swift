import Typesetting

/// Where the columns of a table stand at one width, in points from its left edge.
struct TableGeometry: Sendable {
  let width: Double
  /// What the columns need beyond `width`; 0 when they fit.
  let excess: Double
  /// Each column with its insets.
  let columns: [ColumnPlace]
  /// The stretches of rules: one, or several when gaps cut the table.
  let stretches: [ClosedRange<Double>]
  let header: TableHeader

  init(core: TableCore, width: Double) {
    self.width = width
    let requests = core.model.columns.indices.map { core.request($0) }
    var widths = shareWidths(requests, available: width - core.gaps)
    Self.widenForSpanners(&widths, core: core, available: width - core.gaps)
    excess = max(0, widths.reduce(core.gaps, +) - width)
    var places: [ColumnPlace] = [], stretches: [ClosedRange<Double>] = []
    var x = 0.0, stretchStart = 0.0
    for (index, columnWidth) in widths.enumerated() {
      let gap = index == 0 ? 0 : core.model.columns[index].gapBefore
      if gap > 0 {
        stretches.append(stretchStart...max(stretchStart, x))
        stretchStart = x + gap
      }
      x += gap
      let insets = core.insets(index)
      var place = ColumnPlace(
        left: x + insets.left, right: max(x + insets.left, x + columnWidth - insets.right),
        fraction: core.measures[index].fraction)
      place.outer = x...max(x, x + columnWidth)
      if let bar = core.model.columns[index].bar { place.makeRoom(for: bar, beside: core.measures[index], gap: core.style.barGap) }
      if let side = core.side(index) { place.makeRoom(forSide: side, beside: core.measures[index]) }
      places.append(place)
      x += columnWidth
    }
    stretches.append(stretchStart...max(stretchStart, x))
    columns = places
    self.stretches = stretches
    header = TableHeader(core: core, columns: places, stretches: stretches)
  }

  /// A spanner wider than its columns takes room from the others' spare room: the columns below it grow by equal parts.
  private static func widenForSpanners(_ widths: inout [Double], core: TableCore, available: Double) {
    for spanner in core.model.spanners.joined() where !spanner.columns.isEmpty {
      let last = spanner.columns.upperBound - 1
      let around = core.insets(spanner.columns.lowerBound).left + core.insets(last).right
      let texts = [TextSpan(spanner.label, core.style.header), TextSpan(spanner.unit ?? "", core.style.unit)]
      let least = texts.map { core.typesetter.paragraph([$0], ParagraphFormat()).widthRange.lowerBound }.max() ?? 0
      let lack = least + around - widths[spanner.columns].reduce(0, +)
      guard lack > 0 else { continue }
      let inside = Double(spanner.columns.count), outside = widths.count - spanner.columns.count
      for index in spanner.columns { widths[index] += lack / inside }
      guard outside > 0 else { continue }
      for index in widths.indices where !spanner.columns.contains(index) {
        widths[index] = max(core.request(index).minimum, widths[index] - lack / Double(outside))
      }
    }
  }
}

/// The room for a column's texts: `left` and `right` are the edges of its values, `end` is that of all its content.
struct ColumnPlace: Hashable, Sendable {
  var left: Double
  var right: Double
  /// Right of bars and small figures beside the values.
  var end: Double
  /// The whole column with its insets.
  var outer: ClosedRange<Double>
  /// What stands right of the decimal line.
  var fraction: Double

  /// The room of bars, from the table's left edge; nil without any.
  var bar: ClosedRange<Double>?

  var width: Double { right - left }

  /// Leaves room at the right for small figures. Numbers end in the middle of the cell where they can, so that equal columns have
  /// equal edges.
  mutating func makeRoom(forSide side: Double, beside measure: ColumnMeasure) {
    // Beside a bar the figure stands at its far end.
    if let room = bar, room.lowerBound > left {
      bar = room.lowerBound...max(room.lowerBound, end - side)
      return
    }
    let most = max(left, end - side - measure.hang)
    right = min(most, max(left + measure.value, (left + end) / 2))
  }

  /// Parts the room between numbers and the bars beside them; bars below take the whole width.
  mutating func makeRoom(for bar: TableBar, beside measure: ColumnMeasure, gap: Double) {
    if bar.isBelow {
      self.bar = left...right
    } else {
      let end = right
      right = min(right, left + measure.maximum)
      self.bar = min(end, right + gap)...end
    }
  }

  init(left: Double, right: Double, fraction: Double) {
    self.left = left
    self.right = right
    end = right
    outer = left...max(left, right)
    self.fraction = fraction
  }
}
