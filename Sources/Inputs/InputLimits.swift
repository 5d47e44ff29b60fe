/// The limits that hold before anything is built from a text. Each is one constant with its reason.
package enum InputLimits {
  /// Bytes of a spec or a theme. A spec is written by hand; 4 MB is a thousand pages of it.
  package static let specBytes = 4_000_000
  /// Levels of mappings and sequences in a spec. Freeing a tree deeper than about 20,000 levels overflows the stack; no author needs 64.
  package static let depth = 64
  /// Nodes of a spec after aliases are expanded: nine lines of aliases can otherwise stand for a billion nodes.
  package static let expandedNodes = 100_000
  /// Files that include each other, one inside another.
  package static let includeDepth = 8
  /// Files that one spec includes in all.
  package static let includeFiles = 64
  /// Bytes of a data file: more does not fit beside its tables in the memory of a small machine.
  package static let dataBytes = 256_000_000
  /// Levels of arrays and objects in JSON data.
  package static let dataDepth = 128
  /// Values in JSON data: the tree needs up to 100 bytes for each, so this is about 2 GB.
  package static let dataNodes = 20_000_000
  /// Bytes of a picture file before it is decoded.
  package static let imageBytes = 64_000_000
  /// Bytes of a file name or path.
  package static let pathBytes = 1_000
  /// Names that are read from a folder to propose the nearest one.
  package static let folderNames = 10_000
}

/// What a JSON text may hold.
package struct JSONLimits: Hashable, Sendable {
  package var bytes: Int
  /// Levels of arrays and objects.
  package var depth: Int
  /// Values in all.
  package var nodes: Int

  package init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// For specs, themes and `.vl.json` files.
  package static let spec = JSONLimits(
    bytes: InputLimits.specBytes, depth: InputLimits.depth, nodes: InputLimits.expandedNodes)
  /// For data files.
  package static let data = JSONLimits(
    bytes: InputLimits.dataBytes, depth: InputLimits.dataDepth, nodes: InputLimits.dataNodes)
}
