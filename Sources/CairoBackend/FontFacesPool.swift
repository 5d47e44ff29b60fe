package import Diagnostics
package import Scene
import Synchronization

/// Opened fonts, lent to one worker at a time: many pictures of one process open each face and draw the picture of each
/// glyph once for each worker, not once for each spec.
///
/// What is lent changes no byte of an output: the faces and pictures are functions of the manifest alone.
package final class FontFacesPool: Sendable {
  private let idle = Mutex<[IdleFaces]>([])

  /// An empty pool; faces are opened when they are first asked for.
  package init() {}

  /// Calls `body` with the faces of `book`, which no other call has at that time.
  ///
  /// - Throws: what `body` throws, and a failure of kind `.output` when FreeType cannot start.
  package func withFaces<T>(of book: FontBook, _ body: (FontFaces) throws(Failure) -> T) throws(Failure) -> T {
    let faces: FontFaces
    if let known = take(book) { faces = known } else { faces = try FontFaces(book: book) }
    defer { idle.withLock { $0.append(IdleFaces(faces: faces)) } }
    return try body(faces)
  }

  private func take(_ book: FontBook) -> FontFaces? {
    let known = idle.withLock { idle in
      idle.firstIndex { $0.faces.book.faces == book.faces }.map { idle.remove(at: $0) }
    }
    return known?.faces
  }
}

/// Faces that nobody uses. Unchecked: the pool's lock hands them from one thread to the next, and FreeType wants no more than
/// one thread at a time.
private struct IdleFaces: @unchecked Sendable {
  let faces: FontFaces
}
