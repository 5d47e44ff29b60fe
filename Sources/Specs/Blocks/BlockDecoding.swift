import Diagnostics
import Inputs

extension Reader where Value == BlockSpec {
  /// A mapping with exactly one kind key.
  static var block: Reader {
    Reader("a block", schema: { book in blockSchema(&book) }) { node, findings in decodeBlock(node, &findings) }
  }
}

private func blockSchema(_ book: inout SchemaBook) -> Schema {
  .anyOf([
    MarkdownBlock.record.schema(in: &book), HeadingSpec.record.schema(in: &book), ChartSpec.record.schema(in: &book),
    MapSpec.record.schema(in: &book), TableSpec.record.schema(in: &book), RowBlock.record.schema(in: &book),
    GridBlock.record.schema(in: &book),
    CalloutBlock.record.schema(in: &book), ImageSpec.record.schema(in: &book), KPIBlock.record.schema(in: &book),
    PullBlock.record.schema(in: &book),
    ContentsBlock.record.schema(in: &book), PageBlockSpec.record.schema(in: &book),
    ColumnsBlock.record.schema(in: &book), BreakBlock.record.schema(in: &book), SpaceBlock.record.schema(in: &book),
    LineBlock.record.schema(in: &book), NoteBlock.record.schema(in: &book),
    CoverBlock.record.schema(in: &book), BibliographyBlock.record.schema(in: &book), EndnotesBlock.record.schema(in: &book),
    EachBlock.record.schema(in: &book), IncludeBlock.record.schema(in: &book),
  ])
}

/// Decodes a block by its kind; nil with findings when it has none or several.
private func decodeBlock(_ node: TreeNode, _ findings: inout Findings) -> BlockSpec? {
  guard let entries = node.entries else {
    findings.wrongType(node, "a block: a mapping with a kind such as md, chart or table")
    return nil
  }
  guard let (kind, entry) = kindKey(entries, node, &findings) else { return nil }
  guard let (common, content) = decodeContent(kind, node, &findings) else { return nil }
  return BlockSpec(kind: kind, keyRange: entry.keyRange, payload: entry.value, node: node, common: common, content: content)
}

/// The one key that names a kind. `note`, `columns` and `break` beside another kind are that kind's options, and so is `toc` beside `heading`.
private func kindKey(_ entries: [TreeEntry], _ node: TreeNode, _ findings: inout Findings) -> (BlockKind, TreeEntry)? {
  var found = entries.compactMap { entry in BlockKind(rawValue: entry.key).map { ($0, entry) } }
  if found.count > 1 { found.removeAll { [.note, .columns, .break].contains($0.0) } }
  if found.contains(where: { $0.0 == .heading }) { found.removeAll { $0.0 == .toc } }
  if found.count == 1, let only = found.first { return only }
  let names = BlockKind.allCases.map(\.rawValue) + ["include"]
  if found.count > 1 {
    let first = found[0].1.key
    let second = found[1].1.key
    findings.error(
      "two-kinds", at: found[1].1.keyRange, "a block has one kind; found \"\(first)\" and \"\(second)\"",
      hint: "begin a new block with \"-\"")
    return nil
  }
  let common = CommonOptions.named.map(\.name) + ["title", "caption", "data", "source", "subtitle", "alt"]
  if let odd = entries.first(where: { !common.contains($0.key) }) {
    findings.error(
      "unknown-block", at: odd.keyRange, "unknown block \"\(odd.key)\"",
      hint: didYouMean(odd.key, among: names) ?? "known are \(names.joined(separator: ", "))")
  } else {
    findings.error("missing-key", at: node.range, "the block has no kind", hint: "give one of \(names.joined(separator: ", "))")
  }
  return nil
}

private func decodeContent(_ kind: BlockKind, _ node: TreeNode, _ findings: inout Findings) -> (CommonOptions, BlockContent)? {
  switch kind {
  case .md: MarkdownBlock.record.decode(node, &findings).map { ($0.common, .markdown($0.text)) }
  case .heading: HeadingSpec.record.decode(node, &findings).map { ($0.common, .heading($0)) }
  case .chart: ChartSpec.decode(node, &findings).map { ($0.common, .chart($0)) }
  case .map: MapSpec.decode(node, &findings).map { ($0.chart.common, .map($0)) }
  case .table: TableSpec.record.decode(node, &findings).map { ($0.common, .table($0)) }
  case .row: RowBlock.record.decode(node, &findings).map { ($0.common, .row($0.row)) }
  case .grid: GridBlock.record.decode(node, &findings).map { ($0.common, .grid($0.grid)) }
  case .callout: CalloutBlock.record.decode(node, &findings).map { ($0.mergedCommon, .callout($0.callout)) }
  case .image: ImageSpec.record.decode(node, &findings).map { ($0.common, .image($0)) }
  case .kpis: KPIBlock.record.decode(node, &findings).map { ($0.common, .kpis($0.strip)) }
  case .pull: PullBlock.record.decode(node, &findings).map { ($0.common, .pull($0.pull)) }
  case .toc: ContentsBlock.record.decode(node, &findings).map { ($0.common, .toc($0.contents)) }
  case .page: PageBlockSpec.record.decode(node, &findings).map { ($0.common, .page($0)) }
  case .columns: ColumnsBlock.record.decode(node, &findings).map { ($0.common, .columns($0.columns)) }
  case .break: BreakBlock.record.decode(node, &findings).map { ($0.common, .break($0.target)) }
  case .space: SpaceBlock.record.decode(node, &findings).map { ($0.common, .space($0.length)) }
  case .rule: LineBlock.record.decode(node, &findings).map { ($0.common, .rule($0.width)) }
  case .note: NoteBlock.record.decode(node, &findings).map { ($0.common, .note($0.text)) }
  case .cover: CoverBlock.record.decode(node, &findings).map { ($0.common, .cover($0.cover)) }
  case .bibliography: BibliographyBlock.record.decode(node, &findings).map { ($0.common, .bibliography($0.bibliography)) }
  case .endnotes: EndnotesBlock.record.decode(node, &findings).map { ($0.common, .endnotes($0.endnotes)) }
  case .each: EachBlock.record.decode(node, &findings).map { ($0.common, .each($0.each)) }
  }
}
