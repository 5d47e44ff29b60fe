import DataTables
import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

/// What stands in the margins of a page: the running head and foot with their rule, and the page's ground.
struct PageFurniture: Sendable {
  let styles: Styles
  let texts: TextEvaluator
  let typesetter: Typesetter
  /// The sections that each page (from 0) belongs to.
  let sections: [PageSection]

  /// The lines of a page, set once so that drawing cannot fail.
  func bands(of master: PageMaster, on page: FurnishedPage, findings: inout Findings) -> [SetBand] {
    var result: [SetBand] = []
    let geometry = styles.theme.page
    let size = page.plan.frame.size, content = page.plan.frame.content
    if let header = master.header, !(header.skipsFirst && page.isFirstOfKind) {
      // The theme's places hold where its top margin does; tighter margins pull the head up in proportion.
      let squeeze = min(1, content.y / max(1, styles.pageDefaults.margins.top))
      let top = geometry.headTop * squeeze, rule = geometry.headRule * squeeze
      result.append(band(header, page: page, baseline: top + lineDrop, ruleAt: rule, findings: &findings))
    }
    if let footer = master.footer, !(footer.skipsFirst && page.isFirstOfKind) {
      let room = size.height - content.maxY
      let baseline = content.maxY + room * 0.55
      result.append(band(footer, page: page, baseline: baseline, ruleAt: baseline - lineDrop - 4, findings: &findings))
    }
    return result
  }

  private var lineDrop: Double { (styles.text(.runningHead).leading ?? 9.75) * 0.73 }

  private func band(
    _ spec: BandSpec, page: FurnishedPage, baseline: Double, ruleAt: Double, findings: inout Findings
  ) -> SetBand {
    let content = page.plan.frame.content
    var band = SetBand()
    let inner = page.isLeft ? 1.0 : 0.0
    for (text, alignment) in [(spec.left, 0.0), (spec.center, 0.5), (spec.right, 1.0), (spec.inner, inner), (spec.outer, 1 - inner)] {
      guard let line = line(text, page: page, findings: &findings), !line.isEmpty else { continue }
      let x = content.x + (content.width - line.width) * alignment
      band.lines.append((line, Point(x: x, y: baseline)))
    }
    if let width = spec.rule?.points, width > 0 {
      band.rule = (Point(x: content.x, y: ruleAt), Point(x: content.maxX, y: ruleAt), width, styles.theme.rule(.runningHead).color)
    }
    return band
  }

  /// A line of a band: `**strong**` text has the look of the running head, the rest is lighter.
  private func line(_ text: LocalizedText?, page: FurnishedPage, findings: inout Findings) -> TextLine? {
    guard let text else { return nil }
    var scoped = texts
    scoped.names.entries += [
      ObjectField(name: "page", value: page.number), ObjectField(name: "pages", value: .integer(Int64(page.count))),
      ObjectField(name: "section", value: sections[page.index].value),
    ]
    guard let filled = scoped.text(text, findings: &findings) else { return nil }
    let strong = styles.text(.runningHead)
    var plain = strong
    plain.weight = 400
    plain.color = styles.text(.sourceLine).color
    let options = ProseOptions(style: styles.prose, typesetter: typesetter)
    let range = text.text(for: texts.language).text.range
    var found = Findings()
    let spans = found.attempt { (found: inout Findings) throws(Failure) in
      try proseSpans(markdown: filled, at: range, in: plain, options: options, findings: &found)
    }
    findings.add(contentsOf: found.all)
    return typesetter.line((spans ?? []).map { span in
      var span = span
      if span.style.weight > 400 { span.style = strong }
      return span
    })
  }
}

/// What the furniture of a page depends on.
struct FurnishedPage {
  let plan: PlannedPage
  /// From 0.
  let index: Int
  /// The number of the last page that is numbered alike.
  let count: Int
  /// No page before it has the same master.
  let isFirstOfKind: Bool

  var isLeft: Bool { !index.isMultiple(of: 2) }

  /// A number where it is printed as one, so that texts can count with it.
  var number: Value {
    plan.numbers == PageNumbers() ? .integer(Int64(plan.number)) : .string(plan.label)
  }
}

/// The headings that a page stands under.
struct PageSection: Hashable, Sendable {
  /// The first section that begins on the page, else the one that goes on.
  var title = ""
  var number = ""
  /// The last section that begins on the page.
  var last = ""
  var lastNumber = ""
  /// The same for headings of the second level.
  var part = ""

  var value: Value {
    .object([
      ObjectField(name: "title", value: .string(title)), ObjectField(name: "number", value: .string(number)),
      ObjectField(name: "last", value: .string(last)), ObjectField(name: "part", value: .string(part)),
    ])
  }
}

/// A running head or foot with its lines set and placed, in page points.
struct SetBand: Sendable {
  var lines: [(line: TextLine, at: Point)] = []
  var rule: (from: Point, to: Point, width: Double, color: Color)?

  func draw(into scene: inout SceneBuilder) {
    scene.tagged(StructureTag(.artifact)) { scene in
      for (line, at) in lines { line.draw(at: at, into: &scene) }
      if let rule { scene.rule(from: rule.from, to: rule.to, width: rule.width, color: rule.color) }
    }
  }
}
