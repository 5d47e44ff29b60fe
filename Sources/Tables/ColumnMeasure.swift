import DataTables
import Formats
import Typesetting

/// The room that the texts of one column need, in points, without insets.
struct ColumnMeasure: Sendable, Hashable {
  /// The narrowest and widest that all texts need, labels included.
  var minimum = 0.0
  var maximum = 0.0
  /// Right of the line on which decimal signs align; 0 for other alignments.
  var fraction = 0.0
  /// Left of that line.
  var integer = 0.0
  /// What the values need, without labels and what stands beside them.
  private(set) var value = 0.0
  /// What hangs right of the digits.
  var hang = 0.0
  /// The bytes right of that line in the shortest and the longest tail; equal tails need no alignment of their own.
  private(set) var shortestTail = Int.max
  private(set) var longestTail = 0

  /// True when all numbers are equally long right of the decimal line, so that their right edges align as well.
  var hasEqualTails: Bool { shortestTail >= longestTail }

  mutating func take(minimum low: Double, maximum high: Double) {
    minimum = max(minimum, low)
    maximum = max(maximum, high)
  }

  /// Ends the values and adds what stands at the right end of the cells.
  mutating func finishValues(side: Double) {
    value = maximum
    guard side > 0 else { return }
    minimum += hang + side
    maximum += hang + side
  }

  mutating func takeTail(bytes: Int) {
    shortestTail = min(shortestTail, bytes)
    longestTail = max(longestTail, bytes)
  }

  mutating func takeNumber(left: Double, right: Double) {
    integer = max(integer, left)
    fraction = max(fraction, right)
    take(minimum: integer + fraction, maximum: integer + fraction)
  }
}

/// Measures columns. Small tables exactly; long ones by the widest candidates, which is exact for numbers and safely wide for
/// texts.
struct ColumnMeasurer {
  let model: TableModel
  let style: TableStyle
  let typesetter: Typesetter
  private let decimalSign: UInt8
  private let look: CellLook

  /// Up to so many rows each cell is measured by itself.
  private static let exactRows = 1_000
  /// The room of small charts.
  private static let sparkWidth = 42.0...72.0

  init(model: TableModel, style: TableStyle, typesetter: Typesetter) {
    self.model = model
    self.style = style
    self.typesetter = typesetter
    decimalSign = Tables.decimalSign(of: model.language)
    look = CellLook(model: model, style: style)
  }

  func measure(_ index: Int) -> ColumnMeasure {
    let column = model.columns[index]
    var measure = ColumnMeasure()
    for bodyStyle in bodyStyles(of: column) { measureBody(index, in: bodyStyle, into: &measure) }
    measureSummaries(index, into: &measure)
    if column.sparks != nil { measure.take(minimum: Self.sparkWidth.lowerBound, maximum: Self.sparkWidth.upperBound) }
    measure.hang = hang(index)
    let side = column.sides.map { typesetter.width(of: $0, style.unit) }.max() ?? 0
    measure.finishValues(side: side > 0 ? side + style.sideGap : 0)
    for line in column.label.split(separator: "\n") { takeLabel(String(line), style.header, into: &measure) }
    if let unit = column.unit { takeLabel(unit, style.unit, into: &measure) }
    return measure
  }

  private func bodyStyles(of column: TableColumn) -> [TextStyle] {
    let regular = column.isStrong ? style.strong(style.body) : style.body
    let hasSubjects = !model.subjectRows.isEmpty || !model.highlights.isEmpty
    return column.isStrong || !hasSubjects ? [regular] : [regular, style.strong(style.body)]
  }

  /// The room that suffixes, marks and remarks need right of the digits; of marks alone when they follow texts.
  private func hang(_ index: Int) -> Double {
    let column = model.columns[index]
    var widest = model.marks.marks(inColumn: index).map { markWidth($0) }.max() ?? 0
    guard column.isNumberLike, column.hasExtras else { return widest }
    for row in 0..<max(column.suffixes.count, column.annotations.count) where column.hasTrailing(at: row) {
      let annotation = column.annotation(at: row)
      var room = typesetter.width(of: column.suffix(at: row), style.body)
      if let mark = model.marks[.cell(row: row, column: index)] { room += markWidth(mark) }
      if !annotation.isEmpty { room += style.annotationGap + typesetter.width(of: annotation, style.annotation) }
      widest = max(widest, room)
    }
    return widest
  }

  private func markWidth(_ mark: String) -> Double {
    typesetter.width(of: mark, style.mark(on: style.body)) + style.body.size * style.markGap
  }

  private func takeLabel(_ text: String, _ style: TextStyle, into measure: inout ColumnMeasure) {
    let paragraph = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat())
    measure.take(minimum: paragraph.widthRange.lowerBound, maximum: paragraph.widthRange.upperBound)
  }

  private func measureBody(_ index: Int, in style: TextStyle, into measure: inout ColumnMeasure) {
    let column = model.columns[index]
    if case .spans(let cells) = column.cells { return measureSpans(cells, wraps: column.wraps, into: &measure) }
    if column.hasExtras, !column.isNumberLike { return measureTrailed(index, in: style, into: &measure) }
    if model.bodyCount > Self.exactRows, case .column(let source, let format) = column.cells {
      if column.alignment == .decimal, let extremes = numberExtremes(source, format) {
        for text in extremes { take(text, column, style, into: &measure) }
        // Digits as in the source: some numbers may have fewer than the most.
        if format.pattern == nil { measure.takeTail(bytes: 0) }
        return
      }
      return measureLong(column, in: style, into: &measure)
    }
    for position in 0..<model.bodyCount { take(column.cells.text(at: model.sourceRow(position)), column, style, into: &measure) }
  }

  /// Texts with what follows them, cell by cell.
  private func measureTrailed(_ index: Int, in style: TextStyle, into measure: inout ColumnMeasure) {
    let column = model.columns[index]
    for position in 0..<model.bodyCount {
      let row = model.sourceRow(position)
      if let spans = look.spans(row: row, column: index) {
        measureSpans([spans], wraps: column.wraps, into: &measure)
      } else {
        take(column.cells.text(at: row), column, style, into: &measure)
      }
    }
  }

  private func take(_ text: String, _ column: TableColumn, _ style: TextStyle, into measure: inout ColumnMeasure) {
    if column.alignment == .decimal, let cut = integerPartLength(text, decimalSign: decimalSign) {
      let right = rightPartWidth(text, from: cut, style)
      measure.takeTail(bytes: text.utf8.count - cut)
      measure.takeNumber(left: typesetter.width(of: text, style) - right, right: right)
    } else if column.wraps {
      let range = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat()).widthRange
      measure.take(minimum: range.lowerBound, maximum: range.upperBound)
    } else {
      let width = typesetter.width(of: text, style)
      measure.take(minimum: width, maximum: width)
    }
  }

  private func rightPartWidth(_ text: String, from cut: Int, _ style: TextStyle) -> Double {
    let right = text.utf8.dropFirst(cut)
    return right.isEmpty ? 0 : typesetter.width(of: String(decoding: right, as: UTF8.self), style)
  }

  private func measureSpans(_ cells: [[TextSpan]], wraps: Bool, into measure: inout ColumnMeasure) {
    for cell in cells where !cell.isEmpty {
      let range = typesetter.paragraph(cell, ParagraphFormat()).widthRange
      measure.take(minimum: wraps ? range.lowerBound : range.upperBound, maximum: range.upperBound)
    }
  }

  private func measureSummaries(_ index: Int, into measure: inout ColumnMeasure) {
    let column = model.columns[index]
    for row in model.sections.flatMap(\.summaries) + model.grandSummaries {
      if let text = row.cells[index] { take(text, column, style.summary, into: &measure) }
      if index == model.labelColumn {
        let width = typesetter.width(of: row.label, style.summary)
        measure.take(minimum: width, maximum: width)
      }
    }
  }
}

extension ColumnMeasurer {
  /// Texts that together are as wide as any number of the column; nil when that cannot be told without looking at each. With
  /// tabular figures a number is as wide as its digits are many, so the smallest and the largest number are enough when all
  /// show equally many decimals.
  private func numberExtremes(_ column: DataColumn, _ format: CellFormat) -> [String]? {
    guard column.type.isNumeric else { return nil }
    if let pattern = format.pattern {
      guard !pattern.options.compact, pattern.options.decimals != nil else { return nil }
    }
    var low = 0.0, high = 0.0, hasNull = false
    for row in 0..<column.count {
      guard let number = column.number(at: row) else {
        hasNull = true
        continue
      }
      low = min(low, number)
      high = max(high, number)
    }
    let decimals = column.maxDecimals ?? 0
    let texts = [low, high].map { format.text(of: $0, decimals: decimals) }
    return hasNull ? texts + [format.missing] : texts
  }

  /// Looks at each text once, by the sum of its characters' widths, and measures only those that may be the widest.
  private func measureLong(_ column: TableColumn, in style: TextStyle, into measure: inout ColumnMeasure) {
    let estimate = WidthEstimate(style: style, typesetter: typesetter)
    var widest = 0.0, widestWord = 0.0
    for position in 0..<model.bodyCount {
      let row = model.sourceRow(position)
      if case .column(let source, let format) = column.cells, format.pattern == nil, let bytes = source.utf8(at: row) {
        estimate.take(bytes, widest: &widest, widestWord: &widestWord)
        continue
      }
      let text = column.cells.text(at: row)
      if column.alignment == .decimal, let cut = integerPartLength(text, decimalSign: decimalSign) {
        let bytes = Array(text.utf8)
        measure.takeTail(bytes: bytes.count - cut)
        measure.takeNumber(left: estimate.width(bytes[..<cut]), right: estimate.width(bytes[cut...]))
      } else {
        estimate.take(Array(text.utf8)[...], widest: &widest, widestWord: &widestWord)
      }
    }
    measure.take(minimum: column.wraps ? widestWord : widest, maximum: widest)
  }
}

/// The widths of texts as sums of the widths of their characters: exact but for kerning, which mostly narrows.
struct WidthEstimate {
  private let advances: [Double]
  private let style: TextStyle
  private let typesetter: Typesetter

  init(style: TextStyle, typesetter: Typesetter) {
    self.style = style
    self.typesetter = typesetter
    advances = (0..<128).map { code in
      code < 32 ? 0 : typesetter.width(of: String(UnicodeScalar(UInt8(code))), style)
    }
  }

  /// The width of UTF-8 text. Texts with characters beyond ASCII are measured in full.
  func width(_ bytes: ArraySlice<UInt8>) -> Double {
    var sum = 0.0
    for byte in bytes {
      guard byte < 128 else { return typesetter.width(of: String(decoding: bytes, as: UTF8.self), style) }
      sum += advances[Int(byte)]
    }
    return sum
  }

  func take(_ bytes: ArraySlice<UInt8>, widest: inout Double, widestWord: inout Double) {
    widest = max(widest, width(bytes))
    for word in bytes.split(separator: 0x20) { widestWord = max(widestWord, width(word)) }
  }
}
