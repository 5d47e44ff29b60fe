import CairoBackend
import Diagnostics
import Foundation
import Testing

private func write(_ text: String, to path: String, commit: Bool = true, unnamed: Bool = true) throws(Failure) {
  let file = try OutputFile(path: path, unnamed: unnamed)
  try file.write(Array(text.utf8))
  if commit { try file.commit() }
}

/// True where the file system of temporary folders knows files without a name.
private let knowsUnnamedFiles: Bool = {
  let descriptor = open(FileManager.default.temporaryDirectory.path, 0o20_000_000 | O_DIRECTORY | O_WRONLY, 0o600)
  return descriptor >= 0 && close(descriptor) == 0
}()

/// One after the other: a test that removes all temporary files would take them from the others.
@Suite(.serialized) struct OutputFileTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test(arguments: [true, false]) func `a committed file holds what was written and nothing stays beside it`(unnamed: Bool) throws {
    try write("one", to: folder.file("a.txt"), unnamed: unnamed)
    #expect(folder.read("a.txt") == "one")
    try write("two", to: folder.file("a.txt"), unnamed: unnamed)
    #expect(folder.read("a.txt") == "two")
    #expect(folder.names == ["a.txt"])
  }

  @Test(arguments: [true, false]) func `without commit the old file stays whole and nothing stays beside it`(unnamed: Bool) throws {
    try write("old", to: folder.file("a.txt"))
    try write(String(repeating: "new", count: 100_000), to: folder.file("a.txt"), commit: false, unnamed: unnamed)
    #expect(folder.read("a.txt") == "old")
    #expect(folder.names == ["a.txt"])
  }

  @Test(.enabled(if: knowsUnnamedFiles)) func `a file under way has no name that could stay behind`() throws {
    try write("old", to: folder.file("a.txt"))
    let known = try OutputFile(path: folder.file("a.txt")), new = try OutputFile(path: folder.file("b.txt"))
    for file in [known, new] { try file.write([UInt8](repeating: 65, count: 100_000)) }
    #expect(folder.names == ["a.txt"])
    #expect(folder.read("a.txt") == "old")
    for file in [known, new] { try file.commit() }
    #expect(folder.names == ["a.txt", "b.txt"])
    #expect(folder.read("a.txt") == folder.read("b.txt"))
  }

  @Test func `two files for one new name: the last one committed stands`() throws {
    let first = try OutputFile(path: folder.file("a.txt")), second = try OutputFile(path: folder.file("a.txt"))
    try first.write(Array("first".utf8))
    try second.write(Array("second".utf8))
    try second.commit()
    try first.commit()
    #expect(folder.read("a.txt") == "first")
    #expect(folder.names == ["a.txt"])
  }

  @Test func `a signal removes the named files that are under way, and the old file stays whole`() throws {
    try write("old", to: folder.file("a.txt"))
    let files = try ["a.txt", "b.txt"].map { try OutputFile(path: folder.file($0), unnamed: false) }
    for file in files { try file.write([UInt8](repeating: 65, count: 100_000)) }
    #expect(folder.names.filter { $0.hasPrefix(".monsoon-") && $0.hasSuffix(".part") }.count == 2)
    TemporaryNames.shared.removeAll()
    #expect(folder.names == ["a.txt"])
    #expect(findings { try files[0].commit() }.map(\.kind) == [.output])
    #expect(folder.read("a.txt") == "old")
  }

  @Test func `large and small pieces come out in order`() throws {
    let file = try OutputFile(path: folder.file("a.txt"))
    var expected: [UInt8] = []
    for size in [1, 70_000, 5, 65_536, 0, 65_535, 2, 200_000] {
      let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
      try file.write(piece)
      expected += piece
    }
    try file.commit()
    #expect(FileManager.default.contents(atPath: folder.file("a.txt")).map(Array.init) == expected)
  }

  @Test func `a symbolic link stays a link and its target is replaced`() throws {
    try FileManager.default.createDirectory(atPath: folder.file("real"), withIntermediateDirectories: true)
    try write("old", to: folder.file("real/b.txt"))
    try FileManager.default.createSymbolicLink(atPath: folder.file("link.txt"), withDestinationPath: "real/b.txt")
    try write("new", to: folder.file("link.txt"))
    #expect(folder.read("real/b.txt") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link.txt")) == "real/b.txt")
  }

  @Test func `a link to a file that does not exist yet makes that file`() throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file("link.txt"), withDestinationPath: "later.txt")
    try write("new", to: folder.file("link.txt"))
    #expect(folder.names == ["later.txt", "link.txt"])
  }

  @Test func `links in a circle are a failure`() throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file("a"), withDestinationPath: "b")
    try FileManager.default.createSymbolicLink(atPath: folder.file("b"), withDestinationPath: "a")
    #expect(findings { try write("x", to: folder.file("a")) }.map(\.kind) == [.output])
  }

  @Test(arguments: [true, false]) func `the mode of a replaced file is kept`(unnamed: Bool) throws {
    try write("old", to: folder.file("a.txt"))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.file("a.txt"))
    try write("new", to: folder.file("a.txt"), unnamed: unnamed)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.file("a.txt"))[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func `a missing folder is named together with the command that makes it`() {
    let found = findings { try write("x", to: folder.file("no/such/a.txt")) }
    #expect(found.map(\.id) == ["output-folder-missing"] && found.map(\.kind) == [.output])
    #expect(found.first?.hint?.contains("mkdir -p") == true)
  }

  @Test func `a folder as the target is refused`() {
    let found = findings { try write("x", to: folder.path) }
    #expect(found.first?.message.hasSuffix("it is a folder") == true)
  }

  @Test func `a device is written to and never replaced`() throws {
    try write("x", to: "/dev/null")
    #expect(try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `a full disk is a failure, whether met early or at the end`() {
    for size in [10, 1_000_000] {
      let found = findings { try write(String(repeating: "x", count: size), to: "/dev/full") }
      #expect(found.map(\.kind) == [.output] && found.first?.message == "cannot write \"/dev/full\": No space left on device")
    }
  }

  @Test func `after commit nothing more can be written`() throws {
    let file = try OutputFile(path: folder.file("a.txt"))
    try file.write(Array("x".utf8))
    try file.commit()
    #expect(findings { try file.write([1]) }.map(\.id) == ["output-closed"])
    #expect(findings { try file.commit() }.map(\.id) == ["output-closed"])
    #expect(folder.read("a.txt") == "x")
  }
}
