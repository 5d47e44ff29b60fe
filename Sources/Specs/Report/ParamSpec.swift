import Diagnostics
package import Inputs

/// A parameter of the report.
package struct ParamSpec: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case int
    case number
    case string
    case bool
    case date
  }

  package var name = Name("")
  package var kind: Kind?
  package var fallback: TreeNode?
  package var label: LocalizedText?
  package var choices: [TreeNode] = []
  package var least: Double?
  package var most: Double?

  package init() {}

  static let record: Record<ParamSpec> = Record(
    "param", "A parameter; a bare value is short for {default: value}.", make: { ParamSpec() },
    [
      Field("type", optional: \.kind, .choice, "Its type; that of the default when it is absent."),
      Field("default", optional: \.fallback, .tree, "Its value when none is given."),
      Field("label", optional: \.label, .text, "What it means."),
      Field("choices", \.choices, list(.tree), "The values it may have."),
      Field("min", optional: \.least, .number(), "The least number."),
      Field("max", optional: \.most, .number(), "The greatest number."),
    ])
}

extension Reader where Value == [ParamSpec] {
  static var params: Reader {
    Specs.named(
      either(
        nested(ParamSpec.record), when: { $0.entries != nil },
        or: Reader<TreeNode>.tree.map { value in
          var param = ParamSpec()
          param.fallback = value
          return param
        })
    ).map { entries in
      entries.map { entry in
        var param = entry.value
        param.name = entry.name
        return param
      }
    }
  }
}
