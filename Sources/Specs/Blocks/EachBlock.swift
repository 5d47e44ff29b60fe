package import Diagnostics
package import Inputs

/// Blocks that are repeated for each row of a table.
package struct EachSpec: Sendable {
  /// The table with the rows.
  package var data = Name("")
  /// The name of the row in texts and expressions.
  package var alias = Name("")
  /// The blocks as they are written, with templates in their names.
  package var blocks: [BlockSpec] = []

  package init() {}

  static let record: Record<EachSpec> = Record(
    "eachContent", "Blocks that are repeated for each row of a table.", make: { EachSpec() },
    [
      Field("data", \.data, .name, required: true, "The table with the rows."),
      Field("as", \.alias, .name, required: true, "The name of the row in texts and expressions."),
      Field(
        "blocks", \.blocks, list(.block), required: true,
        "The blocks of a row. Names in them may hold templates, as in chart: \"fig-{{ r.iso3 | lower }}\"."),
    ])
}

struct EachBlock: Sendable {
  var common = CommonOptions()
  var each = EachSpec()

  static let record: Record<EachBlock> = Record(
    "each", "Blocks that are repeated for each row of a table.", make: { EachBlock() },
    [Field("each", \.each, nested(EachSpec.record), required: true, "The table, the name of its row, and the blocks.")]
      + lift(CommonOptions.fields, to: \.common))
}

/// `include: path`: stands for the blocks of a file. It is replaced before blocks are decoded, so only its schema is here.
struct IncludeBlock: Sendable {
  var path = Name("")

  static let record: Record<IncludeBlock> = Record(
    "include", "The blocks of another file, in this place.", make: { IncludeBlock() },
    [Field("include", \.path, .path, required: true, "The path of a file with a list of blocks, relative to this one.")])
}

/// The row of a table that a block was made for.
package struct BlockRecord: Hashable, Sendable {
  /// What the row is called in texts and expressions.
  package var alias: String
  package var table: String
  /// From 0.
  package var row: Int

  package init(alias: String, table: String, row: Int) {
    self.alias = alias
    self.table = table
    self.row = row
  }
}

extension BlockSpec {
  /// Decodes blocks whose names have been filled in; what is wrong is in `findings`.
  package static func decoding(_ nodes: [TreeNode], findings: inout Findings) -> [BlockSpec] {
    var found = Findings()
    let blocks = nodes.compactMap { Reader<BlockSpec>.block.read($0, &found) }
    // The templates of loops inside are filled when these are carried out.
    let loops = blocks.flatMap(\.withDescendants).flatMap { block -> [BlockSpec] in
      if case .each(let each) = block.content { each.blocks } else { [] }
    }
    findings.add(contentsOf: PendingTemplates(loops).without(found).all)
    return blocks
  }

  /// The block, and what stands in its place, with a further record around them.
  package func inside(_ record: BlockRecord) -> BlockSpec {
    var block = self
    block.common.records.insert(record, at: 0)
    block.common.otherwise = common.otherwise.map { $0.inside(record) }
    return block
  }

  /// The block with the settings of the loop around it, where it has none of its own.
  package func taking(_ outer: CommonOptions) -> BlockSpec {
    var block = self
    block.common.style = outer.style + common.style
    block.common.column = common.column ?? outer.column
    block.common.language = common.language ?? outer.language
    return block
  }
}
