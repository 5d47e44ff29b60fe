import Foundation
import Testing

/// The layers: each module with everything it may import from this package. A module may use only what stands above it.
private let layers: [(module: String, mayImport: Set<String>)] = [
  ("Geometry", []),
  ("Diagnostics", []),
  ("Scene", ["Geometry"]),
  ("Inputs", ["Diagnostics"]),
  ("Formats", ["Diagnostics", "CICU"]),
  ("DataTables", ["Diagnostics", "Inputs", "Formats", "CICU"]),
  ("Queries", ["Diagnostics", "Inputs", "DataTables", "CSQLite"]),
  ("Specs", ["Geometry", "Diagnostics", "Inputs"]),
  ("Scales", ["Geometry", "Formats"]),
  ("Geo", ["Geometry", "Diagnostics", "Inputs"]),
  ("Typesetting", ["Geometry", "Diagnostics", "Scene", "CHarfBuzz", "CHyphen", "CICU"]),
  ("Layout", ["Geometry", "Diagnostics", "Scene", "Typesetting"]),
  (
    "Charts",
    ["Geometry", "Diagnostics", "Scene", "Inputs", "DataTables", "Formats", "Scales", "Geo", "Typesetting", "Layout"]
  ),
  ("Tables", ["Geometry", "Diagnostics", "Scene", "Specs", "DataTables", "Formats", "Typesetting", "Layout"]),
  ("Prose", ["Geometry", "Diagnostics", "Scene", "Specs", "Typesetting", "Layout", "CCmark"]),
  (
    "Maps",
    [
      "Geometry", "Diagnostics", "Scene", "Inputs", "Specs", "DataTables", "Formats", "Scales", "Geo", "Typesetting", "Layout",
      "Charts",
    ]
  ),
  (
    "Reports",
    [
      "Geometry", "Diagnostics", "Scene", "Inputs", "Specs", "DataTables", "Queries", "Formats", "Scales", "Geo", "Typesetting", "Layout",
      "Charts", "Tables", "Prose", "Maps",
    ]
  ),
  ("CairoBackend", ["Geometry", "Diagnostics", "Scene", "CCairo", "CPNG", "CJPEG", "CSVG"]),
  ("monsoon", ["Geometry", "Diagnostics", "Scene", "Inputs", "Specs", "Reports", "CairoBackend"]),
]

/// Packages and platform modules, and the layers that may import them.
private let outside: [String: Set<String>] = [
  "ArgumentParser": ["monsoon"], "Foundation": ["monsoon"],
]

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private struct ImportLine: Hashable {
  let module: String
  let imported: String
  let file: String
}

private func importLines() throws -> [ImportLine] {
  var result: [ImportLine] = []
  for layer in layers {
    let folder = root.appending(path: "Sources/\(layer.module)")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".swift") }
    for path in paths.sorted() {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at <= 2, words.count > at + 1, !line.hasPrefix("//") else { continue }
        guard words[..<at].allSatisfy({ $0 == "package" || $0 == "public" || $0.hasPrefix("@") }) else { continue }
        let name = words.count > at + 2 ? words[at + 2].split(separator: ".")[0] : words[at + 1]
        result.append(ImportLine(module: layer.module, imported: String(name), file: path))
      }
    }
  }
  return result
}

@Test func `every module imports only the layers above it`() throws {
  let rows = Dictionary(uniqueKeysWithValues: layers.map { ($0.module, $0.mayImport) })
  let ours = Set(layers.map(\.module)).union(["CCairo", "CHarfBuzz", "CHyphen", "CCmark", "CPNG", "CJPEG", "CSVG", "CICU", "CSQLite"])
  for line in try importLines() where ours.contains(line.imported) {
    #expect(rows[line.module]?.contains(line.imported) == true, "\(line.module)/\(line.file) imports \(line.imported)")
  }
}

@Test func `libraries from outside stay in the layer that owns them`() throws {
  for line in try importLines() {
    if let owners = outside[line.imported] {
      #expect(owners.contains(line.module), "\(line.module)/\(line.file) imports \(line.imported)")
    }
  }
}

@Test func `the layers make no circle`() {
  for (index, layer) in layers.enumerated() {
    let above = Set(layers[..<index].map(\.module))
    let circle = layer.mayImport.filter { !$0.hasPrefix("C") || $0 == "Charts" || $0 == "CairoBackend" }.subtracting(above)
    #expect(circle.isEmpty, "\(layer.module) needs \(circle.sorted()), which stand below it")
  }
}

@Test func `every source folder is a layer or a C target`() throws {
  let known = Set(layers.map(\.module)).union(["CCairo", "CHarfBuzz", "CHyphen", "CCmark", "CPNG", "CJPEG", "CSVG", "CICU", "CSQLite"])
  let found = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path())
  #expect(Set(found).subtracting(known).isEmpty)
}

@Test func `no source file forces, traps on purpose or ends the program`() throws {
  let banned = ["try!", "as!", "fatalError(", "TODO", "FIXME"]
  for layer in layers {
    let folder = root.appending(path: "Sources/\(layer.module)")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path()) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for word in banned where text.contains(word) { Issue.record("\(layer.module)/\(path) contains \(word)") }
      if layer.module != "monsoon" {
        for word in [" print(", "exit("] where text.contains(word) { Issue.record("\(layer.module)/\(path) contains \(word)") }
      }
    }
  }
}
