package import Geometry

/// One resolved drawing instruction. Coordinates are absolute page points; nothing is left to decide.
///
/// The enum is closed: each backend is one `switch` over it without `default`.
package enum SceneItem: Hashable, Sendable {
  case fill(Path, Paint, FillRule)
  case stroke(Path, Paint, StrokeStyle)
  case glyphs(GlyphRun)
  case image(SceneImage)
  /// Items that share a clip or an opacity.
  case group(SceneGroup)
  /// The items up to the matching `end` play a role in the document's structure.
  case begin(StructureTag)
  case end
  /// A rectangle that leads somewhere.
  case link(Rect, LinkTarget)
  /// A named place that links may lead to.
  case destination(String, Point)
}

/// Items drawn through a common clip, then laid down with a common opacity.
package struct SceneGroup: Hashable, Sendable {
  package var clip: Path?
  package var clipRule: FillRule
  /// 0...1; 1 draws the items directly.
  package var opacity: Double
  package var items: [SceneItem]

  package init(clip: Path? = nil, clipRule: FillRule = .nonzero, opacity: Double = 1, items: [SceneItem]) {
    self.clip = clip
    self.clipRule = clipRule
    self.opacity = opacity
    self.items = items
  }
}

/// A picture and where it goes: it fills its frame, stretched where the shapes differ.
package struct SceneImage: Hashable, Sendable {
  /// In page points.
  package var frame: Rect
  package var picture: Picture

  package init(frame: Rect, picture: Picture) {
    self.frame = frame
    self.picture = picture
  }
}

/// Where a link leads.
package enum LinkTarget: Hashable, Sendable {
  case uri(String)
  /// The name of a `destination` somewhere in the document.
  case destination(String)
}

/// The role of a part of the page in the document's structure (PDF 1.7, 14.8.4).
package enum StructureRole: String, Hashable, Sendable {
  case document = "Document"
  case heading1 = "H1"
  case heading2 = "H2"
  case heading3 = "H3"
  case paragraph = "P"
  case list = "L"
  case listItem = "LI"
  case listLabel = "Lbl"
  case listBody = "LBody"
  case table = "Table"
  case tableRow = "TR"
  case tableHeader = "TH"
  case tableCell = "TD"
  case figure = "Figure"
  case caption = "Caption"
  case note = "Note"
  case span = "Span"
  case quote = "BlockQuote"
  case code = "Code"
  /// Running heads, rules, folios: not part of the document's content.
  case artifact = "Artifact"
}

/// A role with what a reader of the structure needs to know beside it.
package struct StructureTag: Hashable, Sendable {
  package var role: StructureRole
  /// The alternative text of a figure.
  package var alt: String?
  /// The language, where it differs from the document's (BCP 47).
  package var language: String?

  package init(_ role: StructureRole, alt: String? = nil, language: String? = nil) {
    self.role = role
    self.alt = alt
    self.language = language
  }
}
