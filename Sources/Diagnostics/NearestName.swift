/// The candidate closest to `name` by Damerau-Levenshtein distance, or nil when none is close enough to be a slip
/// (a third of the length, at least 1 and at most 3 edits). Case differences cost nothing; ties go to the earlier candidate.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  let allowed = max(1, min(3, wanted.count / 3))
  var best: (distance: Int, name: String)?
  for candidate in candidates where candidate != name {
    let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
    guard abs(other.count - wanted.count) <= allowed else { continue }
    let distance = editDistance(wanted, other)
    if distance <= allowed, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.name
}

/// `did you mean "color"?`, or nil.
package func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String? {
  nearestName(to: name, among: candidates).map { "did you mean \"\($0)\"?" }
}

/// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours each cost 1.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var before = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let cost = a[i - 1] == b[j - 1] ? 0 : 1
      row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
    }
    (before, previous) = (previous, row)
  }
  return previous[b.count]
}
