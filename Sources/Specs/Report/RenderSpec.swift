import Inputs

/// One spec, many files.
package struct RenderSpec: Sendable {
  /// The table with a record for each file.
  package var each: Name?
  /// The name of the record in text and expressions.
  package var alias: Name?
  package var output: TemplateText?
  package var also: [OutputSpec] = []
  /// The path of one file with all of them bound together.
  package var merge: TemplateText?

  package init() {}

  static let record: Record<RenderSpec> = Record(
    "render", "One file for each record of a table.", make: { RenderSpec() },
    [
      Field("each", optional: \.each, .name, required: true, "The table with a record for each file."),
      Field("as", optional: \.alias, .name, required: true, "The name of the record in text and expressions."),
      Field("output", optional: \.output, .template, required: true, "The path of each file, beneath the output folder: \"{{ c.iso3 | lower }}.pdf\"."),
      Field("also", \.also, oneOrMore(nested(OutputSpec.record)), "Further files of the same pages."),
      Field("merge", optional: \.merge, .template, "The path of one file with all of them bound together."),
    ])
}

/// A further file of the same pages.
package struct OutputSpec: Sendable {
  package enum Format: String, CaseIterable, Sendable { case pdf, png, svg }

  package var format: Format?
  package var ppi: Double?
  package var output: TemplateText?

  package init() {}

  static let record: Record<OutputSpec> = Record(
    "output", "A further file of the same pages.", make: { OutputSpec() },
    [
      Field("format", optional: \.format, .choice, "Its format; by the suffix of the path when it is absent."),
      Field("ppi", optional: \.ppi, .number(1...2_400), "Pixels per inch of a picture."),
      Field("output", optional: \.output, .template, required: true, "Its path, beneath the output folder."),
    ])
}
