package import Diagnostics
import Inputs

/// The tree of a theme with the changes of a variant over it.
func themeTree(_ tree: TreeNode, variant: Name) throws(Failure) -> TreeNode {
  let variants = tree["variants"]?.entries ?? []
  guard let patch = variants.first(where: { $0.key == variant.text })?.value else {
    throw unknownVariant(variant, known: variants.map(\.key))
  }
  if patch.isNull { return tree }
  return merged(tree, with: patch)
}

/// The failure for a variant that a theme does not have.
package func unknownVariant(_ name: Name, known: [String]) -> Failure {
  Failure(
    Diagnostic(
      "unknown-variant", at: name.range, "the theme has no variant named \"\(name.text)\"",
      hint: didYouMean(name.text, among: known)
        ?? (known.isEmpty ? "a theme declares them in variants:" : "known are \(known.joined(separator: ", "))")))
}

/// `patch` over `base`: mappings are merged key by key, anything else replaces what was there. Keys keep the order of `base`; new
/// ones follow. Trees are capped in depth, so recursion is safe.
func merged(_ base: TreeNode, with patch: TreeNode) -> TreeNode {
  guard let old = base.entries, let new = patch.entries else { return patch }
  let changed = old.map { entry in
    guard let change = new.first(where: { $0.key == entry.key }) else { return entry }
    return TreeEntry(key: entry.key, keyRange: change.keyRange, value: merged(entry.value, with: change.value))
  }
  let added = new.filter { entry in !old.contains { $0.key == entry.key } }
  return TreeNode(.mapping(changed + added), at: base.range)
}
