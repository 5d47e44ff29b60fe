import Diagnostics
import Inputs

/// One key of a mapping: its name, what it holds, where it goes and what it means.
struct Field<Model>: Sendable {
  let name: String
  let doc: String
  let isRequired: Bool
  let schema: @Sendable (inout SchemaBook) -> Schema
  let read: @Sendable (inout Model, TreeEntry, inout Findings) -> Void

  init<Value>(
    _ name: String, _ path: any WritableKeyPath<Model, Value> & Sendable, _ reader: Reader<Value>, required: Bool = false,
    _ doc: String
  ) {
    self.name = name
    self.doc = doc
    isRequired = required
    schema = reader.schema
    read = { model, entry, findings in
      if let value = reader.read(entry.value, &findings) { model[keyPath: path] = value }
    }
  }

  init<Value>(
    _ name: String, optional path: any WritableKeyPath<Model, Value?> & Sendable, _ reader: Reader<Value>, required: Bool = false,
    _ doc: String
  ) {
    self.name = name
    self.doc = doc
    isRequired = required
    schema = reader.schema
    read = { model, entry, findings in
      if let value = reader.read(entry.value, &findings) { model[keyPath: path] = value }
    }
  }

  private init(
    name: String, doc: String, isRequired: Bool, schema: @escaping @Sendable (inout SchemaBook) -> Schema,
    read: @escaping @Sendable (inout Model, TreeEntry, inout Findings) -> Void
  ) {
    self.name = name
    self.doc = doc
    self.isRequired = isRequired
    self.schema = schema
    self.read = read
  }

  /// The same key in a model that holds this one at `path`.
  func lifted<Outer>(to path: any WritableKeyPath<Outer, Model> & Sendable) -> Field<Outer> {
    Field<Outer>(name: name, doc: doc, isRequired: isRequired, schema: schema) { outer, entry, findings in
      read(&outer[keyPath: path], entry, &findings)
    }
  }
}

/// The declaration of a mapping: decoding, JSON Schema and documentation come from it.
struct Record<Model>: Sendable {
  /// Its name in `$defs` and in messages: `column`.
  let name: String
  let doc: String
  let fields: [Field<Model>]
  /// Keys beside the fields, and what they hold; nil when any other key is an error.
  let others: (keys: [String], schema: Schema)?
  let make: @Sendable () -> Model

  init(
    _ name: String, _ doc: String, others: (keys: [String], schema: Schema)? = nil, make: @escaping @Sendable () -> Model,
    _ fields: [Field<Model>]
  ) {
    self.name = name
    self.doc = doc
    self.others = others
    self.make = make
    self.fields = fields
  }

  /// The model of a mapping; nil with a finding when it is no mapping. Findings about single keys leave their defaults.
  func decode(_ node: TreeNode, _ findings: inout Findings) -> Model? {
    guard let entries = node.entries else {
      findings.wrongType(node, "\(article) with the keys of \(name)")
      return nil
    }
    var model = make()
    read(entries, of: node, into: &model, &findings)
    return model
  }

  func read(_ entries: [TreeEntry], of node: TreeNode, into model: inout Model, _ findings: inout Findings) {
    for entry in entries {
      if let field = fields.first(where: { $0.name == entry.key }) {
        if entry.value.isNull, !field.isRequired { continue }
        field.read(&model, entry, &findings)
      } else if !(others?.keys.contains(entry.key) ?? false) {
        unknown(entry, &findings)
      }
    }
    for field in fields where field.isRequired && !entries.contains(where: { $0.key == field.name }) {
      findings.error(
        "missing-key", at: SourceRange(file: node.range.file, start: node.range.start, end: node.range.start + 1),
        "\(name) needs the key \"\(field.name)\": \(field.doc)")
    }
  }

  private func unknown(_ entry: TreeEntry, _ findings: inout Findings) {
    let known = fields.map(\.name) + (others?.keys ?? [])
    let hint = didYouMean(entry.key, among: known) ?? (known.count <= 12 ? "known are \(known.joined(separator: ", "))" : nil)
    findings.error("unknown-key", at: entry.keyRange, "unknown key \"\(entry.key)\" in \(name)", hint: hint)
  }

  private var article: String { "a mapping" }

  /// Adds the record to `book` and gives its reference.
  func schema(in book: inout SchemaBook) -> Schema {
    book.define(name) { book in
      SchemaBook.Definition(
        name: name, doc: doc,
        properties: fields.map { .init(name: $0.name, doc: $0.doc, isRequired: $0.isRequired, schema: $0.schema(&book)) }
          + (others?.keys ?? []).map { key in
            .init(name: key, doc: "As in Vega-Lite.", isRequired: false, schema: others?.schema ?? .any)
          },
        others: nil)
    }
    return .reference(name)
  }
}

/// A reader of a record; the declaration is looked up when it is used, so records may contain each other.
func nested<Model>(_ declaration: @escaping @autoclosure @Sendable () -> Record<Model>) -> Reader<Model> {
  Reader<Model>("a mapping", schema: { book in declaration().schema(in: &book) }) { node, findings in
    declaration().decode(node, &findings)
  }
}

/// Fields of a model that holds another one at `path`.
func lift<Inner, Outer>(_ fields: [Field<Inner>], to path: any WritableKeyPath<Outer, Inner> & Sendable) -> [Field<Outer>] {
  fields.map { $0.lifted(to: path) }
}
