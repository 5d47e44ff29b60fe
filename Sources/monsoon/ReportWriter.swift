import CairoBackend
import Diagnostics
import Geometry
import Glibc
import Reports
import Scene

/// Writes the pages of a report to files.
struct ReportWriter: Sendable {
  let command: RenderCommand
  let fonts: FontFacesPool
  /// How many pages are drawn at a time.
  let workers: Int

  /// - Returns: the number of items that could not be drawn.
  /// - Parameter pixelsPerInch: of pictures, where neither the command line nor the report says it.
  func write(
    _ report: Report, as format: OutputFormat, to path: String, pixelsPerInch: Double? = nil
  ) throws(Failure) -> Int {
    switch format {
    case .pdf: try writePDF(report, to: path)
    case .png: try writePNG(report, to: path, pixelsPerInch: pixelsPerInch)
    }
  }

  func selectedPages(of report: Report) -> [Int] {
    command.pages.flatMap(PageSelection.init)?.pages(of: report.pageCount) ?? Array(0..<report.pageCount)
  }

  /// The scenes of the selected pages, without links to pages that are not among them.
  func eachSelectedPage(of report: Report, _ body: (ScenePage) throws(Failure) -> Void) throws(Failure) {
    let pages = selectedPages(of: report)
    let isWhole = pages.count == report.pageCount
    let known = isWhole ? [] : Set(pages.flatMap { report.scene(ofPage: $0).destinations })
    for page in pages {
      let scene = report.scene(ofPage: page)
      try body(isWhole ? scene : scene.keepingLinks(to: known))
    }
  }

  private func writePDF(_ report: Report, to path: String) throws(Failure) -> Int {
    let file = try OutputFile(path: path)
    let writer = try PDFDocumentWriter(to: file, properties: report.properties, fonts: try FontFaces(book: report.fonts))
    try eachSelectedPage(of: report) { scene throws(Failure) in try writer.write(scene) }
    try writer.finish(outline: selectedPages(of: report).count == report.pageCount ? report.outline : [])
    try file.commit()
    return writer.refused
  }

  private func writePNG(_ report: Report, to path: String, pixelsPerInch: Double?) throws(Failure) -> Int {
    let pages = selectedPages(of: report)
    if path == "-", pages.count > 1 {
      throw Failure(
        Diagnostic(
          "several-pages", kind: .output, at: .detached, "\(pages.count) pages cannot go to standard output as PNG",
          hint: "choose one with --pages, or write PDF"))
    }
    let targets = pages.map { (page: $0, path: pages.count == 1 ? path : numbered(path, $0 + 1, of: report.pageCount)) }
    let workers = min(self.workers, max(1, targets.count))
    let options = rasterOptions(for: report, pixelsPerInch: pixelsPerInch)
    // Each worker has fonts for itself, and takes every so-manieth page.
    let results = concurrentMap(workers, jobs: workers) { worker -> Result<Int, Failure> in
      Result { () throws(Failure) in
        try writePictures(stride(from: worker, to: targets.count, by: workers).map { targets[$0] }, of: report, options)
      }
    }
    var refused = 0
    for result in results { refused += try result.get() }
    return refused
  }

  private func writePictures(
    _ targets: [(page: Int, path: String)], of report: Report, _ options: RasterOptions
  ) throws(Failure) -> Int {
    try fonts.withFaces(of: report.fonts) { faces throws(Failure) in
      var refused = 0
      for target in targets {
        let picture = try renderPNG(report.scene(ofPage: target.page), options: options, fonts: faces)
        let file = try OutputFile(path: target.path)
        try file.write(picture.png)
        try file.commit()
        refused += picture.refused
      }
      return refused
    }
  }

  private func rasterOptions(for report: Report, pixelsPerInch: Double?) -> RasterOptions {
    let background: Color? = command.background.map { $0 == "none" ? nil : Color(css: $0) } ?? .white
    if let width = command.width, let height = command.height {
      return RasterOptions(size: .exact(width: width, height: height), background: background)
    }
    let asked = command.ppi ?? pixelsPerInch
    let isPicture = report.isPicture && asked == nil
    let perPoint = isPicture ? command.layoutScale / 0.75 : (asked ?? report.defaultPixelsPerInch) / 72 * (command.scale ?? 1)
    return RasterOptions(size: .pixelsPerPoint(perPoint), background: background)
  }
}

extension Diagnostic {
  /// Items that were left out because they lie too far outside a page.
  static func notDrawn(_ count: Int) -> Diagnostic {
    Diagnostic("not-drawn", .warning, at: .detached, "\(count) items lie too far outside the page and were left out")
  }
}

/// `page.png` becomes `page-03.png`: as many digits as the last page needs.
private func numbered(_ path: String, _ page: Int, of count: Int) -> String {
  let digits = String(count).count
  let number = String(repeating: "0", count: max(0, digits - String(page).count)) + String(page)
  return suffixed(path, "-" + number)
}

/// `a/page.png` becomes `a/page-x.png`.
func suffixed(_ path: String, _ suffix: String) -> String {
  guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path + suffix }
  return path[..<dot] + suffix + path[dot...]
}

/// Where files go when nothing is said: `output/` of the working folder when there is one, else the working folder.
var defaultOutputFolder: String { isFolder("output") ? "output/" : "./" }

func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
