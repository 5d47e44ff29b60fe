import Diagnostics
import Glibc
import Inputs
import Testing

/// A folder of its own for one test, removed at the end.
private final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/monsoon-loader-XXXXXX".utf8CString)
    path = try #require(
      template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } })
    mkdir(path + "/spec", 0o755)
    mkdir(path + "/spec/data", 0o755)
    mkdir(path + "/shared", 0o755)
    write("spec/data/trade.csv", "a,b\n")
    write("spec/data/korean.csv", bytes: [0xC7, 0xD1, 0xB1, 0xB9])
    write("secret.txt", "no")
    write("shared/theme.yaml", "a: 1")
    symlink("../../secret.txt", path + "/spec/data/out.txt")
    symlink("trade.csv", path + "/spec/data/in.csv")
    mkfifo(path + "/spec/pipe", 0o644)
  }

  func write(_ name: String, _ text: String) { write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: [UInt8]) {
    guard let file = fopen(path + "/" + name, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  var loader: ResourceLoader { ResourceLoader(root: path + "/spec", resources: path + "/shared", rootName: "spec") }

  deinit {
    for name in [
      "spec/data/trade.csv", "spec/data/korean.csv", "secret.txt", "shared/theme.yaml", "spec/data/out.txt", "spec/data/in.csv",
      "spec/pipe",
    ] { unlink(path + "/" + name) }
    for name in ["spec/data", "spec", "shared", ""] { rmdir(path + "/" + name) }
  }
}

private let specRange = SourceRange(file: SourceFile(name: "spec/brief.yaml", text: "data: x"), start: 6, end: 7)

private func finding(_ loader: ResourceLoader, _ path: String, limit: Int = 1_000, at range: SourceRange = specRange) -> String {
  do {
    return "loaded " + (try loader.load(path, at: range, limit: limit)).name
  } catch {
    return error.diagnostics.map { "\($0.id): \($0.message)" + ($0.hint.map { "; " + $0 } ?? "") }.joined(separator: "|")
  }
}

@Test func `loader: paths are relative to the file that names them`() throws {
  let folder = try Folder()
  #expect(finding(folder.loader, "data/trade.csv") == "loaded spec/data/trade.csv")
  #expect(finding(folder.loader, "./data/../data/in.csv") == "loaded spec/data/in.csv")
  let inner = SourceRange(file: SourceFile(name: "spec/data/x.vl.json", text: ""), start: 0, end: 0)
  #expect(finding(folder.loader, "trade.csv", at: inner) == "loaded spec/data/trade.csv")
  #expect(finding(folder.loader, "../data/trade.csv", at: inner) == "loaded spec/data/trade.csv")
  #expect(try folder.loader.resource("theme.yaml", at: .detached, limit: 100).name == "<resources>/theme.yaml")
}

@Test func `loader: nothing outside the root is opened`() throws {
  let folder = try Folder()
  #expect(
    finding(folder.loader, "../secret.txt")
      == "bad-path: \"../secret.txt\" leaves the folder of the spec; give a folder above it with --root")
  #expect(
    finding(folder.loader, "/etc/passwd")
      == "bad-path: \"/etc/passwd\" is an absolute path; paths are relative to the file that names them")
  #expect(finding(folder.loader, "data/out.txt") == "bad-path: \"data/out.txt\" is a link that leaves the folder of the spec")
  #expect(
    finding(folder.loader, "https://example.org/a.csv")
      == "bad-path: \"https://example.org/a.csv\" is an address; nothing is fetched from the network; download the file beside the spec"
  )
  #expect(finding(folder.loader, "file:///etc/passwd").hasPrefix("bad-path: \"file:///etc/passwd\" is an address"))
  #expect(finding(folder.loader, "a\0b") == "bad-path: the path contains a NUL")
  #expect(finding(folder.loader, "") == "bad-path: the path is empty")
}

@Test func `loader: only regular files of a known size are read`() throws {
  let folder = try Folder()
  #expect(finding(folder.loader, "data") == "not-a-file: \"data\" is a folder, not a file")
  #expect(finding(folder.loader, "pipe") == "not-a-file: \"pipe\" is a device, not a file")
  #expect(finding(folder.loader, "data/trade.csv", limit: 3) == "too-large: \"data/trade.csv\" has 4 bytes; at most 3 are read")
}

@Test func `loader: a missing file names the nearest one in its folder`() throws {
  let folder = try Folder()
  #expect(
    finding(folder.loader, "data/trade.cvs")
      == "missing-file: no file \"data/trade.cvs\": there is no \"trade.cvs\" in \"data\"; did you mean \"trade.csv\"?")
  #expect(
    finding(folder.loader, "dta/trade.csv")
      == "missing-file: no file \"dta/trade.csv\": there is no \"dta\"; did you mean \"data\"?")
  let none = ResourceLoader(root: folder.path, resources: nil)
  let error = #expect(throws: Failure.self) { try none.resource("a", at: .detached, limit: 1) }
  #expect(error?.diagnostics.first?.id == "missing-resources")
}

@Test func `loader: text must be UTF-8 and the likely encoding is proposed`() throws {
  let folder = try Folder()
  let loader = folder.loader
  let error = #expect(throws: Failure.self) { try loader.loadText("data/korean.csv", at: specRange, limit: 100) }
  #expect(error?.diagnostics.first?.hint == "the file is probably cp949; save it as UTF-8, or name its encoding: {encoding: cp949}")
}
