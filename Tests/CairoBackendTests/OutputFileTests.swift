import CairoBackend
import Diagnostics
import Foundation
import Testing

private func write(_ text: String, to path: String, commit: Bool = true) throws(Failure) {
  let file = try OutputFile(path: path)
  try file.write(Array(text.utf8))
  if commit { try file.commit() }
}

@Suite struct OutputFileTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `a committed file holds what was written and nothing stays beside it`() throws {
    try write("one", to: folder.file("a.txt"))
    try write("two", to: folder.file("a.txt"))
    #expect(folder.read("a.txt") == "two")
    #expect(folder.names == ["a.txt"])
  }

  @Test func `without commit the old file stays whole and nothing stays beside it`() throws {
    try write("old", to: folder.file("a.txt"))
    try write(String(repeating: "new", count: 100_000), to: folder.file("a.txt"), commit: false)
    #expect(folder.read("a.txt") == "old")
    #expect(folder.names == ["a.txt"])
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

  @Test func `the mode of a replaced file is kept`() throws {
    try write("old", to: folder.file("a.txt"))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.file("a.txt"))
    try write("new", to: folder.file("a.txt"))
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
