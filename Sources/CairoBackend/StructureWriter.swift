import CCairo
import Scene

/// Follows the structure tags of a page and writes them as cairo tags.
///
/// Cairo 1.16 gives marked content to leaf tags only and has no artifacts: content of a tag that has others inside is wrapped in
/// a `Span`, and artifacts stay outside of the structure.
struct StructureWriter {
  private enum Open {
    case leaf(StructureRole)
    case branch(StructureRole)
    /// An artifact, or anything inside one: nothing was written.
    case silent
  }

  private var open: [Open] = []
  /// How many groups are open: a group is one piece of content, so tags inside are not written.
  var groupDepth = 0

  var isInGroup: Bool { groupDepth > 0 }

  /// True when content drawn now must be wrapped to become part of the structure.
  var needsSpan: Bool {
    switch open.last {
    case .branch: true
    case .leaf, .silent, nil: false
    }
  }

  mutating func begin(_ tag: StructureTag, isLeaf: Bool, on context: OpaquePointer) {
    if case .silent = open.last { return open.append(.silent) }
    guard tag.role != .artifact else { return open.append(.silent) }
    cairo_tag_begin(context, tag.role.rawValue, nil)
    open.append(isLeaf ? .leaf(tag.role) : .branch(tag.role))
  }

  /// Ends the innermost tag; without one nothing happens.
  mutating func end(on context: OpaquePointer) {
    switch open.popLast() {
    case .leaf(let role), .branch(let role): cairo_tag_end(context, role.rawValue)
    case .silent, nil: break
    }
  }

  /// Ends what the page left open.
  mutating func endAll(on context: OpaquePointer) {
    while !open.isEmpty { end(on: context) }
  }
}

/// The indices of the tags that have no other written tag inside.
func structureLeaves(_ items: [SceneItem]) -> Set<Int> {
  var leaves: Set<Int> = []
  var open: [Int] = []
  for (index, item) in items.enumerated() {
    switch item {
    case .begin(let tag):
      if tag.role != .artifact, let parent = open.last { leaves.remove(parent) }
      open.append(index)
      leaves.insert(index)
    case .end: open = open.dropLast()
    case .fill, .stroke, .glyphs, .image, .group, .link, .destination: break
    }
  }
  return leaves
}
