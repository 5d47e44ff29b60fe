import Diagnostics
import Glibc
import Synchronization

/// Sets text: finds faces, shapes, measures and breaks lines.
///
/// One typesetter serves a whole program; it may be used by several threads. A result is a pure function of the text, the style and
/// the font manifest: what was set before, and in which order, never changes it.
package final class Typesetter: Sendable {
  package let library: FontLibrary
  /// Held whenever `state` is used. (A mutex that owns the state cannot be used with the borrowed bytes of a string.)
  private let lock = Mutex<Void>(())
  nonisolated(unsafe) private let state: ShapingState

  package init(library: FontLibrary) {
    self.library = library
    state = ShapingState(library: library)
  }

  /// `text` on one line. Line feeds, tabs and other controls become spaces.
  package func line(_ text: String, _ style: TextStyle) -> TextLine {
    withBytes(text) { bytes in
      lock.withLock { _ in
        var line = LineBuilder()
        line.add(bytes, state.resolve(style), link: nil, state)
        return line.line
      }
    }
  }

  /// Spans side by side on one line; letters of different spans never join.
  package func line(_ spans: [TextSpan]) -> TextLine {
    lock.withLock { _ in
      var line = LineBuilder()
      defer { state.place = .detached }
      for span in spans {
        let style = state.resolve(span.style)
        state.place = span.place
        withBytes(span.text) { line.add($0, style, link: span.link, state) }
      }
      return line.line
    }
  }

  /// The width of `line(text, style)` in points, without making the line.
  package func width(of text: String, _ style: TextStyle) -> Double {
    withBytes(text) { bytes -> Double? in
      if BidiText.mayRunBackward(bytes) { return nil }
      return lock.withLock { _ -> Double? in
        let style = state.resolve(style)
        let choice = state.choice(style)
        guard style.tracking == 0 else { return nil }
        var start = 0, width = 0.0
        while start < bytes.count {
          let end = TextUnits.end(bytes, from: start, limit: bytes.count)
          width += state.advance(UnsafeBufferPointer(rebasing: bytes[start..<end]), choice) * style.size
          start = end
        }
        return width
      }
    } ?? line(text, style).width
  }

  /// Text that is broken into lines when its width is known.
  package func paragraph(_ spans: [TextSpan], _ format: ParagraphFormat) -> Paragraph {
    lock.withLock { _ in
      var builder = ParagraphBuilder(spans, format, state)
      return builder.paragraph { [self] in wideWord(in: $0, from: $1, $2, format.hyphenLimits) }
    }
  }

  /// The word in an atom that may be broken where it is wider than a line.
  private func wideWord(in atom: LineAtom, from start: Int, _ pieces: [PlacedPiece], _ limits: HyphenLimits) -> BrokenWord? {
    lock.withLock { _ in
      var finder = WordFinder(state, limits)
      return finder.word(in: atom, from: start, pieces)
    }
  }

  /// The measures of the first installed face of the style.
  package func metrics(_ style: TextStyle) -> FontMetrics {
    lock.withLock { _ in state.resolve(style).metrics }
  }

  /// Scalars that were to be shown and that no font has, since the typesetter was made or `forgetMissingGlyphs()` was called: by
  /// scalar, then by place, family and word.
  package var missingGlyphs: [MissingGlyph] {
    lock.withLock { _ in
      state.missing.sorted { ($0.scalar, $0.place.start, $0.family, $0.word) < ($1.scalar, $1.place.start, $1.family, $1.word) }
    }
  }

  /// Features that styles asked for in vain, in the same time, by family and name.
  package var absentFeatures: [AbsentFeature] {
    lock.withLock { _ in state.absentFeatures.sorted { ($0.family, $0.feature) < ($1.family, $1.feature) } }
  }

  /// Begins a new list of missing glyphs, for the next document.
  package func forgetMissingGlyphs() {
    lock.withLock { _ in state.forgetMissing() }
  }
}

/// Calls `body` with the UTF-8 of `text`, controls turned into spaces.
@inline(__always)
private func withBytes<R>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
  let quick: R?? = text.utf8.withContiguousStorageIfAvailable { bytes in
    bytes.contains { $0 < 0x20 || $0 == 0x7F } ? nil : body(bytes)
  }
  if let quick, let result = quick { return result }
  var bytes = Array(text.utf8)
  TextUnits.withoutControls(&bytes, keepsLineFeeds: false)
  return bytes.withUnsafeBufferPointer(body)
}
