import Diagnostics
import Glibc
import Inputs
import Specs

/// The bytes of a file beside the repository; nil when it is absent.
func shared(_ path: String, from source: String = #filePath) -> [UInt8]? {
  let root = source.split(separator: "/").dropLast(3).joined(separator: "/")
  return bytes("/" + root + "/../shared/" + path)
}

/// The bytes of a file of the repository.
func repository(_ path: String, from source: String = #filePath) -> [UInt8]? {
  bytes("/" + source.split(separator: "/").dropLast(3).joined(separator: "/") + "/" + path)
}

private func bytes(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var content: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count <= 0 { return content }
    content += buffer[..<count]
  }
}

/// The report of a text, or its findings: first lines of their text form, joined.
func report(_ text: String) throws(Failure) -> ReportSpec {
  var findings = Findings()
  return try ReportSpec(decoding: parseYAML(SourceFile(name: "page.yaml", text: text)), findings: &findings)
}

func findings(_ text: String) -> [String] {
  do {
    _ = try report(text)
    return []
  } catch {
    return error.diagnostics.map { String($0.formatted(as: .text).prefix { $0 != "\n" }) }
  }
}

/// A report with one block.
func body(_ block: String) -> String { "monsoon: 1\nbody:\n" + block }
