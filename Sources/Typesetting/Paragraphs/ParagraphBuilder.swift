import Diagnostics

/// Shapes the spans of a paragraph and parts them where lines may end.
struct ParagraphBuilder {
  private struct Span {
    var start: Int
    var end: Int
    var style: ResolvedStyle
    var choice: FontChoice
    var link: Int32
    var footnote: Int32
    var place: SourceRange
  }

  private let state: ShapingState
  private let format: ParagraphFormat
  private var text: [UInt8] = []
  private var spans: [Span] = []
  private var links: [String] = []
  private var footnotes: [String] = []

  private var pieces: [PlacedPiece] = []
  private var atoms: [LineAtom] = []
  private var hyphens: [LinePiece] = []
  private var words: [BrokenWord] = []
  private var finder: WordFinder
  private var firstPiece = 0
  /// Possible ends of lines between letters without a space.
  private var solidBreaks = 0
  private var above = 0.0
  private var below = 0.0

  init(_ spans: [TextSpan], _ format: ParagraphFormat, _ state: ShapingState) {
    self.state = state
    self.format = format
    finder = WordFinder(state, format.hyphenLimits)
    for span in spans {
      let start = text.count
      text += span.text.utf8
      let style = state.resolve(span.style)
      let link = span.link.map { links.append($0); return links.count - 1 } ?? -1
      let footnote = span.footnote.map { footnotes.append($0); return footnotes.count - 1 } ?? -1
      self.spans.append(Span(
        start: start, end: text.count, style: style, choice: state.choice(style), link: Int32(truncatingIfNeeded: link),
        footnote: Int32(truncatingIfNeeded: footnote), place: span.place))
    }
    TextUnits.withoutControls(&text, keepsLineFeeds: true)
  }

  /// - Parameter wideWords: finds the word in an atom that is wider than a line, when that is known.
  mutating func paragraph(wideWords: WideWordFinder?) -> Paragraph {
    let language = spans.first?.style.style.language ?? "en"
    let isRightToLeft = spans.first?.choice.isRightToLeft ?? false
    text.withUnsafeBufferPointer { bytes in
      let rules = BreakRules(keepsKoreanWords: format.keepsKoreanWords, isKorean: language.hasPrefix("ko"))
      let found = bytes.isEmpty ? [] : rules.filtered(state.breaks(bytes, language: language), of: bytes)
      let breaks = withoutBreaksBeforeMarks(found, bytes)
      let levels = BidiText.levels(bytes, isRightToLeft: isRightToLeft)
      var next = 0
      for span in spans {
        state.place = span.place
        add(span, bytes, breaks, &next, levels)
      }
      state.place = .detached
    }
    let isSolid = solidBreaks * 2 > atoms.count
    if !isSolid { for i in atoms.indices { (atoms[i].gaps, atoms[i].gapRoom, atoms[i].lastGap) = (0, 0, 0) } }
    return Paragraph(
      format: format, atoms: atoms, words: words, wideWords: format.hyphenation == .wideWords ? wideWords : nil,
      pieces: pieces, hyphens: hyphens, links: links,
      footnotes: footnotes, box: box, isRightToLeft: isRightToLeft, isSolid: isSolid,
      metrics: spans.first?.style.metrics)
  }

  /// The mark of a note never begins a line, whatever stands before it, unless that is a space.
  private func withoutBreaksBeforeMarks(_ breaks: [BreakOffset], _ text: UnsafeBufferPointer<UInt8>) -> [BreakOffset] {
    let marks = Set(spans.lazy.filter { $0.footnote >= 0 }.map(\.start))
    if marks.isEmpty { return breaks }
    return breaks.filter { $0.isHard || !marks.contains($0.offset) || text[$0.offset - 1] == 0x20 }
  }

  /// The line box: 0.73 of the leading above the baseline, 0.27 below (the house style's 9.49 of 13), and more on either side only
  /// where the glyphs of a script that does not fit Latin's boxes need it. Every line of a paragraph has the same box.
  private var box: LineBox {
    let given = format.leading ?? spans.compactMap(\.style.style.leading).max()
    let leading = given ?? 1.2 * (spans.map(\.style.size).max() ?? 0)
    let sound = leading.isFinite ? max(0, leading) : 0
    return LineBox(above: max(LineBox.share * sound, above), below: max((1 - LineBox.share) * sound, below))
  }

  // MARK: Units

  private mutating func add(
    _ span: Span, _ text: UnsafeBufferPointer<UInt8>, _ breaks: [BreakOffset], _ next: inout Int, _ levels: [UInt8]?
  ) {
    var start = span.start
    while start < span.end {
      var end = TextUnits.end(text, from: start, limit: span.end)
      var level: UInt8 = 0
      if let levels {
        level = levels[start]
        end = BidiText.endOfLevel(levels, from: start, limit: end)
      }
      // Nothing joins across the words of Thai, Lao, Khmer and Burmese: each is a unit, and most come again.
      if next < breaks.count, breaks[next].offset < end, Self.isBetweenSyllables(text, breaks[next].offset) { end = breaks[next].offset }
      // A hard break ends the unit, and what marks it is not shown.
      if let hard = breaks[next...].first(where: { $0.offset >= end || $0.isHard }), hard.isHard, hard.offset <= end { end = hard.offset }
      let unit = Unit(start: start, end: end, shownEnd: Self.shownEnd(text, start, end), level: level)
      add(unit, span, text, breaks, &next)
      start = end
    }
  }

  /// True between two letters of scripts whose words stand side by side without spaces.
  private static func isBetweenSyllables(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    guard text[offset] >= 0xE0, text[offset - 1] >= 0x80 else { return false }
    return ClusterGap(ScalarReader.scalar(text, before: offset)) == .syllable && ClusterGap(ScalarReader.scalar(text, at: offset)) == .syllable
  }

  /// A unit's place in the text; `shownEnd` is `end` without the line feed or separator.
  private struct Unit {
    var start: Int
    var end: Int
    var shownEnd: Int
    var level: UInt8
  }

  /// `end` without a line feed, U+0085, U+2028 or U+2029 before it.
  private static func shownEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    if text[end - 1] == 0x0A { return end - 1 }
    if end - start >= 2, text[end - 2] == 0xC2, text[end - 1] == 0x85 { return end - 2 }
    let isSeparator = end - start >= 3 && text[end - 3] == 0xE2 && text[end - 2] == 0x80 && (text[end - 1] == 0xA8 || text[end - 1] == 0xA9)
    return isSeparator ? end - 3 : end
  }

  /// Shapes the unit and parts it at the breaks inside. Where shaping looked across a break, both sides are shaped by themselves.
  private mutating func add(
    _ unit: Unit, _ span: Span, _ text: UnsafeBufferPointer<UInt8>, _ breaks: [BreakOffset], _ next: inout Int
  ) {
    var start = unit.start
    while start < unit.shownEnd {
      var end = unit.shownEnd
      var shaped = shape(text, start, end, span, unit.level)
      var inner = next
      while inner < breaks.count, breaks[inner].offset < end {
        let at = breaks[inner].offset - start
        if at > 0, shaped.isBackward || shaped.clusters.contains(where: { Int($0.start) == at && $0.isTied }) {
          end = breaks[inner].offset
          shaped = shape(text, start, end, span, unit.level)
          break
        }
        inner += 1
      }
      add(shaped, from: start, to: end, span, unit.level, text, breaks, &next)
      start = end
    }
    while next < breaks.count, breaks[next].offset <= unit.end {
      close(breaks[next], span, text)
      next += 1
    }
  }

  private func shape(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ span: Span, _ level: UInt8) -> ShapedUnit {
    state.unit(UnsafeBufferPointer(rebasing: text[start..<end]), span.choice, isBackward: level & 1 == 1)
  }

  /// Adds the clusters of a unit, closing an atom at each break between them. A break inside a cluster is none.
  private mutating func add(
    _ unit: ShapedUnit, from start: Int, to end: Int, _ span: Span, _ level: UInt8, _ text: UnsafeBufferPointer<UInt8>,
    _ breaks: [BreakOffset], _ next: inout Int
  ) {
    let size = span.style.size, rise = span.style.style.rise
    if unit.above > 0 { above = max(above, (unit.above + LineBox.clearance) * size + rise) }
    if unit.below > 0 { below = max(below, (unit.below + LineBox.clearance) * size - rise) }
    var first = 0
    func piece(_ range: Range<Int>) -> PlacedPiece {
      PlacedPiece(
        piece: LinePiece(
          unit: unit, first: Int32(truncatingIfNeeded: range.lowerBound), end: Int32(truncatingIfNeeded: range.upperBound),
          style: span.style, link: span.link),
        level: level, footnote: span.footnote)
    }
    while next < breaks.count, breaks[next].offset < end {
      let at = breaks[next].offset - start
      if at > 0, !unit.isBackward, let cut = unit.clusters[first...].firstIndex(where: { Int($0.start) == at }) {
        pieces.append(piece(first..<cut))
        close(breaks[next], span, text)
        first = cut
      }
      next += 1
    }
    if first < unit.clusters.count { pieces.append(piece(first..<unit.clusters.count)) }
  }

  // MARK: Atoms

  /// Ends the atom that is being gathered.
  private mutating func close(_ place: BreakOffset, _ span: Span, _ text: UnsafeBufferPointer<UInt8>) {
    var atom = LineAtom.measured(pieces, firstPiece..<pieces.count)
    let start = atoms.last?.end ?? 0
    atom.end = place.offset
    atom.isHard = place.isHard
    if place.offset >= 2, place.offset < text.count, text[place.offset - 2] == 0xC2, text[place.offset - 1] == 0xAD {
      let hyphen = finder.hyphen(span.style, link: span.link)
      (atom.hyphen, atom.hyphenWidth) = (Int32(truncatingIfNeeded: hyphens.count), hyphen.width)
      hyphens.append(hyphen)
    }
    if atom.trailingClusters == 0, !atom.isHard {
      if text[place.offset - 1] == UInt8(ascii: "-") { atom.endsWithHyphen = true }
      if text[place.offset - 1] >= 0x80, Self.isSolid(text, place.offset) { solidBreaks += 1 }
    }
    if format.hangsPunctuation, format.alignment == .justify {
      atom.measureHang(pieces[atom.pieces])
      if atom.hyphen >= 0 { atom.hangRight = HangingPunctuation.hyphen * atom.hyphenWidth }
    }
    if format.hyphenation == .freely, let word = finder.word(in: atom, from: start, pieces) {
      atom.word = Int32(truncatingIfNeeded: words.count)
      words.append(word)
    }
    atoms.append(atom)
    firstPiece = pieces.count
  }

  /// True behind a letter or mark of a script whose lines end between letters.
  private static func isSolid(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    let last = ScalarReader.scalar(text, before: offset)
    // A zero width space parts words that stand side by side.
    return ClusterGap(last) != .none || last == 0x200B
  }
}
