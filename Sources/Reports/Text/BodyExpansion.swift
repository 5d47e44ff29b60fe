import DataTables
import Diagnostics
import Inputs
import Specs

/// Answers `when:`, carries out `each:` and fills the templates in names: afterwards every block stands for itself.
struct BodyExpansion {
  private var nodes = 0
  private var isFull = false

  /// The blocks of a document, or of one of its records.
  /// - Parameter findings: `unknown-data` for the table of a loop, `duplicate-anchor`, what decoding finds, and the limit of expanded nodes.
  static func expand(_ body: [BlockSpec], in scope: Scope, findings: inout Findings) -> [BlockSpec] {
    var expansion = BodyExpansion()
    let blocks = body.flatMap { expansion.expand($0, in: scope, marksAnchors: false, &findings) }
    ReportSpec.checkAnchors(of: blocks, &findings)
    return blocks
  }

  private mutating func expand(_ block: BlockSpec, in scope: Scope, marksAnchors: Bool, _ findings: inout Findings) -> [BlockSpec] {
    guard scope.texts.holds(block.common.when, findings: &findings) else {
      return block.common.otherwise.flatMap { expand($0, in: scope, marksAnchors: marksAnchors, &findings) }
    }
    var block = block
    (block.common.when, block.common.otherwise) = (nil, [])
    block.node = block.node.without(["when", "else"])
    let templates = NameTemplates(scope: scope, marksAnchors: marksAnchors)
    guard let node = templates.filled(block: block.node, findings: &findings) else { return expanded(block, in: scope, &findings) }
    return BlockSpec.decoding([node], findings: &findings).flatMap { expanded($0, in: scope, &findings) }
  }

  /// A block whose own names are filled: loops in it are still to be carried out.
  private mutating func expanded(_ block: BlockSpec, in scope: Scope, _ findings: inout Findings) -> [BlockSpec] {
    if case .each(let each) = block.content { return turns(of: each, block, in: scope, &findings) }
    guard block.withDescendants.contains(where: { $0.kind == .each }) else { return [block] }
    var block = block
    switch block.content {
    case .row(var row):
      let written = row.blocks.count
      row.blocks = row.blocks.flatMap { expanded($0, in: scope, &findings) }
      if !row.ratio.isEmpty, row.blocks.count != written {
        findings.error(
          "bad-value", at: block.keyRange, "the row has \(row.blocks.count) blocks after each:, but the ratio has \(row.ratio.count) entries",
          hint: "leave the ratio out: the blocks then share the width")
      }
      block.content = .row(row)
    case .callout(var callout):
      callout.blocks = callout.blocks.flatMap { expanded($0, in: scope, &findings) }
      block.content = .callout(callout)
    case .page(var page):
      page.blocks = page.blocks.flatMap { expanded($0, in: scope, &findings) }
      block.content = .page(page)
    case .columns(var columns):
      columns.blocks = columns.blocks.flatMap { expanded($0, in: scope, &findings) }
      block.content = .columns(columns)
    case .grid(var grid):
      grid.blocks = grid.blocks.map { area in area.with(expanded(area.value, in: scope, &findings), &findings) }
      block.content = .grid(grid)
    case .markdown, .heading, .chart, .map, .table, .image, .kpis, .pull, .toc, .break, .space, .rule, .note, .cover, .bibliography, .endnotes,
      .each:
      break
    }
    return [block]
  }

  /// The blocks of every row of the table. The settings of the loop hold for blocks without their own.
  private mutating func turns(of each: EachSpec, _ block: BlockSpec, in scope: Scope, _ findings: inout Findings) -> [BlockSpec] {
    guard let table = findings.attempt({ () throws(Failure) in try scope.data.requireTable(each.data) }) else { return [] }
    var result: [BlockSpec] = []
    for row in 0..<table.rowCount where !isFull {
      let record = BlockRecord(alias: each.alias.text, table: each.data.text, row: row)
      let inner = scope.inside([record], findings: &findings)
      for template in each.blocks {
        count(template.node, at: each.data.range, &findings)
        result += expand(template, in: inner, marksAnchors: true, &findings).map { $0.inside(record).taking(block.common) }
      }
    }
    return result
  }

  private mutating func count(_ node: TreeNode, at range: SourceRange, _ findings: inout Findings) {
    nodes += node.nodeCount
    guard nodes > InputLimits.expandedNodes, !isFull else { return }
    isFull = true
    findings.add(
      Diagnostic(
        "too-many-nodes", kind: .limit, at: range, "the blocks of all rows have more than \(InputLimits.expandedNodes) values",
        hint: "choose fewer rows with an sql: entry"))
  }
}

extension TreeNode {
  /// A mapping without some of its keys.
  fileprivate func without(_ keys: [String]) -> TreeNode {
    entries.map { TreeNode(.mapping($0.filter { !keys.contains($0.key) }), at: range) } ?? self
  }
}

extension Named where Value == BlockSpec {
  /// The area with what its loop made, which must be one block.
  fileprivate func with(_ blocks: [BlockSpec], _ findings: inout Findings) -> Named<BlockSpec> {
    if blocks.count == 1, let only = blocks.first { return Named(name: name, value: only) }
    findings.error(
      "several-blocks", at: name.range, "the area \"\(name.text)\" takes one block; each: made \(blocks.count)",
      hint: "put each: into a callout or a row")
    return self
  }
}
