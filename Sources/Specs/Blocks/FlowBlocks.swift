import Diagnostics
import Inputs

/// `break: page`: where the flow goes on.
package enum BreakKind: String, CaseIterable, Sendable { case column, page, left, right }

struct BreakBlock: Sendable {
  var common = CommonOptions()
  var target = BreakKind.page

  static let record: Record<BreakBlock> = Record(
    "break", "The end of a column or page.", make: { BreakBlock() },
    [
      Field(
        "break", \.target, .choice, required: true,
        "Where the text goes on: in the next column, on the next page, or on the next left or right page, with an empty page before it where it is needed.")
    ] + lift(CommonOptions.named, to: \.common))
}

struct SpaceBlock: Sendable {
  var common = CommonOptions()
  var length = Length(0, .pt)

  static let record: Record<SpaceBlock> = Record(
    "space", "Empty room above what follows.", make: { SpaceBlock() },
    [
      Field(
        "space", \.length, .share, required: true,
        "Its height, besides the usual space; none at the top of a page. 1fr takes what its page has left, shared with others of the page.")
    ] + lift(CommonOptions.named, to: \.common))
}

struct LineBlock: Sendable {
  var common = CommonOptions()
  /// Its width; nil for that of the theme.
  var width: Length?

  static let record: Record<LineBlock> = Record(
    "rule", "A line across.", make: { LineBlock() },
    [Field("rule", \.width, .ruleWidth, required: true, "The width of the line, or true for that of the theme.")]
      + lift(CommonOptions.named, to: \.common))
}

extension Reader where Value == Length? {
  /// `true` for what is usual, or a width.
  static var ruleWidth: Reader {
    either(
      Reader<Bool>.bool.map { _ in nil }, when: { $0.bool != nil }, or: Reader<Length>.length([.pt, .mm]).map { Optional($0) })
  }
}

/// Blocks in columns that end level with each other.
package struct ColumnsSpec: Sendable {
  package var count = 2
  package var gap: Length?
  package var isBalanced = true
  package var rule: Length?
  package var blocks: [BlockSpec] = []

  package init() {}

  static let record: Record<ColumnsSpec> = Record(
    "columnsContent", "Blocks in columns.", make: { ColumnsSpec() },
    [
      Field("count", \.count, .integer(2...12), "How many."), Field("gap", optional: \.gap, .length(), "The space between them."),
      Field("balance", \.isBalanced, .bool, "Whether they end level with each other."),
      Field("rule", optional: \.rule, .length([.pt, .mm]), "The width of the lines between them; none when it is absent."),
      Field("blocks", \.blocks, list(.block), required: true, "The blocks."),
    ])
}

struct ColumnsBlock: Sendable {
  var common = CommonOptions()
  var columns = ColumnsSpec()

  static let record: Record<ColumnsBlock> = Record(
    "columns",
    "Blocks in columns, across the page or, with column: text, at the measure of the text. A block in it with column: page stands across all of them.",
    make: { ColumnsBlock() },
    [Field("columns", \.columns, nested(ColumnsSpec.record), required: true, "Its content.")]
      + lift(CommonOptions.named, to: \.common))
}

/// How pages are numbered.
package struct PageNumbersSpec: Hashable, Sendable {
  package enum Style: String, CaseIterable, Sendable {
    case decimal = "1"
    case lowerRoman = "i"
    case upperRoman = "I"
    case lowerLetter = "a"
    case upperLetter = "A"
    case none
  }

  package var style = Style.decimal
  package var start: Int?
  package var prefix = Name("")

  package init() {}

  static let record: Record<PageNumbersSpec> = Record(
    "pageNumbers", "How pages are numbered.", make: { PageNumbersSpec() },
    [
      Field("style", \.style, .pageNumberStyle, "1, i, I, a, A or none."),
      Field("start", optional: \.start, .integer(1...100_000), "The number of the first page; when it is absent they count on."),
      Field("prefix", \.prefix, .name, "Stands before each number, such as \"A-\"."),
    ])
}

extension Reader where Value == PageNumbersSpec.Style {
  /// A choice that may be written as the number 1.
  static var pageNumberStyle: Reader {
    either(Reader.choice, when: { $0.number == nil }, or: Reader<Int>.integer(1...1).map { _ in .decimal })
  }
}

extension Reader where Value == PageNumbersSpec {
  /// `i`, or a mapping.
  static var pageNumbers: Reader {
    either(
      nested(PageNumbersSpec.record), when: { $0.entries != nil },
      or: Reader<PageNumbersSpec.Style>.pageNumberStyle.map { style in
        var numbers = PageNumbersSpec()
        numbers.style = style
        return numbers
      })
  }
}
