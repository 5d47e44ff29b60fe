/// A font face by its place in the font manifest, never a pointer.
///
/// The manifest (`FontBook`) says which file, which face in it and which SHA-256 it must have. The number is the row in the
/// manifest, so it is the same on every machine that has the same `fonts/manifest`.
package struct FontID: Hashable, Sendable {
  package let row: UInt16

  package init(row: UInt16) { self.row = row }
}

/// One face of the manifest.
package struct FontFace: Hashable, Sendable {
  /// The family name as authors write it: `Noto Sans SemiCondensed`.
  package var family: String
  /// CSS weight, 100 to 900.
  package var weight: Int
  package var italic: Bool
  /// The absolute path of the font file; empty when it is not installed.
  package var file: String
  /// The face inside a collection, from 0.
  package var faceIndex: Int
  /// Lower-case hex digits of the file's SHA-256.
  package var sha256: String

  package init(family: String, weight: Int, italic: Bool, file: String, faceIndex: Int, sha256: String) {
    self.family = family
    self.weight = weight
    self.italic = italic
    self.file = file
    self.faceIndex = faceIndex
    self.sha256 = sha256
  }
}

/// The faces that may be used, in the order of the manifest.
package struct FontBook: Sendable {
  package var faces: [FontFace]

  package init(faces: [FontFace]) { self.faces = faces }

  /// The face of `id`; a number from another manifest is a programming error.
  package subscript(id: FontID) -> FontFace { faces[Int(id.row)] }
}
