import CCairo
package import Diagnostics
import Geometry
package import Scene

/// What a PDF file holds beside its pages.
package struct PDFOptions: Hashable, Sendable {
  /// Writes the structure (headings, paragraphs, tables, figures) for readers that speak.
  package var tags: Bool

  package init(tags: Bool = false) { self.tags = tags }
}

/// Writes a PDF file page by page: a page is gone from memory when the next begins.
///
/// ## Guarantees
/// - The same pages and properties give the same bytes.
/// - Every link and outline entry leads to a destination that exists, and destinations are unique: else `finish` throws.
package final class PDFDocumentWriter {
  private let stream: PDFStream
  private let surface: CairoSurface
  private let context: CairoContext
  private let fonts: FontFaces
  private let options: PDFOptions
  private var pageCount = 0
  private var isDocumentOpen = false
  private var destinations: Set<String> = []
  private var targets: [String] = []
  private var knownTargets: Set<String> = []

  /// How many items were left out because their coordinates cannot be written (beyond 4 million points).
  package private(set) var refused = 0

  /// The sides of a page in points: 1 to what PDF 1.7 (annex C) allows.
  package static let pageSides = 1.0...14_400.0

  /// - Throws: a failure of kind `.output` when cairo cannot start.
  package init(
    to sink: any ByteSink, properties: DocumentProperties, fonts: FontFaces, options: PDFOptions = PDFOptions()
  ) throws(Failure) {
    self.fonts = fonts
    self.options = options
    stream = PDFStream(sink)
    let closure = Unmanaged.passUnretained(stream).toOpaque()
    surface = try CairoSurface(
      cairo_pdf_surface_create_for_stream({ PDFStream.write($0, $1, $2) }, closure, 1, 1), for: "the PDF file")
    context = try CairoContext(on: surface, for: "the PDF file")
    setMetadata(properties, on: surface.pointer)
  }

  deinit {
    // Whatever cairo still wants to write belongs to no file.
    stream.isClosed = true
    cairo_surface_finish(surface.pointer)
  }

  /// Draws one page and hands its bytes on.
  ///
  /// - Throws: a failure of kind `.limit` for a page size outside `pageSides`, of kind `.output` when writing or a font fails.
  package func write(_ page: ScenePage) throws(Failure) {
    guard Self.pageSides.contains(page.size.width), Self.pageSides.contains(page.size.height) else {
      throw limitFailure("page-size", "a page of \(page.size.width) x \(page.size.height) pt; pages are 1 to 14,400 pt a side")
    }
    pageCount += 1
    cairo_pdf_surface_set_size(surface.pointer, page.size.width, page.size.height)
    if let label = page.label { cairo_pdf_surface_set_page_label(surface.pointer, label) }
    if options.tags { openDocument() }
    coverPage(page)
    var drawing = SceneDrawing(context: context.pointer, fonts: fonts, target: .document(tags: options.tags), scale: 1)
    drawing.draw(page.items)
    drawing.structure.endAll(on: context.pointer)
    refused += drawing.outOfRange
    if let failure = drawing.failure { throw failure }
    writeDestinations(drawing.destinations)
    writeLinks(drawing.links)
    withExtendedLifetime(drawing.pictures) { cairo_show_page(context.pointer) }
    try check("page \(pageCount)")
  }

  /// Writes the outline and the end of the file. The sink has all bytes then, but is not committed.
  ///
  /// - Throws: a failure of kind `.output` when a link or an outline entry leads nowhere, or writing fails.
  package func finish(outline: [OutlineEntry] = []) throws(Failure) {
    guard pageCount > 0 else { throw outputFailure("no-pages", "the document has no pages") }
    for entry in outline { note(target: entry.destination) }
    try checkTargets()
    writeOutline(outline)
    if isDocumentOpen { cairo_tag_end(context.pointer, StructureRole.document.rawValue) }
    try check("the end of the PDF file")
    cairo_surface_finish(surface.pointer)
    try check("the end of the PDF file")
    stream.isClosed = true
  }

  private func check(_ purpose: String) throws(Failure) {
    if let failure = stream.failure { throw failure }
    try context.check(purpose)
    try surface.check(purpose)
  }

  /// Cairo 1.16 keeps a region of all drawn rectangles and adds each operation to it: quadratic in time unless one operation
  /// covers the page (20,000 marks: 2.5 s without, 40 ms with). Two white triangles of a thousandth of a square point in opposite
  /// corners have the page as their extent, and unlike a white page they leave it transparent.
  private func coverPage(_ page: ScenePage) {
    guard holdsMoreItems(than: Self.fewItems, page.items) else { return }
    let (width, height, side) = (page.size.width, page.size.height, 0.04)
    cairo_set_source_rgb(context.pointer, 1, 1, 1)
    cairo_new_path(context.pointer)
    cairo_move_to(context.pointer, 0, 0)
    cairo_line_to(context.pointer, side, 0)
    cairo_line_to(context.pointer, 0, side)
    cairo_close_path(context.pointer)
    cairo_move_to(context.pointer, width, height)
    cairo_line_to(context.pointer, width - side, height)
    cairo_line_to(context.pointer, width, height - side)
    cairo_close_path(context.pointer)
    cairo_fill(context.pointer)
  }

  /// Up to here the region costs less than a tenth of a millisecond.
  private static let fewItems = 100

  // MARK: Links

  private func writeDestinations(_ added: [SceneDestination]) {
    for destination in added where destinations.insert(destination.name).inserted {
      let place = "name='\(pdfName(destination.name))' x=\(decimal(destination.point.x)) y=\(decimal(destination.point.y))"
      cairo_tag_begin(context.pointer, CAIRO_TAG_DEST, place)
      cairo_tag_end(context.pointer, CAIRO_TAG_DEST)
    }
  }

  private func writeLinks(_ links: [SceneLink]) {
    // Cairo writes a damaged file when a link is the only structure element, so the document is one around it.
    if !links.isEmpty { openDocument() }
    for link in links {
      let r = link.rect
      let rect = "rect=[\(decimal(r.x)) \(decimal(r.y)) \(decimal(r.width)) \(decimal(r.height))]"
      cairo_tag_begin(context.pointer, CAIRO_TAG_LINK, "\(rect) \(attribute(of: link.target))")
      cairo_tag_end(context.pointer, CAIRO_TAG_LINK)
    }
  }

  private func attribute(of target: LinkTarget) -> String {
    switch target {
    case .uri(let uri): return "uri='\(pdfURI(uri))'"
    case .destination(let name):
      note(target: name)
      return "dest='\(pdfName(name))'"
    }
  }

  private func openDocument() {
    guard !isDocumentOpen else { return }
    isDocumentOpen = true
    cairo_tag_begin(context.pointer, StructureRole.document.rawValue, nil)
  }

  private func note(target: String) {
    if knownTargets.insert(target).inserted { targets.append(target) }
  }

  private func checkTargets() throws(Failure) {
    let missing = targets.filter { !destinations.contains($0) }
    guard missing.isEmpty else {
      throw Failure(
        missing.prefix(Findings.most).map { name in
          Diagnostic("unknown-destination", .error, kind: .output, at: .detached, "a link leads to \"\(name)\", which is on no page")
        })
    }
  }

  private func writeOutline(_ outline: [OutlineEntry]) {
    var parents: [Int32] = [CAIRO_PDF_OUTLINE_ROOT]
    for entry in outline {
      let level = min(max(1, entry.level), parents.count)
      parents = Array(parents.prefix(level))
      let flags = level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(rawValue: 0)
      let parent = parents.last ?? CAIRO_PDF_OUTLINE_ROOT
      parents.append(
        cairo_pdf_surface_add_outline(surface.pointer, parent, entry.title, "dest='\(pdfName(entry.destination))'", flags))
    }
  }
}

/// True when `items`, those of groups included, are more than `most`.
private func holdsMoreItems(than most: Int, _ items: [SceneItem]) -> Bool {
  guard items.count <= most else { return true }
  var left = most - items.count
  for case .group(let group) in items {
    if holdsMoreItems(than: left, group.items) { return true }
    left -= group.items.count
    if left < 0 { return true }
  }
  return false
}

/// Hands cairo's bytes to a sink and keeps the first failure, since a C callback cannot throw.
private final class PDFStream {
  private let sink: any ByteSink
  private(set) var failure: Failure?
  var isClosed = false

  init(_ sink: any ByteSink) { self.sink = sink }

  static func write(_ closure: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<UInt8>?, _ count: UInt32) -> cairo_status_t {
    guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
    let stream = Unmanaged<PDFStream>.fromOpaque(closure).takeUnretainedValue()
    guard !stream.isClosed, stream.failure == nil else { return CAIRO_STATUS_WRITE_ERROR }
    do throws(Failure) {
      try stream.sink.write(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      return CAIRO_STATUS_SUCCESS
    } catch {
      stream.failure = error
      return CAIRO_STATUS_WRITE_ERROR
    }
  }
}
