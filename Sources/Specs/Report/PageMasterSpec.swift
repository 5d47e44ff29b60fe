import Diagnostics
import Inputs

/// A kind of page: size, margins, running head and foot.
package struct PageMasterSpec: Sendable {
  package var name = Name("")
  /// The master whose settings hold where this one has none; `default` when it is absent.
  package var extends: Name?
  package var size: PageSize?
  package var orientation: Orientation?
  package var margin: Margins?
  package var header: BandSetting?
  package var footer: BandSetting?
  package var fill: ColorSetting?
  package var picture: BackdropSpec?
  package var columns: Int?
  package var gap: Length?
  /// Of the lines between columns; nil for none.
  package var columnRule: Length?
  package var isBalanced: Bool?

  package init() {}

  static let record: Record<PageMasterSpec> = Record(
    "pageMaster",
    "A kind of page. default underlies all others, and body, where there is one, is that of the text; first, left, right and blank are pages of it: the first of the body, those of even and odd number, and those left empty by a break.",
    make: { PageMasterSpec() },
    [
      Field("extends", optional: \.extends, .name, "The master whose settings hold where this one has none."),
      Field("size", optional: \.size, .pageSize, "The size of the page: a4, slide-16x9, or {width, height}."),
      Field("orientation", optional: \.orientation, .choice, "Portrait or landscape."),
      Field("margin", optional: \.margin, .margins, "The margins: one length, or {x, y, top, right, bottom, left}; inner and outer in place of left and right on two-sided pages."),
      Field("header", optional: \.header, .band, "The running head, or none."),
      Field("footer", optional: \.footer, .band, "The running foot, or none."),
      Field("fill", optional: \.fill, .color, "The color of the whole page."),
      Field("picture", optional: \.picture, .backdrop, "A picture over the whole page, behind its content: its path, or {image, fit, focus, opacity}."),
      Field("columns", optional: \.columns, .integer(1...12), "The number of text columns."),
      Field("gap", optional: \.gap, .length(), "The space between columns."),
      Field("column_rule", optional: \.columnRule, .length([.pt, .mm]), "The width of the lines between columns; none when it is absent."),
      Field("balance", optional: \.isBalanced, .bool, "Whether columns end level with each other where the text ends; true when it is absent."),
    ])
}

/// A running head or foot, or its absence.
package enum BandSetting: Sendable {
  case none
  case band(BandSpec)
}

package struct BandSpec: Sendable {
  package var left: LocalizedText?
  package var center: LocalizedText?
  package var right: LocalizedText?
  package var inner: LocalizedText?
  package var outer: LocalizedText?
  /// The width of the rule between it and the text.
  package var rule: Length?
  package var skipsFirst = false

  package init() {}

  static let record: Record<BandSpec> = Record(
    "band", "A running head or foot.", make: { BandSpec() },
    [
      Field("left", optional: \.left, .text, "Text at the left."),
      Field("center", optional: \.center, .text, "Text in the middle."),
      Field("right", optional: \.right, .text, "Text at the right."),
      Field("inner", optional: \.inner, .text, "Text towards the fold: at the left of right pages and at the right of left ones."),
      Field("outer", optional: \.outer, .text, "Text away from the fold."),
      Field("rule", optional: \.rule, .length([.pt, .mm]), "The width of the rule beside the text area."),
      Field("skip_first", \.skipsFirst, .bool, "Leave it off the first page of this kind."),
    ])
}

extension Reader where Value == BandSetting {
  static var band: Reader {
    Reader("none or a mapping", schema: { book in .anyOf([.choice(["none"]), BandSpec.record.schema(in: &book)]) }) {
      node, findings in
      if node.string == "none" { return BandSetting.none }
      return BandSpec.record.decode(node, &findings).map { .band($0) }
    }
  }
}

extension Reader where Value == [PageMasterSpec] {
  static var pageMasters: Reader {
    Specs.named(nested(PageMasterSpec.record)).map { entries in
      entries.map { entry in
        var master = entry.value
        master.name = entry.name
        return master
      }
    }
  }
}
