import Geometry
import Layout
import Specs

extension ReportBuilder {
  /// The widths of a grid's columns in points: fixed ones first, then `auto` ones as wide as their own blocks, then shares of what
  /// is left. Columns that are `auto` give way, down to their narrowest, where shares would have less than half of an equal column.
  func columnWidths(_ spec: GridSpec, width: Double, gap: Double) -> [Double] {
    let count = spec.columns.count
    let equal = max(1, (width - gap * Double(count - 1)) / Double(max(1, count)))
    var room = width - gap * Double(count - 1)
    var ranges: [Int: ClosedRange<Double>] = [:]
    for (index, size) in spec.columns.enumerated() {
      switch size {
      case .auto: ranges[index] = autoRange(spec, column: index, equal: equal)
      case .length(let length): room -= length.unit == .fr ? equal / 2 : length.resolve(against: width, em: styles.em) ?? 0
      }
    }
    let low = spec.columns.indices.reduce(0) { $0 + (ranges[$1]?.lowerBound ?? 0) }
    let high = spec.columns.indices.reduce(0) { $0 + (ranges[$1]?.upperBound ?? 0) }
    let part = high > low ? min(1, max(0, (room - low) / (high - low))) : 1
    let tracks = spec.columns.enumerated().map { index, size -> Track in
      switch size {
      case .auto: .points(ranges[index].map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * part } ?? equal)
      case .length(let length):
        length.unit == .fr ? .fraction(length.value) : .points(length.resolve(against: width, em: styles.em) ?? 0)
      }
    }
    return trackWidths(tracks, count: count, gap: gap, available: width)
  }

  /// The narrowest and widest useful width of the blocks that stand in this column alone; what takes any width counts as an equal
  /// column. They are built on trial: nothing that this counts or finds is kept.
  private func autoRange(_ spec: GridSpec, column: Int, equal: Double) -> ClosedRange<Double> {
    var trial = self
    var low = 0.0, high = 0.0
    for cell in spec.cells where cell.columns == column...column {
      guard let block = spec.blocks.first(where: { $0.name.text == cell.name })?.value,
        let range = trial.gridCell(block, room: FigureRoom(width: equal, height: frame.content.height))?.widthRange
      else { continue }
      low = max(low, min(equal, range.lowerBound))
      high = max(high, range.upperBound > 1e6 ? equal : range.upperBound)
    }
    return high > 0 ? low...max(low, high) : equal...equal
  }
}
