/// What a value may be, as JSON Schema can say it.
indirect enum Schema: Sendable {
  case any
  case boolean
  case null
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case string
  /// A regular expression of ECMA-262 that the text must match.
  case pattern(String)
  case choice([String])
  case list(Schema)
  /// A mapping with keys of the author's choice.
  case names(Schema)
  /// A record in `$defs`.
  case reference(String)
  case anyOf([Schema])
}

/// The records met while a schema is made, each written once.
struct SchemaBook: Sendable {
  struct Property: Sendable {
    var name: String
    var doc: String
    var isRequired: Bool
    var schema: Schema
  }

  struct Definition: Sendable {
    var name: String
    var doc: String
    var properties: [Property]
    /// Keys beside the properties: nil when there are none.
    var others: Schema?
  }

  private(set) var definitions: [Definition] = []
  private var started: Set<String> = []

  init() {}

  /// Adds the record of that name unless it is there or being made; `properties` may refer back to it.
  mutating func define(_ name: String, _ make: (inout SchemaBook) -> Definition) {
    guard started.insert(name).inserted else { return }
    let definition = make(&self)
    definitions.append(definition)
  }

  /// The definitions in alphabetical order.
  var sorted: [Definition] { definitions.sorted { $0.name < $1.name } }
}

extension Schema {
  /// The schema as a JSON object, with `description` first when there is one.
  func json(description: String? = nil) -> String {
    var parts = description.map { ["\"description\":" + quoted($0)] } ?? []
    parts += members
    return "{" + parts.joined(separator: ",") + "}"
  }

  private var members: [String] {
    switch self {
    case .any: []
    case .boolean: ["\"type\":\"boolean\""]
    case .null: ["\"type\":\"null\""]
    case .integer(let range): ["\"type\":\"integer\"", "\"minimum\":\(range.lowerBound)", "\"maximum\":\(range.upperBound)"]
    case .number(let range):
      ["\"type\":\"number\""]
        + (range.lowerBound > -.greatestFiniteMagnitude ? ["\"minimum\":\(plain(range.lowerBound))"] : [])
        + (range.upperBound < .greatestFiniteMagnitude ? ["\"maximum\":\(plain(range.upperBound))"] : [])
    case .string: ["\"type\":\"string\""]
    case .pattern(let pattern): ["\"type\":\"string\"", "\"pattern\":" + quoted(pattern)]
    case .choice(let names): ["\"enum\":[" + names.map(quoted).joined(separator: ",") + "]"]
    case .list(let element): ["\"type\":\"array\"", "\"items\":" + element.json()]
    case .names(let value): ["\"type\":\"object\"", "\"additionalProperties\":" + value.json()]
    case .reference(let name): ["\"$ref\":" + quoted("#/$defs/" + name)]
    case .anyOf(let options): ["\"anyOf\":[" + options.map { $0.json() }.joined(separator: ",") + "]"]
    }
  }
}

private func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

/// `text` as a JSON string.
func quoted(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": out += "\\" + String(scalar)
    case "\n": out += "\\n"
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}
