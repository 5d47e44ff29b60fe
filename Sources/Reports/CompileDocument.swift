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
  let plan = planPages(items, style: builder.masters.style(builder.masters.usual), notes: builder.pageNotes())
  report(plan.problems, origins: builder.origins, findings: &findings)
  builder.checkLateReferences(in: plan, findings: &findings)
  let furniture = PageFurniture(
    styles: builder.styles, texts: builder.texts, typesetter: typesetter, sections: pageSections(plan))
  let bands = setBands(plan, furniture: furniture, masters: builder.masters, findings: &findings)
  try findings.check()
  let firstPages = Dictionary(plan.anchors.map { ($0.anchor.name, $0.page) }, uniquingKeysWith: { first, _ in first })
  return Report(
    properties: setting.properties, outline: outline(of: plan), fonts: typesetter.library.book,
    pageSizes: plan.pages.map(\.frame.size), markScene: nil, isPicture: false,
    drawPage: { [masters = builder.masters] page in
      let planned = plan.pages[page], master = planned.frame.master
      return draw(
        planned, destinations: { firstPages[$0] == page }, bands: bands[page], fill: masters[master].fill, backdrop: backdrops[master])
    })
}

/// Only now is a page's scene made.
/// - Parameter destinations: whether a name leads to this page; the first of equal names counts.
private func draw(
  _ page: PlannedPage, destinations: (String) -> Bool, bands: [SetBand], fill: Color?, backdrop: PlacedPicture?
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
  return ScenePage(size: page.frame.size, items: scene.items, label: page.label)
}

private func setBands(
  _ plan: PagePlan, furniture: PageFurniture, masters: PageMasters, findings: inout Findings
) -> [[SetBand]] {
  var seen: Set<String> = []
  var counts: [PageNumbers: Int] = [:]
  for page in plan.pages { counts[page.numbers] = max(counts[page.numbers] ?? 0, page.number) }
  return plan.pages.enumerated().map { number, page in
    let isFirst = seen.insert(page.frame.master).inserted
    let place = FurnishedPage(plan: page, index: number, count: counts[page.numbers] ?? 0, isFirstOfKind: isFirst)
    return furniture.bands(of: masters[page.frame.master], on: place, findings: &findings)
  }
}

/// The sections that each page stands under: those that begin on it, else those that go on.
private func pageSections(_ plan: PagePlan) -> [PageSection] {
  var starts: [Int: [OutlineHeading]] = [:]
  for place in plan.anchors {
    if let entry = place.anchor.entry, entry.level <= 2, entry.list == .headings { starts[place.page, default: []].append(entry) }
  }
  var current = PageSection()
  return plan.pages.indices.map { page in
    let found = starts[page] ?? []
    let sections = found.filter { $0.level == 1 }
    if let first = sections.first {
      (current.title, current.number) = (first.title, first.number ?? "")
    } else {
      (current.title, current.number) = (current.last, current.lastNumber)
    }
    if let last = sections.last { (current.last, current.lastNumber, current.part) = (last.title, last.number ?? "", "") }
    current.part = found.first { $0.level == 2 }?.title ?? current.part
    let result = current
    if let last = found.last { current.part = last.level == 2 ? last.title : "" }
    return result
  }
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
