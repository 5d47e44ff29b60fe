extension String {
  /// True when the UTF-8 of `text` stands in the string's. For ASCII that is `contains(_:)` without its search for grapheme clusters,
  /// which takes longer than setting the text.
  package func containsBytes(of text: StaticString) -> Bool {
    guard text.hasPointerRepresentation else { return false }
    var copy = self
    return copy.withUTF8 { own in
      let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      guard let first = wanted.first, own.count >= wanted.count else { return wanted.isEmpty }
      for start in 0...(own.count - wanted.count) where own[start] == first {
        if own[start..<start + wanted.count].elementsEqual(wanted) { return true }
      }
      return false
    }
  }
}
