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
  /// The bytes right of that line in the shortest and the longest tail; equal tails need no alignment of their own.
  private(set) var shortestTail = Int.max
  private(set) var longestTail = 0

  /// True when all numbers are equally long right of the decimal line, so that their right edges align as well.
  var hasEqualTails: Bool { shortestTail >= longestTail }

  mutating func take(minimum low: Double, maximum high: Double) {
    minimum = max(minimum, low)
    maximum = max(maximum, high)
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

  /// Up to so many rows each cell is measured by itself.
  private static let exactRows = 1_000

  init(model: TableModel, style: TableStyle, typesetter: Typesetter) {
    self.model = model
    self.style = style
    self.typesetter = typesetter
    decimalSign = Tables.decimalSign(of: model.language)
  }

  func measure(_ index: Int) -> ColumnMeasure {
    let column = model.columns[index]
    var measure = ColumnMeasure()
    for bodyStyle in bodyStyles(of: column) { measureBody(column, in: bodyStyle, into: &measure) }
    measureSummaries(index, into: &measure)
    for line in column.label.split(separator: "\n") { takeLabel(String(line), style.header, into: &measure) }
    if let unit = column.unit { takeLabel(unit, style.unit, into: &measure) }
    return measure
  }

  private func bodyStyles(of column: TableColumn) -> [TextStyle] {
    let regular = column.isStrong ? style.strong(style.body) : style.body
    return column.isStrong || model.subjectRows.isEmpty ? [regular] : [regular, style.strong(style.body)]
  }

  private func takeLabel(_ text: String, _ style: TextStyle, into measure: inout ColumnMeasure) {
    let paragraph = typesetter.paragraph([TextSpan(text, style)], ParagraphFormat())
    measure.take(minimum: paragraph.widthRange.lowerBound, maximum: paragraph.widthRange.upperBound)
  }

  private func measureBody(_ column: TableColumn, in style: TextStyle, into measure: inout ColumnMeasure) {
    if case .spans(let cells) = column.cells { return measureSpans(cells, wraps: column.wraps, into: &measure) }
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
