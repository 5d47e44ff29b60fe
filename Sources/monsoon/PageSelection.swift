/// Which pages are wanted: `2,5-7,9-`.
struct PageSelection: Sendable {
  private var ranges: [ClosedRange<Int>] = []

  /// Nil when the text is not such a list.
  init?(_ text: String) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = ends.first.flatMap({ Int($0) }), first >= 1 else { return nil }
      if ends.count == 1 {
        ranges.append(first...first)
      } else if ends[1].isEmpty {
        ranges.append(first...Int.max)
      } else {
        guard let last = Int(ends[1]), last >= first else { return nil }
        ranges.append(first...last)
      }
    }
  }

  /// The chosen page numbers (from 0) of a document of `count` pages, in order, each once.
  func pages(of count: Int) -> [Int] { (0..<count).filter { page in ranges.contains { $0.contains(page + 1) } } }
}
