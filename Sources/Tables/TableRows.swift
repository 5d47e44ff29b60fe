/// One line of a table below its header.
enum TableRow: Hashable {
  case group(section: Int)
  /// By the position in the order of showing.
  case body(position: Int, section: Int)
  case summary(section: Int, index: Int)
  case grand(index: Int)

  var isBody: Bool { if case .body = self { true } else { false } }
  var isGroup: Bool { if case .group = self { true } else { false } }
  var isSummary: Bool {
    switch self {
    case .summary, .grand: true
    case .group, .body: false
    }
  }
}

/// Numbers all lines of a table from 0: this is what a cursor counts. Holds one number a section, whatever the number of rows.
struct TableRows: Sendable {
  private let starts: [Int]
  private let sections: [TableSection]
  private let sectionsEnd: Int
  let count: Int

  init(_ model: TableModel) {
    var starts: [Int] = [], next = 0
    for section in model.sections {
      starts.append(next)
      next += (section.label == nil ? 0 : 1) + section.rows.count + section.summaries.count
    }
    self.starts = starts
    sections = model.sections
    sectionsEnd = next
    count = next + model.grandSummaries.count
  }

  /// The line of this number.
  /// - Precondition: `0 <= index < count`.
  subscript(index: Int) -> TableRow {
    if index >= sectionsEnd { return .grand(index: index - sectionsEnd) }
    var low = 0, high = starts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= index { low = middle } else { high = middle - 1 }
    }
    let section = sections[low]
    var offset = index - starts[low]
    if section.label != nil {
      if offset == 0 { return .group(section: low) }
      offset -= 1
    }
    if offset < section.rows.count { return .body(position: section.rows.lowerBound + offset, section: low) }
    return .summary(section: low, index: offset - section.rows.count)
  }

  /// The group whose label is to be repeated when a part begins with this line; nil when it has none or shows it itself.
  func continuedSection(at index: Int) -> Int? {
    guard index < count else { return nil }
    switch self[index] {
    case .body(_, let section), .summary(let section, _): return sections[section].label == nil ? nil : section
    case .group, .grand: return nil
    }
  }
}
