import Geo
import Geometry

/// The sentences at the end of what stands below a map.
extension MapComposer {
  mutating func takeCredits() {
    guard model.settings.hasCredits, let credit = model.credit, !credit.isEmpty else { return }
    let isKorean = model.settings.language.hasPrefix("ko")
    drawing.credits = [isKorean ? "바탕 지도: \(credit)." : "Base map: \(credit).", projectionSentence(isKorean)]
  }

  private func projectionSentence(_ isKorean: Bool) -> String {
    let projection = map.projection, name = projection.kind.name(isKorean: isKorean)
    guard projection.kind.isAzimuthal else { return isKorean ? "\(name)." : "\(name) projection." }
    let longitude = -projection.rotate.0, latitude = -projection.rotate.1
    if projection.kind == .azimuthalEquidistant, let place = middleName(longitude, latitude) {
      return isKorean
        ? "\(place) 중심 \(name). 거리는 \(place)에서 잰 것만 맞다."
        : "\(name) projection centred on \(place); distances are true from \(place) only."
    }
    let east = "\(degrees(longitude))° \(longitude < 0 ? "W" : "E")", north = "\(degrees(latitude))° \(latitude < 0 ? "S" : "N")"
    guard isKorean else { return "\(name) projection, centre \(east) \(north)." }
    return "\(name), 중심 \(longitude < 0 ? "서경" : "동경") \(degrees(longitude))° \(latitude < 0 ? "남위" : "북위") \(degrees(latitude))°."
  }

  /// The capital that the map has in its middle.
  private func middleName(_ longitude: Double, _ latitude: Double) -> String? {
    for code in [model.settings.flows?.from.text, model.settings.rings?.around.text].compactMap({ $0 }) {
      guard let place = model.gazetteer.places[code], let at = place.capital else { continue }
      if abs(at.longitude - longitude) < 0.6, abs(at.latitude - latitude) < 0.6 { return model.capitalName(of: code) }
    }
    return nil
  }

  private func degrees(_ x: Double) -> String {
    let wrapped = abs((x + 540).truncatingRemainder(dividingBy: 360) - 180).rounded()
    return String(Int(exactly: wrapped) ?? 0)
  }
}

extension MapModel {
  /// The name of a capital in the map's language.
  func capitalName(of code: String) -> String? {
    guard let place = gazetteer.places[code] else { return nil }
    return settings.language.hasPrefix("ko") && !place.capitalKorean.isEmpty ? place.capitalKorean : place.capitalEnglish
  }
}

extension ProjectionKind {
  var isAzimuthal: Bool {
    switch self {
    case .azimuthalEqualArea, .azimuthalEquidistant, .gnomonic, .orthographic, .stereographic: true
    case .albers, .albersUsa, .conicConformal, .conicEqualArea, .conicEquidistant, .equalEarth, .equirectangular, .identity, .mercator,
      .naturalEarth1, .transverseMercator:
      false
    }
  }

  /// Its name in a sentence, without the word projection in English.
  func name(isKorean: Bool) -> String {
    switch self {
    case .albers, .albersUsa, .conicEqualArea: isKorean ? "알베르스 정적 원추 도법" : "Albers equal-area conic"
    case .azimuthalEqualArea: isKorean ? "람베르트 정적 방위 도법" : "Lambert azimuthal equal-area"
    case .azimuthalEquidistant: isKorean ? "정거 방위 도법" : "Azimuthal equidistant"
    case .conicConformal: isKorean ? "람베르트 정각 원추 도법" : "Lambert conformal conic"
    case .conicEquidistant: isKorean ? "정거 원추 도법" : "Equidistant conic"
    case .equalEarth: isKorean ? "이퀄 어스 도법" : "Equal Earth"
    case .equirectangular: isKorean ? "정거 원통 도법" : "Equirectangular"
    case .gnomonic: isKorean ? "심사 도법" : "Gnomonic"
    case .identity: isKorean ? "평면 좌표" : "Plane"
    case .mercator: isKorean ? "메르카토르 도법" : "Mercator"
    case .naturalEarth1: isKorean ? "내추럴 어스 도법" : "Natural Earth"
    case .orthographic: isKorean ? "정사 도법" : "Orthographic"
    case .stereographic: isKorean ? "평사 도법" : "Stereographic"
    case .transverseMercator: isKorean ? "횡축 메르카토르 도법" : "Transverse Mercator"
    }
  }
}
