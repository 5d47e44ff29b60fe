import DataTables
import Diagnostics
import Geometry
import Formats
import Inputs
import Layout
import Prose
import Scene
import Specs
import Typesetting

/// What holds for every document that a spec makes: theme, parameters, and the data that need no record.
struct DocumentBasis: Sendable {
  let spec: ReportSpec
  let language: String
  let words: Words
  let styles: Styles
  let parameters: [ObjectField]
  let data: ReportData
  let loader: ResourceLoader
  let options: ReportOptions
  let maps: MapResources

  /// - Throws: everything found in theme, parameters and data when there is an error among it.
  init(_ spec: ReportSpec, loader: ResourceLoader, options: ReportOptions, findings: inout Findings) throws(Failure) {
    self.spec = spec
    self.loader = loader
    self.options = options
    maps = MapResources(loader: loader)
    checkAvailable(spec, findings: &findings)
    language = options.language ?? spec.document.language?.text ?? "en"
    words = Words(language: language)
    let theme = findings.attempt { () throws(Failure) in try loadTheme(spec.document.theme, variant: spec.document.variant, loader: loader) } ?? .plain
    styles = Styles(theme: theme.with(spec.document.style, findings: &findings), language: language, words: words)
    parameters = bindParameters(spec.params, overrides: options.parameters, findings: &findings)
    data = bindData(spec.sources, parameters: parameters, aliases: spec.aliases.map(\.text), loader: loader, findings: &findings)
    try findings.check()
  }

  /// What texts may name before anything is said of the document.
  /// - Parameter place: the record that a file is made for.
  func scope(of place: RecordPlace?, findings: inout Findings) -> Scope {
    var names = [ObjectField(name: "params", value: .object(parameters))]
    if let place {
      names.append(
        ObjectField(
          name: "render",
          value: .object([
            ObjectField(name: "index", value: .integer(Int64(place.index + 1))), ObjectField(name: "count", value: .integer(Int64(place.count))),
          ])))
    }
    let texts = TextEvaluator(language: language, names: NamedValues(names))
    return Scope(data, records: place.map { [$0.record] } ?? [], texts: texts, findings: &findings)
  }
}

/// The record that a file is made for, and where it stands among the records of the run.
struct RecordPlace: Sendable {
  let record: RecordScope
  /// From 0.
  let index: Int
  let count: Int
}

/// What holds for one document: its names and data, its properties, and its blocks with every loop carried out.
struct DocumentSetting {
  let basis: DocumentBasis
  let scope: Scope
  let properties: DocumentProperties
  let body: [BlockSpec]

  var spec: ReportSpec { basis.spec }
  var styles: Styles { basis.styles }

  /// - Throws: everything found when there is an error among it.
  init(_ basis: DocumentBasis, for place: RecordPlace? = nil, findings: inout Findings) throws(Failure) {
    self.basis = basis
    let spec = basis.spec
    var scope = basis.scope(of: place, findings: &findings)
    let texts = scope.texts
    let date = date(of: spec, texts: texts, findings: &findings)
    let title = texts.text(spec.document.title, findings: &findings) ?? ""
    let authors = spec.document.authors.compactMap { texts.text($0, findings: &findings) }
    scope.texts.names.entries.append(
      ObjectField(
        name: "document",
        value: .object([
          ObjectField(name: "title", value: .string(title)), ObjectField(name: "lang", value: .string(basis.language)),
          ObjectField(name: "date", value: date.map { .date($0) } ?? .null),
          ObjectField(name: "authors", value: .string(authors.joined(separator: ", "))),
          ObjectField(name: "subtitle", value: texts.text(spec.document.subtitle, findings: &findings).map { .string($0) } ?? .null),
        ])))
    self.scope = scope
    properties = DocumentProperties(
      title: title, authors: authors,
      subject: texts.text(spec.document.description, findings: &findings), keywords: spec.document.keywords.map(\.text),
      language: basis.language, date: date.flatMap { CivilDate(milliseconds: $0)?.iso(time: true) } ?? basis.options.date)
    body = BodyExpansion.expand(spec.body, in: scope, findings: &findings)
    try findings.check()
  }

  /// `"1"` numbers first level headings, `"1.1"` those of two levels.
  private func headingNumbering(_ setting: NumberingSpec, notes: NotesSpec) -> ProseNumbering {
    var numbering = ProseNumbering()
    if let pattern = setting.headings {
      numbering = ProseNumbering(numbersHeadings: true, numberedLevels: pattern.text.split(separator: ".").count)
    }
    numbering.restartsNotes = notes.restart == .heading
    numbering.marksNotesWithSymbols = notes.marks == .symbols
    return numbering
  }

  /// A builder at the beginning of the body.
  func builder(typesetter: Typesetter, findings: inout Findings) throws(Failure) -> ReportBuilder {
    let theme = styles.theme
    checkFamilies(known: typesetter.library, findings: &findings)
    var found = Findings()
    let masters = PageMasters(
      spec.pages, defaults: styles.pageDefaults, resolveColor: { color in resolve(color, theme: theme, findings: &found) },
      findings: &findings)
    findings.add(contentsOf: found.all)
    let numbering = Numbering(body, scope: scope, findings: &findings)
    let bibliography = Bibliography(body, scope: scope, loader: basis.loader, findings: &findings)
    try findings.check()
    return ReportBuilder(
      scope: scope, loader: basis.loader, styles: styles, typesetter: typesetter, numbering: numbering, words: basis.words, masters: masters,
      resources: basis.maps, edition: spec.document.edition?.edition(in: basis.language),
      pictures: Pictures(loader: basis.loader, reader: basis.options.pictures),
      proseNumbering: headingNumbering(spec.document.numbering, notes: spec.document.notes), bibliography: bibliography,
      notes: spec.document.notes, frame: masters.style(masters.usual).right,
      pageStyle: masters.style(masters.usual))
  }
}

extension DocumentSetting {
  /// Names the families of the theme that no face of the manifest has: their text is set in the fallback instead.
  private func checkFamilies(known library: FontLibrary, findings: inout Findings) {
    var named: Set<String> = []
    for role in TextRole.allCases {
      for family in styles.text(role).families where !library.knows(family) && named.insert(family).inserted {
        findings.warning(
          "unknown-font", at: spec.document.theme?.range ?? .detached, "no font of the manifest is called \"\(family)\"; \(role.rawValue) is set in another",
          hint: didYouMean(family, among: library.familyNames))
      }
    }
  }
}

extension ThemeSetting {
  /// Where the theme is named or written.
  fileprivate var range: SourceRange {
    switch self {
    case .named(let name): name.range
    case .inline(let node): node.range
    }
  }
}

/// What the grammar has and this version does not do: an error where the output would be another, else a warning.
private func checkAvailable(_ spec: ReportSpec, findings: inout Findings) {
  if let zone = spec.document.timezone, zone.text != "UTC" {
    findings.error("not-available", at: zone.range, "time zones other than UTC are not available in this version")
  }
  if spec.document.pdf.standard != .none || spec.document.pdf.tags == .on {
    findings.warning("not-available", at: spec.range, "tagged PDF is not written in this version")
  }
}

/// A color setting's color; unknown names are findings.
private func resolve(_ setting: ColorSetting, theme: Theme, findings: inout Findings) -> Color? {
  if let color = theme.color(setting) { return color }
  switch setting {
  case .color(let color): return color
  case .named(let name):
    let names = theme.colors.map(\.name.text)
    findings.error("bad-color", at: name.range, "unknown color \"\(name.text)\"", hint: didYouMean(name.text, among: names))
  case .template(let text):
    // `{{ theme.colors.navy }}` is the one template that colors know.
    let path = text.source.filter { !" {}".contains($0) }
    let prefix = "theme.colors."
    if path.hasPrefix(prefix), let color = theme.color(named: String(path.dropFirst(prefix.count))) { return color }
    findings.error("bad-color", at: text.range, "\"\(text.source)\" is not a color of the theme")
  }
  return nil
}

/// A built-in theme by name, a theme file, or one written in the spec; `monsoon` when nothing is said. With the changes of a variant
/// over it when one is named.
private func loadTheme(_ setting: ThemeSetting?, variant: Name?, loader: ResourceLoader) throws(Failure) -> Theme {
  var findings = Findings()
  let tree: TreeNode
  switch setting {
  case .inline(let node): tree = node
  case .named(let name) where name.text == "plain":
    if let variant { throw unknownVariant(variant, known: []) }
    return .plain
  case .named(let name):
    let isFile = name.text.contains(".") || name.text.contains("/")
    tree = try parseSpecText(
      isFile
        ? try loader.loadText(name.text, at: name.range, limit: InputLimits.specBytes)
        : try loader.resource("layouts/themes/\(name.text).yaml", at: name.range, limit: InputLimits.specBytes))
  case nil:
    tree = try parseSpecText(try loader.resource("layouts/themes/monsoon.yaml", at: .detached, limit: InputLimits.specBytes))
  }
  let theme = try Theme(decoding: tree, variant: variant, findings: &findings)
  try findings.check()
  return theme
}

/// `document.date`: a year and month, a day, or a time; nil when there is none.
private func date(of spec: ReportSpec, texts: TextEvaluator, findings: inout Findings) -> Double? {
  guard let template = spec.document.date else { return nil }
  let text = texts.fill(template, findings: &findings)
  if let time = parseECMADate(text) { return time }
  findings.error("bad-date", at: template.range, "\"\(text)\" is not a date", hint: "write 2026-11 or 2026-11-23")
  return nil
}
