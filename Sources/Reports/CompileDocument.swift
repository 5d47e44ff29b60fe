import Charts
import DataTables
import Diagnostics
import Formats
import Geometry
import Inputs
import Layout
import Prose
import Scene
import Specs
import Typesetting

/// A document laid out: build, plan, furnish.
func compileDocument(_ setting: DocumentSetting, typesetter: Typesetter, findings: inout Findings) throws(Failure) -> Report {
  let options = setting.basis.options
  var builder = try setting.builder(typesetter: typesetter, findings: &findings)
  if let only = options.only {
    return try onlyBlock(only, builder: &builder, setting: setting, options: options, findings: &findings)
  }
  let items = builder.items(setting.body) + builder.remainingEndnotes()
  builder.checkLateReferences()
  let backdrops = builder.backdrops()
  findings.add(contentsOf: builder.findings.all)
  try findings.check()
  let plan = planPages(items, frame: builder.masters.fallback.frame, notes: builder.pageNotes(), label: pageLabel)
  report(plan.problems, origins: builder.origins, findings: &findings)
  builder.checkLateReferences(in: plan, findings: &findings)
  let furniture = PageFurniture(
    styles: builder.styles, texts: builder.texts, typesetter: typesetter, pageCount: plan.pages.count, sections: sectionTitles(plan))
  let bands = setBands(plan, furniture: furniture, masters: builder.masters, findings: &findings)
  try findings.check()
  let firstPages = Dictionary(plan.anchors.map { ($0.anchor.name, $0.page) }, uniquingKeysWith: { first, _ in first })
  return Report(
    properties: setting.properties, outline: outline(of: plan), fonts: typesetter.library.book,
    pageSizes: plan.pages.map(\.frame.size), markScene: nil, isPicture: false,
    drawPage: { [masters = builder.masters] page in
      let planned = plan.pages[page], master = planned.frame.master
      return draw(
        planned, destinations: { firstPages[$0] == page }, bands: bands[page], fill: masters[master].fill, backdrop: backdrops[master],
        label: pageLabel(page))
    })
}

/// What is printed for a page (from 0).
private func pageLabel(_ page: Int) -> String { "\(page + 1)" }

/// Only now is a page's scene made.
/// - Parameter destinations: whether a name leads to this page; the first of equal names counts.
private func draw(
  _ page: PlannedPage, destinations: (String) -> Bool, bands: [SetBand], fill: Color?, backdrop: PlacedPicture?, label: String
) -> ScenePage {
  var scene = SceneBuilder()
  var seen: Set<String> = []
  if fill != nil || backdrop != nil {
    scene.tagged(StructureTag(.artifact)) { scene in
      if let fill { scene.fill(Path(rect: Rect(origin: .zero, size: page.frame.size)), fill) }
      backdrop?.draw(at: .zero, into: &scene)
    }
  }
  for placement in page.placements {
    for anchor in placement.fragment.anchors where destinations(anchor.name) && seen.insert(anchor.name).inserted {
      scene.destination(anchor.name, at: placement.origin.moved(anchor.offset.x, anchor.offset.y))
    }
    placement.fragment.content.draw(at: placement.origin, into: &scene)
  }
  for band in bands { band.draw(into: &scene) }
  return ScenePage(size: page.frame.size, items: scene.items, label: label)
}

private func setBands(
  _ plan: PagePlan, furniture: PageFurniture, masters: PageMasters, findings: inout Findings
) -> [[SetBand]] {
  var seen: Set<String> = []
  return plan.pages.enumerated().map { number, page in
    let isFirst = seen.insert(page.frame.master).inserted
    return furniture.bands(of: masters[page.frame.master], page: number, isFirstOfKind: isFirst, findings: &findings)
  }
}

/// The first level heading that each page stands under.
private func sectionTitles(_ plan: PagePlan) -> [String] {
  var titles = [String](repeating: "", count: plan.pages.count)
  var current = ""
  var starts: [Int: String] = [:]
  for place in plan.anchors {
    guard let entry = place.anchor.entry, entry.level == 1, entry.list == .headings else { continue }
    starts[place.page] = starts[place.page] ?? entry.title
  }
  for page in titles.indices {
    current = starts[page] ?? current
    titles[page] = current
  }
  return titles
}

private func outline(of plan: PagePlan) -> [OutlineEntry] {
  plan.anchors.compactMap { place in
    place.anchor.entry.flatMap { entry in
      guard entry.list == .headings else { return nil }
      return OutlineEntry(title: entry.fullTitle, level: entry.level, destination: place.anchor.name)
    }
  }
}

private func report(_ problems: [FlowProblem], origins: [SourceRange], findings: inout Findings) {
  for problem in problems {
    let range = problem.item < origins.count ? origins[problem.item] : .detached
    switch problem.kind {
    case .tooTall(let excess):
      let text = String((excess * 10).rounded() / 10)
      findings.error(
        "does-not-fit", at: range, "the block does not fit the page: \(text) pt too much", hint: "make it smaller, or the page larger")
    case .notesTooTall:
      findings.error(
        "does-not-fit", at: range, "the footnotes of the block leave no room for it on the page", hint: "shorten the notes, or part the text")
    case .noMarginColumn:
      findings.error(
        "no-margin-column", at: range, "column: margin needs a page with a margin column beside the text",
        hint: "use a page whose width the theme's text column does not fill")
    case .unsettled:
      findings.error(
        "unsettled-pages", at: range, "the page numbers of this block still change after \(LayoutLimits.passes) passes")
    case .tooManyPages:
      findings.add(
        Diagnostic("too-many-pages", kind: .limit, at: range, "the document has more than \(LayoutLimits.pages) pages"))
    }
  }
}
