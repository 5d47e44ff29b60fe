import Diagnostics
import Inputs
import Specs

/// Puts the blocks of other files in the place of `include:` before a spec is decoded.
///
/// Paths are relative to the file that names them; places of findings are those of the file that the block was written in.
struct Includes {
  let loader: ResourceLoader
  private var files = 0
  private var nodes = 0

  init(loader: ResourceLoader) { self.loader = loader }

  /// The tree of a report with the blocks of all its files.
  /// - Throws: what the loader and the parser throw; `include-cycle`; limits of depth, files and values.
  mutating func expanded(_ tree: TreeNode) throws(Failure) -> TreeNode {
    guard let entries = tree.entries else { return tree }
    var result: [TreeEntry] = []
    for var entry in entries {
      if entry.key == "body" { entry.value = try blocks(of: entry.value, inside: [tree.range.file?.name ?? ""]) }
      result.append(entry)
    }
    return TreeNode(.mapping(result), at: tree.range)
  }

  /// - Parameter chain: the names of the files that lead here, the outermost first.
  private mutating func blocks(of list: TreeNode, inside chain: [String]) throws(Failure) -> TreeNode {
    var copy = self
    let result = try list.replacingBlocks { (block: TreeNode) throws(Failure) -> [TreeNode] in
      guard let path = block["include"] else { return [block] }
      return try copy.content(of: path, beside: block, inside: chain)
    }
    self = copy
    return result
  }

  private mutating func content(of path: TreeNode, beside block: TreeNode, inside chain: [String]) throws(Failure) -> [TreeNode] {
    guard let name = path.string else {
      throw Failure(Diagnostic("wrong-type", at: path.range, "include takes the path of a file"))
    }
    if let other = block.entries?.first(where: { $0.key != "include" }) {
      throw Failure(
        Diagnostic(
          "unknown-key", at: other.keyRange, "include stands alone; found \"\(other.key)\" beside it",
          hint: "write it in the blocks of \(name)"))
    }
    files += 1
    guard files <= InputLimits.includeFiles else {
      throw limit("more than \(InputLimits.includeFiles) files are included", at: path.range)
    }
    guard chain.count <= InputLimits.includeDepth else {
      throw limit("files include each other more than \(InputLimits.includeDepth) deep", at: path.range)
    }
    let file = try loader.loadText(name, at: path.range, limit: InputLimits.specBytes)
    guard !chain.contains(file.name) else {
      let circle = (chain.drop { $0 != file.name } + [file.name]).joined(separator: " → ")
      throw Failure(Diagnostic("include-cycle", at: path.range, "these files include each other in a circle: \(circle)"))
    }
    return try elements(of: try parseSpecText(file), named: name, at: path.range, inside: chain + [file.name])
  }

  private mutating func elements(
    of tree: TreeNode, named name: String, at range: SourceRange, inside chain: [String]
  ) throws(Failure) -> [TreeNode] {
    nodes += tree.nodeCount
    guard nodes <= InputLimits.expandedNodes else {
      throw limit("the included files have more than \(InputLimits.expandedNodes) values", at: range)
    }
    guard tree.elements != nil else {
      throw Failure(
        Diagnostic(
          "wrong-type", at: tree.entries == nil ? range : tree.range, "\"\(name)\" is included as blocks, so it must be a list",
          hint: "begin each block with \"- \""))
    }
    return try blocks(of: tree, inside: chain).elements ?? []
  }

  private func limit(_ message: String, at range: SourceRange) -> Failure {
    Failure(Diagnostic("include-limit", kind: .limit, at: range, message))
  }
}

extension TreeNode {
  /// This value and all inside it.
  var nodeCount: Int {
    switch value {
    case .null, .bool, .number, .string: 1
    case .sequence(let elements): elements.reduce(1) { $0 + $1.nodeCount }
    case .mapping(let entries): entries.reduce(1) { $0 + $1.value.nodeCount }
    }
  }
}
