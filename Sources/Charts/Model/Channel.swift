/// An encoding channel of Vega-Lite.
enum Channel: String, CaseIterable, Hashable, Sendable {
  case x, y, x2, y2, xOffset, yOffset
  case xError, yError, xError2, yError2
  case theta, theta2, radius, radius2
  case longitude, latitude, longitude2, latitude2
  case color, fill, stroke
  case opacity, fillOpacity, strokeOpacity, strokeWidth, strokeDash
  case size, angle, shape, time
  case detail, key, text, tooltip, href, url, description, order
  case row, column, facet

  /// The channels with a scale, in the order in which scales are made: position first.
  static let scaled: [Channel] = [
    .x, .y, .xOffset, .yOffset, .theta, .radius, .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeWidth,
    .strokeDash, .size, .angle, .shape,
  ]

  /// Channels that part the rows into series.
  static let nonPosition: [Channel] = [
    .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeWidth, .strokeDash, .size, .angle, .shape, .order, .text,
    .detail, .key, .tooltip, .href, .url, .description,
  ]

  /// The channel whose scale this one uses: `x2` uses that of `x`.
  var main: Channel {
    switch self {
    case .x2, .xError, .xError2: .x
    case .y2, .yError, .yError2: .y
    case .theta2: .theta
    case .radius2: .radius
    case .longitude2: .longitude
    case .latitude2: .latitude
    default: self
    }
  }

  var second: Channel? {
    switch self {
    case .x: .x2
    case .y: .y2
    case .theta: .theta2
    case .radius: .radius2
    case .longitude: .longitude2
    case .latitude: .latitude2
    default: nil
    }
  }

  var isPosition: Bool { self == .x || self == .y }
  var isPolar: Bool { self == .theta || self == .radius }
  var isColor: Bool { self == .color || self == .fill || self == .stroke }
  var isOffset: Bool { self == .xOffset || self == .yOffset }
  var offset: Channel? { self == .x ? .xOffset : self == .y ? .yOffset : nil }
}

/// The measurement type of a field.
enum FieldType: String, CaseIterable, Sendable {
  case quantitative, temporal, ordinal, nominal, geojson

  var isDiscrete: Bool { self == .ordinal || self == .nominal }
}
