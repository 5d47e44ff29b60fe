package import Diagnostics
import Glibc
package import Scene
import Synchronization

/// The fonts of a manifest: finds the face for a family, weight and slant, and opens each face once, when it is first needed.
package final class FontLibrary: Sendable {
  package let manifest: FontManifest
  /// The same faces as the backends see them; `FontID.row` is the index in both.
  package let book: FontBook
  /// The command that puts absent font files in place.
  package static let setUpCommand = "scripts/fonts"

  /// The absolute path of the folder with the files.
  private let folder: String
  private let families: [Family]
  private let rowsOfFamily: [String: Int]
  private let opened: Mutex<[Slot]>

  private struct Family: Sendable {
    var name: String
    var rows: [Int]
  }

  private enum Slot: Sendable {
    case untried
    case open(OpenFace)
    case absent
  }

  /// - Parameter folder: the absolute path of the folder with the font files.
  package init(manifest: FontManifest, folder: String) {
    self.manifest = manifest
    self.folder = folder
    book = FontBook(faces: manifest.faces.map {
      FontFace(
        family: $0.family, weight: $0.weight, italic: $0.italic, file: folder + "/" + $0.file, faceIndex: $0.faceIndex,
        sha256: $0.sha256)
    })
    var families: [Family] = []
    var places: [String: Int] = [:]
    for (row, face) in manifest.faces.enumerated() {
      let key = face.family.lowercased()
      if let place = places[key] {
        families[place].rows.append(row)
      } else {
        places[key] = families.count
        families.append(Family(name: face.family, rows: [row]))
      }
    }
    self.families = families
    rowsOfFamily = places
    opened = Mutex([Slot](repeating: .untried, count: manifest.faces.count))
  }

  /// The library of a `fonts` folder: `manifest` and `files` inside it.
  /// - Throws: when the manifest is absent or cannot be read. Absent font files are told by `check()`.
  package convenience init(fontsFolder: String) throws(Failure) {
    let path = fontsFolder + "/manifest"
    guard let bytes = readWholeFile(path) else {
      throw Failure(Diagnostic("no-fonts", at: .detached, "there is no font manifest at \(path)"))
    }
    self.init(manifest: try FontManifest(parsing: SourceFile(name: path, bytes: bytes)), folder: fontsFolder + "/files")
  }

  /// The names of the families, in the order of the manifest.
  package var familyNames: [String] { families.map(\.name) }

  /// True when `family` is in the manifest, or another name for a family there (`Arial`, `serif`). Case does not matter.
  package func knows(_ family: String) -> Bool { !resolve(family).isEmpty }

  /// What is wrong with the files: absent fonts are one error, absent patterns of hyphens a warning each, as are files of another size
  /// than the manifest says.
  package func check() -> [Diagnostic] {
    var absent: [String] = [], found: [Diagnostic] = [], seen: Set<String> = []
    let files = manifest.faces.map { ($0.file, $0.bytes, "") } + manifest.patterns.map { ($0.file, $0.bytes, $0.language) }
    for (file, bytes, language) in files where seen.insert(file).inserted {
      var status = stat()
      if stat(folder + "/" + file, &status) != 0 {
        if language.isEmpty { absent.append(file) } else { found.append(absentPatterns(file, language)) }
      } else if Int(status.st_size) != bytes {
        found.append(Diagnostic(
          "font-differs", .warning, at: .detached,
          "font file \(file) has \(status.st_size) bytes, the font manifest says \(bytes)",
          hint: "run \(Self.setUpCommand) to set up the fonts of the manifest"))
      }
    }
    if let first = absent.first {
      let others = absent.count > 1 ? " and \(absent.count - 1) more" : ""
      found.insert(
        Diagnostic(
          "fonts-absent", at: .detached, "font file \(first)\(others) is not installed",
          hint: "run \(Self.setUpCommand), which downloads the fonts once"), at: 0)
    }
    return found
  }
}

extension FontLibrary {
  private func absentPatterns(_ file: String, _ language: String) -> Diagnostic {
    Diagnostic(
      "patterns-absent", .warning, at: .detached, "file \(file) is not installed, so words of language \(language) are not hyphenated",
      hint: "run \(Self.setUpCommand), which downloads it once")
  }
}

// MARK: - Inside the module

extension FontLibrary {
  /// The places in the list of families that a name stands for; empty when nothing has that name.
  func resolve(_ family: String) -> [Int] {
    let key = family.lowercased()
    if let place = rowsOfFamily[key] { return [place] }
    guard let alias = manifest.aliases.first(where: { $0.name.lowercased() == key }) else { return [] }
    return alias.families.compactMap { rowsOfFamily[$0.lowercased()] }
  }

  /// The row of the family's face nearest to `weight` and slant, after CSS Fonts Level 4, 5.2: the slant first, then the weight.
  /// Nothing is slanted or emboldened: an upright face stands in where there is no italic.
  func nearestRow(family place: Int, weight: Int, italic: Bool) -> Int {
    let rows = families[place].rows
    let slanted = rows.filter { manifest.faces[$0].italic == italic }
    let choice = slanted.isEmpty ? rows : slanted
    return choice.min { distance(manifest.faces[$0].weight, from: weight) < distance(manifest.faces[$1].weight, from: weight) }
      ?? rows[0]
  }

  /// How far a face's weight is from the one asked for; CSS prefers one direction, so the other one counts from 1,000.
  private func distance(_ weight: Int, from asked: Int) -> Int {
    if (400...500).contains(asked) {
      if weight >= asked, weight <= 500 { return weight - asked }
      return weight < asked ? 1_000 + asked - weight : 2_000 + weight
    }
    if asked < 400 { return weight <= asked ? asked - weight : 1_000 + weight }
    return weight >= asked ? weight - asked : 1_000 + asked - weight
  }

  /// What hyphenates a language; nil when the manifest names no patterns for it or their file is absent.
  func hyphenator(for language: String) -> Hyphenator? {
    manifest.patterns(for: language).flatMap { Hyphenator(file: folder + "/" + $0.file, leastBefore: $0.leastBefore, leastBehind: $0.leastBehind) }
  }

  /// The open face of a row; nil when its file is absent or damaged.
  func face(_ row: Int) -> OpenFace? {
    opened.withLock { slots in
      switch slots[row] {
      case .open(let face): return face
      case .absent: return nil
      case .untried:
        let face = OpenFace(row: UInt16(row), file: book.faces[row].file, faceIndex: book.faces[row].faceIndex)
        slots[row] = face.map { .open($0) } ?? .absent
        return face
      }
    }
  }
}

/// The bytes of a regular file of at most 1 MB; nil when it cannot be read whole.
private func readWholeFile(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_size >= 0, status.st_size <= 1_000_000 else { return nil }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let count = bytes.withUnsafeMutableBytes { space in
      read(descriptor, space.baseAddress?.advanced(by: filled), space.count - filled)
    }
    guard count > 0 else { return nil }
    filled += count
  }
  return bytes
}
