import Charts
import DataTables
import Diagnostics
import Geometry
import Inputs
import Scene
import Testing
import Typesetting

/// The repository's folder, from the place of this file.
let repository = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

/// Tables by name; no files.
struct NamedTables: ChartTables {
  var tables: [Table] = []

  func table(named name: String, at range: SourceRange) throws(Failure) -> Table {
    guard let table = tables.first(where: { $0.name == name }) else { throw Failure(Diagnostic("unknown-table", at: range, "no table \"\(name)\"")) }
    return table
  }

  func table(url: String, format: ChartDataFormat, at range: SourceRange) throws(Failure) -> Table {
    throw Failure(Diagnostic("no-file", at: range, "no file \"\(url)\""))
  }

  func tree(url: String, at range: SourceRange) throws(Failure) -> TreeNode {
    throw Failure(Diagnostic("no-file", at: range, "no file \"\(url)\""))
  }
}

/// The typesetter of the project's fonts; nil when they are not set up.
let testTypesetter: Typesetter? = try? Typesetter(library: FontLibrary(fontsFolder: repository + "/fonts"))

extension Trait where Self == ConditionTrait {
  /// Skips a test, with a message, where the font files are not set up.
  static var needsFonts: Self { .enabled(if: testTypesetter != nil, "the fonts are not set up") }
}

/// What a spec draws, and what was found on the way.
struct Compiled {
  var scene: MarkScene?
  var findings: [Diagnostic]

  var marks: [Mark] { scene?.marks.filter { $0.role == .mark } ?? [] }
  var ids: [String] { findings.map(\.id) }

  func words(_ role: MarkRole) -> [String] {
    (scene?.marks ?? []).filter { $0.role == role && $0.style.opacity > 0 }.compactMap { mark in
      if case .text(let text) = mark.shape { return text.lines.joined(separator: "\n") }
      return nil
    }
  }

  var rects: [Rect] {
    marks.compactMap { mark in
      if case .rect(let r, _) = mark.shape { return r }
      return nil
    }
  }
}

func compiled(_ json: String, strict: Bool = false, tables: [Table] = [], width: Double? = nil, height: Double? = nil) throws -> Compiled {
  let typesetter = try #require(testTypesetter)
  var findings = Findings()
  do throws(Failure) {
    let node = try parseJSON(SourceFile(name: "chart.vl.json", text: json), limits: .spec)
    let options = ChartOptions(width: width, height: height, isStrict: strict)
    let scene = try compileChart(node, tables: NamedTables(tables: tables), options: options, typesetter: typesetter, findings: &findings)
    return Compiled(scene: scene, findings: findings.all)
  } catch {
    return Compiled(scene: nil, findings: findings.all + error.diagnostics)
  }
}
