package import Diagnostics
package import Inputs

/// A report as its author declared it.
package struct ReportSpec: Sendable {
  package var document = DocumentSpec()
  package var params: [ParamSpec] = []
  package var sources: [DataEntry] = []
  package var pages: [PageMasterSpec] = []
  package var body: [BlockSpec] = []
  package var render: RenderSpec?
  package var range: SourceRange = .detached
  var version = 1

  package init() {}

  /// The version of the grammar that this program reads.
  package static let version = 1
}

extension ReportSpec {
  static let record: Record<ReportSpec> = Record(
    "report", "A report: its document, data, pages and content.", make: { ReportSpec() },
    [
      Field("monsoon", \.version, .integer(1...1), required: true, "The version of this grammar: 1."),
      Field("document", \.document, nested(DocumentSpec.record), "Title, language, theme and what else holds for all pages."),
      Field("params", \.params, .params, "Parameters, to be set with --param name=value."),
      Field("data", \.sources, .dataEntries, "The tables, each named once."),
      Field("pages", \.pages, .pageMasters, "Page masters by name; `default` holds for every page."),
      Field("body", \.body, list(.block), required: true, "The blocks in reading order."),
      Field("render", optional: \.render, nested(RenderSpec.record), "One file for each record of a table."),
    ])

  /// Decodes a spec.
  /// - Throws: everything that was found when there is an error among it.
  package init(decoding tree: TreeNode, findings: inout Findings) throws(Failure) {
    var found = Findings()
    guard tree.entries != nil else {
      found.wrongType(tree, "a report: a mapping with the keys monsoon and body")
      throw Failure(found.all)
    }
    var report = ReportSpec.record.decode(tree, &found) ?? ReportSpec()
    report.range = tree.range
    found = PendingTemplates(report.body).without(found)
    report.checkNames(&found)
    findings.add(contentsOf: found.all)
    try found.check()
    self = report
  }

  /// True when a tree looks like a bare Vega-Lite spec: it has a mark or a composition, and no `monsoon` key.
  package static func isBareChart(_ tree: TreeNode) -> Bool {
    guard let entries = tree.entries, tree["monsoon"] == nil, tree["body"] == nil else { return false }
    let marks = ["$schema", "mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec", "encoding"]
    return entries.contains { marks.contains($0.key) }
  }

  private func checkNames(_ findings: inout Findings) {
    Self.checkAnchors(of: body, &findings)
    checkMasters(&findings)
    checkAliases(&findings)
  }

  /// Anchors are unique among blocks that can stand together: a block and what stands in its place may have one name.
  package static func checkAnchors(of body: [BlockSpec], _ findings: inout Findings) {
    var anchors: [String: Name] = [:]
    for block in body { checkAnchors(of: block, &anchors, &findings) }
  }

  /// Trees are capped, so recursion is safe.
  private static func checkAnchors(of block: BlockSpec, _ anchors: inout [String: Name], _ findings: inout Findings) {
    var others = anchors
    if let anchor = block.anchor {
      if let first = anchors[anchor.text] {
        let place = first.range.position.map { " (first at line \($0.line))" } ?? ""
        findings.error("duplicate-anchor", at: anchor.range, "the name \"\(anchor.text)\" is given to two blocks\(place)")
      }
      anchors[anchor.text] = anchor
    }
    for child in block.children { checkAnchors(of: child, &anchors, &findings) }
    for other in block.common.otherwise { checkAnchors(of: other, &others, &findings) }
    anchors.merge(others) { own, _ in own }
  }

  /// What records are called: that of each file, and the rows of loops.
  package var aliases: [Name] {
    let loops = body.flatMap(\.withDescendants).compactMap { block -> Name? in
      if case .each(let each) = block.content { each.alias } else { nil }
    }
    return (render?.alias.map { [$0] } ?? []) + loops
  }

  /// A record's name must not hide another one.
  private func checkAliases(_ findings: inout Findings) {
    let taken = sources.map(\.name.text) + ["params", "document", "page", "pages", "section", "render", "datum", "theme"]
    for alias in aliases {
      let isWord = alias.text.utf8.enumerated().allSatisfy { i, byte in
        (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || (i > 0 && (0x30...0x39).contains(byte))
      }
      if !isWord {
        findings.error("bad-value", at: alias.range, "\"\(alias.text)\" cannot be the name of a record", hint: "write a word of letters such as c")
      } else if taken.contains(alias.text) {
        findings.error("name-clash", at: alias.range, "the name \"\(alias.text)\" means something else already", hint: "choose another name for the record")
      }
    }
  }

  /// Masters that extend others exist.
  private func checkMasters(_ findings: inout Findings) {
    let masters = pages.map(\.name.text)
    for base in pages.compactMap(\.extends) where !masters.contains(base.text) {
      findings.error(
        "unknown-page", at: base.range, "unknown page master \"\(base.text)\"", hint: didYouMean(base.text, among: masters))
    }
    for block in body.flatMap(\.withDescendants) {
      guard case .page(let page) = block.content, let master = page.master, !masters.contains(master.text), master.text != "default"
      else { continue }
      findings.error(
        "unknown-page", at: master.range, "unknown page master \"\(master.text)\"", hint: didYouMean(master.text, among: masters))
    }
  }
}

/// The JSON Schema (2020-12) of a report spec, from the declarations that decode it.
package func jsonSchema() -> String {
  var book = SchemaBook()
  let root = ReportSpec.record.schema(in: &book)
  var lines = [
    "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"", "\"title\":\"Monsoon report\"",
    root.json().dropFirst().dropLast().description,
  ]
  let definitions = book.sorted.map { definition in
    let properties = definition.properties.map { "      " + quoted($0.name) + ":" + $0.schema.json(description: $0.doc) }
    let required = definition.properties.filter(\.isRequired).map { quoted($0.name) }
    let others = definition.others?.json() ?? "false"
    return """
          \(quoted(definition.name)):{"type":"object","description":\(quoted(definition.doc)),"additionalProperties":\(others),\
      "required":[\(required.joined(separator: ","))],"properties":{
      \(properties.joined(separator: ",\n"))
          }}
      """
  }
  lines.append("\"$defs\":{\n\(definitions.joined(separator: ",\n"))\n  }")
  return "{\n  " + lines.joined(separator: ",\n  ") + "\n}\n"
}
