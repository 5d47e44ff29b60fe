package import Diagnostics
package import Inputs

/// The keys of a block that hold blocks, or a mapping that does.
private let blockHolders = ["blocks", "row", "grid", "callout", "each", "else"]

extension TreeNode {
  /// The list of blocks with each of them, at any depth, replaced by what `replace` makes of it.
  ///
  /// `replace` is asked about a block before the blocks inside what it gives; a block that is named in a mapping (an area of a grid) must
  /// be replaced by exactly one.
  /// - Throws: what `replace` throws; `several-blocks` for an area with another number of blocks.
  package func replacingBlocks(
    _ replace: (TreeNode) throws(Failure) -> [TreeNode]
  ) throws(Failure) -> TreeNode {
    switch value {
    case .sequence(let elements):
      var result: [TreeNode] = []
      for element in elements {
        for block in try replace(element) { result.append(try block.replacingInnerBlocks(replace)) }
      }
      return TreeNode(.sequence(result), at: range)
    case .mapping: return try replacingInnerBlocks(replace)
    case .null, .bool, .number, .string: return self
    }
  }

  /// The mapping of a block with the blocks inside it replaced.
  private func replacingInnerBlocks(_ replace: (TreeNode) throws(Failure) -> [TreeNode]) throws(Failure) -> TreeNode {
    guard let entries else { return self }
    var result: [TreeEntry] = []
    for var entry in entries {
      if blockHolders.contains(entry.key) { entry.value = try entry.value.replacingHeldBlocks(entry.key, replace) }
      result.append(entry)
    }
    return TreeNode(.mapping(result), at: range)
  }

  private func replacingHeldBlocks(
    _ key: String, _ replace: (TreeNode) throws(Failure) -> [TreeNode]
  ) throws(Failure) -> TreeNode {
    guard let entries, key == "blocks" || key == "else" else { return try replacingBlocks(replace) }
    if key == "else" { return try TreeNode(.sequence([self]), at: range).replacingBlocks(replace) }
    var result: [TreeEntry] = []
    for var entry in entries {
      let made = try replace(entry.value)
      guard made.count == 1, let only = made.first else {
        throw Failure(
          Diagnostic(
            "several-blocks", at: entry.value.range, "the area \"\(entry.key)\" takes one block; this stands for \(made.count)",
            hint: "put them into a callout or a row"))
      }
      entry.value = try only.replacingInnerBlocks(replace)
      result.append(entry)
    }
    return TreeNode(.mapping(result), at: range)
  }
}
