package import Charts
import Diagnostics
package import Geometry
import Inputs
package import Scene
import Typesetting

/// How a spec is to be rendered, beyond what it says itself.
package struct ReportOptions: Sendable {
  /// The language to render; nil for the document's own.
  package var language: String?
  package var parameters: [ParameterOverride]
  /// The anchor of the one block to render; nil for the whole document.
  package var only: String?
  /// The outer size of a lone chart or block in layout pixels (0.75 pt); nil for its own.
  package var layoutSize: Size?
  /// ISO 8601, where the document gives no date (from SOURCE_DATE_EPOCH); nil writes none.
  package var date: String?
  /// The records to render of a spec that makes a file for each; nil for all.
  package var record: RecordChoice?
  /// What the specs of a run have in common.
  package var resources = RunResources()
  /// Reads the pictures that charts and blocks name; without one those of charts are drawn as frames, those of blocks are errors.
  package var pictures: PictureReader?

  package init(
    language: String? = nil, parameters: [ParameterOverride] = [], only: String? = nil, layoutSize: Size? = nil,
    date: String? = nil
  ) {
    self.language = language
    self.parameters = parameters
    self.only = only
    self.layoutSize = layoutSize
    self.date = date
  }
}

/// `--param name=text`: replaces the default of a parameter.
package struct ParameterOverride: Hashable, Sendable {
  package var name: String
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// `--record iso3=VNM`: the records whose column has this text.
package struct RecordChoice: Hashable, Sendable {
  package var column: String
  package var text: String

  package init(column: String, text: String) {
    self.column = column
    self.text = text
  }
}

/// What is loaded once for all specs of a run: the font library.
package final class RunResources: Sendable {
  private let library = Shared<FontLibrary>()

  package init() {}

  /// The faces of `fonts/manifest` in the resources; those of the first loader that asks serve the whole run.
  /// - Throws: what the manifest lacks.
  func fontLibrary(_ loader: ResourceLoader) throws(Failure) -> FontLibrary {
    try library.value { () throws(Failure) in
      let library = try FontLibrary(fontsFolder: try loader.folder(ofResource: "fonts"))
      let findings = library.check()
      if findings.contains(where: { $0.severity == .error }) { throw Failure(findings) }
      return library
    }
  }
}

/// A document that is laid out: its pages can be drawn one at a time, in any order, and nothing can fail any more.
package struct Report: Sendable {
  package var properties: DocumentProperties
  package var outline: [OutlineEntry]
  package var fonts: FontBook
  package var pageSizes: [Size]
  /// What the lone chart or map draws; nil for documents.
  package var markScene: MarkScene?
  /// True for pages measured in chart pixels: a PNG then has one pixel a chart pixel unless asked otherwise.
  package var isPicture: Bool
  let drawPage: @Sendable (Int) -> ScenePage

  package var pageCount: Int { pageSizes.count }

  /// Of PNG pages when nothing else is asked for: 144 for slides (7.5 in high, so 1080 pixels), 150 for paper.
  package var defaultPixelsPerInch: Double {
    pageSizes.allSatisfy { $0.height == 540 && ($0.width == 960 || $0.width == 720) } ? 144 : 150
  }

  /// The scene of a page, from 0. Made anew each time, so that memory holds one page only.
  package func scene(ofPage page: Int) -> ScenePage { drawPage(page) }
}
