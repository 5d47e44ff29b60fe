import Diagnostics
import Inputs

/// Features that go together: a bloc of countries, or one country that is picked out.
package struct MapGroup: Sendable {
  package var id = Name("")
  /// The ids of its features; `id` itself when it is empty.
  package var members: [Name] = []
  package var fill: ColorSetting?
  /// The color of its words.
  package var color: ColorSetting?
  /// The words on the map; nil for none beside the features' own names.
  package var label: LocalizedText?
  /// Where the label's leader begins, and where flows end; nil for the middle of its features.
  package var at: MapPlace?
  /// Its line in the legend; nil for none.
  package var name: LocalizedText?
  /// The second line in the legend.
  package var note: LocalizedText?

  package init() {}

  static let record: Record<MapGroup> = Record(
    "mapGroup", "Features that go together.", make: { MapGroup() },
    [
      Field("id", \.id, .name, required: true, "Its name for flows; the id of a feature when it has no members."),
      Field("members", \.members, list(.name), "The ids of its features."),
      Field("fill", optional: \.fill, .color, "The fill of features that no data give one."),
      Field("color", optional: \.color, .color, "The color of its words."),
      Field("label", optional: \.label, .text, "Words on the map, with a leader."),
      Field("at", optional: \.at, .mapPlace, "Where the leader begins and flows end; the middle of its features without it."),
      Field("name", optional: \.name, .text, "Its line in the legend."),
      Field("note", optional: \.note, .text, "The second line in the legend."),
    ])
}

/// Which names of others a map carries.
package struct MapContext: Sendable {
  package enum Names: Sendable {
    case none
    case all
    /// Ids of countries, or English names of waters.
    case only([Name])
  }

  package var countries = Names.all
  package var waters = Names.all

  package init() {}

  static let record: Record<MapContext> = Record(
    "mapContext", "Names of other countries and waters.", make: { MapContext() },
    [
      Field("countries", \.countries, .contextNames, "true, false, or the ids of the countries that are named."),
      Field("waters", \.waters, .contextNames, "true, false, or the English names of the waters that are named."),
    ])
}

extension Reader where Value == MapContext {
  static var mapContext: Reader {
    Reader("true, false, or {countries, waters}", schema: { book in .anyOf([.boolean, MapContext.record.schema(in: &book)]) }) { node, findings in
      guard let flag = node.bool else { return MapContext.record.decode(node, &findings) }
      var context = MapContext()
      if !flag { (context.countries, context.waters) = (.none, .none) }
      return context
    }
  }
}

extension Reader where Value == MapContext.Names {
  fileprivate static var contextNames: Reader {
    Reader("true, false, or a list", schema: { _ in .anyOf([.boolean, .list(.string)]) }) { node, findings in
      if let flag = node.bool { return flag ? MapContext.Names.all : MapContext.Names.none }
      return oneOrMore(Reader<Name>.name).read(node, &findings).map { .only($0) }
    }
  }
}

/// The legend of a map.
package struct MapKey: Sendable {
  /// Where it stands. `auto` looks for open water; corners and sides are inside the frame; `beside` and `below` are outside it.
  package enum Place: String, CaseIterable, Sendable {
    case auto, none, left, right, top, bottom, beside, below
    case topLeft = "top-left"
    case topRight = "top-right"
    case bottomLeft = "bottom-left"
    case bottomRight = "bottom-right"
  }

  package var place = Place.auto
  package var title: LocalizedText?
  package var subtitle: LocalizedText?
  /// Of a legend beside the map, or the widest its lines may be.
  package var width: Length?
  /// Whether each class says how many features it has.
  package var hasCounts = false
  /// The second line of each class, by the class's name in the data.
  package var notes: [Named<LocalizedText>] = []
  /// The words of each class, by the class's name in the data.
  package var names: [Named<LocalizedText>] = []

  package init() {}

  static let record: Record<MapKey> = Record(
    "mapLegend", "The legend of a map.", make: { MapKey() },
    [
      Field("place", \.place, .choice, "Where it stands: auto, a side or corner inside the frame, beside, below, or none."),
      Field("title", optional: \.title, .text, "Its title."),
      Field("subtitle", optional: \.subtitle, .text, "The line below its title."),
      Field("width", optional: \.width, .length([.mm, .pt, .cm, .percent]), "Its width beside the map; the widest line elsewhere."),
      Field("counts", \.hasCounts, .bool, "Whether each class says how many features it has."),
      Field("names", \.names, named(.text), "The words of each class, by its name in the data."),
      Field("notes", \.notes, named(.text), "The second line of each class, by its name in the data."),
    ])
}

extension Reader where Value == MapKey {
  static var mapKey: Reader {
    Reader("none, a place, or {place, title, notes...}", schema: { book in .anyOf([Reader<MapKey.Place>.choice.schema(&book), MapKey.record.schema(in: &book)]) }) {
      node, findings in
      guard node.string != nil else { return MapKey.record.decode(node, &findings) }
      var key = MapKey()
      key.place = Reader<MapKey.Place>.choice.read(node, &findings) ?? .auto
      return key
    }
  }
}
