import DataTables
import Diagnostics
import Geo
import Inputs

/// The tests of a color's conditions.
extension MapJoiner {
  /// Gives each feature the fill of the first condition that it passes. Such a feature is a subject of the map.
  ///
  /// `datum` is what Vega-Lite's is: `id`, `properties`, and the fields that lookups bring; a field that has no row is null.
  /// - Throws: what is wrong with a test.
  func applyConditions(_ features: inout [MapFeature]) throws(Failure) {
    guard !settings.conditions.isEmpty else { return }
    var tests: [(test: Expression, condition: MapSettings.Condition)] = []
    for condition in settings.conditions {
      tests.append((try Expression(parsing: condition.test.text, at: condition.test.range), condition))
    }
    for i in features.indices {
      var names = settings.names
      names.entries.insert(ObjectField(name: "datum", value: datum(i, features[i])), at: 0)
      for (test, condition) in tests where try test.evaluate(in: names).isTruthy {
        features[i].ownFill = condition.fill
        features[i].isFocus = true
        break
      }
    }
  }

  private func datum(_ index: Int, _ feature: MapFeature) -> Value {
    let properties = Value.object(source[index].properties.map { ObjectField(name: $0.key, value: Value($0.value)) })
    var fields = [ObjectField(name: "id", value: source[index].id.map(Value.init) ?? .null), ObjectField(name: "properties", value: properties)]
    for key in settings.lookups.flatMap(\.fields) {
      let cell = feature.row.flatMap { row in row.table.column(named: key.text)?.value(at: row.index) }
      fields.append(ObjectField(name: key.text, value: cell ?? .null))
    }
    return .object(fields)
  }
}
