import Diagnostics
import Foundation
import Geometry
import Inputs
import Reports
import Scene
import Testing

/// A shipped slide, compiled.
private func slide(_ name: String) throws -> (report: Report, findings: Findings) {
  let folder = repository.appending(path: "layouts/slides")
  let loader = ResourceLoader(root: folder.path(), resources: repository.path())
  let text = try String(contentsOf: folder.appending(path: name + ".yaml"), encoding: .utf8)
  var findings = Findings()
  let report = try compileReport(SourceFile(name: name + ".yaml", text: text), loader: loader, options: ReportOptions(), findings: &findings)
  return (report, findings)
}

private func sizes(_ items: [SceneItem]) -> [Double] {
  items.flatMap { item -> [Double] in
    switch item {
    case .glyphs(let run): return [run.size]
    case .group(let group): return sizes(group.items)
    case .fill, .stroke, .image, .begin, .end, .link, .destination: return []
    }
  }
}

@Test(arguments: ["travel", "aid", "visits-ko"])
func `a slide is 1920 by 1080 pixels and none of its type is smaller than 18 of them`(_ name: String) throws {
  let (report, findings) = try slide(name)
  #expect(findings.all.isEmpty)
  #expect(report.pageSizes.map { [$0.width, $0.height].map { $0 / 72 * report.defaultPixelsPerInch } } == [[1920, 1080]])
  let least = sizes(report.scene(ofPage: 0).items).min() ?? 0
  #expect(least * 2 >= 18)
}

@Test func `the slides draw the data and charts of the brief`() throws {
  for file in ["data/aid.csv", "data/partners.csv", "data/table1_long.csv", "charts/fig-aid.vl.json", "charts/fig-travel.vl.json"] {
    let copies = try ["slides", "nsp-brief"].map { try Data(contentsOf: repository.appending(path: "layouts/\($0)/\(file)")) }
    #expect(copies[0] == copies[1], "\(file)")
  }
}
