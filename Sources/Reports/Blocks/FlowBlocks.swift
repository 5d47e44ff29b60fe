import Diagnostics
import Geometry
import Layout
import Prose
import Specs

/// Breaks and room above the next item, collected from the blocks that ask for them.
struct FlowGap: Sendable {
  var target: FlowBreak?
  /// In points.
  var space = 0.0
  /// The share of what the page has left.
  var stretch = 0.0

  func apply(to items: inout [FlowItem]) {
    guard let first = items.indices.first else { return }
    if let target { items[first].breakBefore = items[first].breakBefore ?? target }
    guard let flowing = items.indices.first(where: { items[$0].width != .margin }) else { return }
    items[flowing].extraSpace += space
    items[flowing].stretch += stretch
  }
}

extension ReportBuilder {
  /// The width of running text in points: of a column where text stands in columns.
  var textWidth: Double {
    (columnGrid ?? frame.columns)?.columnWidth ?? min(frame.textWidth, frame.content.width)
  }

  var isInColumns: Bool { columnGrid != nil || frame.columns != nil }

  /// Notes what a break or a space asks of the next item.
  /// - Returns: false for all other blocks.
  mutating func takeGap(_ block: BlockSpec) -> Bool {
    switch block.content {
    case .break(let target): gap.target = FlowBreak(target)
    case .space(let length) where length.unit == .fr: gap.stretch += length.value
    case .space(let length): gap.space += length.resolve(against: frame.content.height, em: styles.em) ?? 0
    default: return false
    }
    return true
  }

  /// The items of a block with what it says of its place: floating, and what it stays with.
  func placed(_ items: [FlowItem], as block: BlockSpec) -> [FlowItem] {
    var items = items
    if let figure = block.figure, items.count == 1, items[0].width != .margin {
      items[0].place = figure.place.map(FlowPlace.init) ?? .here
      items[0].list = block.anchor.flatMap { numbering.labels[$0.text]?.list }
    }
    switch block.common.keep {
    case .withNext:
      for index in items.indices { items[index].keepWithNext = true }
    case .together:
      for index in items.indices where items[index].width != .margin {
        items[index].block = WholeBlock(items[index].block)
        if index + 1 < items.count { items[index].keepWithNext = true }
      }
    case nil: break
    }
    return items
  }

  /// Blocks on pages of their own, with the master's frames.
  mutating func page(_ page: PageBlockSpec, at range: SourceRange) -> [FlowItem] {
    guard columnGrid == nil else { return misplaced("page", at: range) }
    let before = (frame, pageStyle)
    pageStyle = masters.style(page.master?.text ?? masters.usual, numbers: page.numbers.map(PageNumbers.init) ?? pageStyle.numbers)
    frame = pageStyle.right
    var result = items(page.blocks)
    if !result.isEmpty {
      result[0].newPage = pageStyle
      result[0].breakBefore = page.start.map { $0 == .left ? .left : .right } ?? result[0].breakBefore
      result[0].pageNumber = page.numbers?.start
    }
    // `items` has noted an origin for each; the caller notes the whole block again.
    origins.removeLast(min(origins.count, result.count))
    gap = FlowGap()
    (frame, pageStyle) = before
    return result
  }

  private mutating func misplaced(_ name: String, at range: SourceRange) -> [FlowItem] {
    findings.error("misplaced-block", at: range, "\"\(name)\" cannot stand inside columns")
    return []
  }

  /// Blocks in columns, which end level with each other.
  mutating func columns(_ spec: ColumnsSpec, _ block: BlockSpec) -> [FlowItem] {
    guard !isInColumns else { return misplaced("columns", at: block.keyRange) }
    columnParts += 1
    let width = block.common.column == .text ? textWidth : frame.content.width
    let grid = ColumnGrid(
      part: columnParts, count: spec.count,
      gap: spec.gap?.resolve(against: width, em: styles.em) ?? styles.pageDefaults.columnGap, width: width,
      rule: spec.rule?.points.map { ColumnRule(width: $0, color: styles.theme.rule(.divider).color) },
      isBalanced: spec.isBalanced, space: styles.grid)
    guard grid.columnWidth >= 20 else {
      findings.error("too-narrow", at: block.keyRange, "the columns are only \(Int(grid.columnWidth)) pt wide")
      return []
    }
    let before = frame
    (columnGrid, frame.textWidth, frame.margin) = (grid, grid.columnWidth, nil)
    var result = items(spec.blocks)
    for index in result.indices { result[index].columns = grid }
    origins.removeLast(min(origins.count, result.count))
    gap = FlowGap()
    (columnGrid, frame) = (nil, before)
    return result
  }

  /// A line across the text, or the page.
  func line(_ width: Length?, column: BlockColumn?) -> FlowItem {
    let rule = styles.theme.rule(.divider)
    let block = RuleBlock(height: styles.grid, ruleWidth: width?.points ?? rule.width, color: rule.color)
    return FlowItem(block, width: column == .page ? .full : .text, spaceBefore: styles.grid / 2, spaceAfter: styles.grid / 2)
  }

  /// Across the page, but in columns only where the author says so.
  func acrossWidth(_ column: BlockColumn?) -> FlowWidth { isInColumns && column != .page ? .text : .full }
}

extension FlowBreak {
  fileprivate init(_ kind: BreakKind) {
    switch kind {
    case .column: self = .column
    case .page: self = .page
    case .left: self = .left
    case .right: self = .right
    }
  }
}

extension FlowPlace {
  fileprivate init(_ place: FigurePlace) {
    switch place {
    case .here: self = .here
    case .auto: self = .auto
    case .top: self = .top
    case .bottom: self = .bottom
    case .page: self = .page
    }
  }
}

extension PageNumbers {
  fileprivate init(_ spec: PageNumbersSpec) {
    let style: Style =
      switch spec.style {
      case .decimal: .decimal
      case .lowerRoman: .lowerRoman
      case .upperRoman: .upperRoman
      case .lowerLetter: .lowerLetter
      case .upperLetter: .upperLetter
      case .none: .none
      }
    self.init(style, prefix: spec.prefix.text)
  }
}
