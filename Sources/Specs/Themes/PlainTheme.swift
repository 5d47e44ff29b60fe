import Geometry

/// The engine's defaults, under every theme.
extension Theme {
  static let plainStyles: [TextRole: RoleStyle] = Dictionary(uniqueKeysWithValues: TextRole.allCases.map { ($0, plainStyle($0)) })

  /// Noto Sans, black, sizes in a scale of 1.2.
  static func plainStyle(_ role: TextRole) -> RoleStyle {
    let (size, leading, weight) = plainSize(role)
    return RoleStyle(families: ["Noto Sans"], size: size, leading: leading, weight: weight)
  }

  private static func plainSize(_ role: TextRole) -> (Double, Double, Int) {
    switch role {
    case .coverTitle: (32, 40, 700)
    case .pullFigure, .profileName, .kpiValue: (28, 34, 400)
    case .title, .sectionNumber, .contentsTitle: (20, 26, 700)
    case .slideTitle: (30, 36, 700)
    case .slideSubtitle, .slideLabel: (14, 18, 400)
    case .h2: (14, 19.5, 700)
    case .kpiTile, .kpiBar: (20, 26, 400)
    case .contentsNumber: (14, 18, 400)
    case .contentsEntry: (10.5, 13, 600)
    case .coverTagline: (12, 15, 400)
    case .h3, .coverSubtitle, .lead, .profileLine, .pullText: (11, 15, 600)
    case .body, .quote: (9.5, 13, 400)
    case .contentsSub, .contentsPage: (8.5, 13, 400)
    case .contentsLine: (7.5, 13, 400)
    case .figureTitle: (9.5, 13, 700)
    case .tableBody, .code: (8.5, 13, 400)
    case .tableGroup, .tableSummary, .tableHeader: (8.5, 11, 600)
    case .figureNumber, .eyebrow, .coverEyebrow, .runningHead, .folio, .kpiUnit, .kpiText: (7.5, 9.75, 600)
    case .figureSubtitle, .marginNote, .footnote, .tableNote, .tableUnit, .slideNote, .coverDate, .coverNote: (7.5, 9.75, 400)
    case .axisLabel, .axisTitle, .dataLabel, .seriesLabel, .legendLabel: (7.5, 9, 400)
    case .mapLabel, .mapValue, .mapOther, .waterName: (7.5, 9, 400)
    case .mapNumber: (15, 18, 400)
    case .sourceLine, .tableMark, .noteMark: (6.5, 8.125, 400)
    }
  }

  static let plainRules: [RuleRole: LineStyle] = Dictionary(uniqueKeysWithValues: RuleRole.allCases.map { ($0, plainRule($0)) })

  private static func plainRule(_ role: RuleRole) -> LineStyle {
    switch role {
    case .figure, .pull: LineStyle(width: 0.9, color: .black)
    case .strong: LineStyle(width: 0.6, color: .black)
    case .axis, .footnote: LineStyle(width: 0.5, color: .black)
    case .divider, .runningHead, .subtotal: LineStyle(width: 0.35, color: Color(hex: 0xAAAAAA))
    case .hair: LineStyle(width: 0.25, color: Color(hex: 0xD6D6D6))
    case .grid: LineStyle(width: 0.3, color: Color(hex: 0xD6D6D6))
    }
  }

  static let plainMapLines: [MapLine: LineStyle] = Dictionary(uniqueKeysWithValues: MapLine.allCases.map { ($0, plainMapLine($0)) })

  private static func plainMapLine(_ line: MapLine) -> LineStyle {
    let mm = 72 / 25.4
    return switch line {
    case .frame: LineStyle(width: 0.4, color: Color(hex: 0xAAAAAA))
    case .coast: LineStyle(width: 0.25, color: Color(hex: 0x888888))
    case .border: LineStyle(width: 0.3, color: Color(hex: 0xAAAAAA))
    case .disputed, .indefinite: LineStyle(width: 0.45, color: Color(hex: 0x888888), dash: [0.9 * mm, 0.6 * mm])
    case .ceasefire: LineStyle(width: 0.5, color: Color(hex: 0x888888), dash: [1.2 * mm, 0.5 * mm, 0.15 * mm, 0.5 * mm])
    case .graticule: LineStyle(width: 0.25, color: Color(hex: 0xCCCCCC))
    case .ring: LineStyle(width: 0.4, color: Color(hex: 0x999999), dash: [0.25 * mm, 0.75 * mm])
    case .leader: LineStyle(width: 0.35, color: Color(hex: 0x555555))
    case .inset: LineStyle(width: 0.35, color: Color(hex: 0xAAAAAA))
    case .hatch: LineStyle(width: 0.4, color: Color(hex: 0x999999))
    case .symbolRim: LineStyle(width: 0.6, color: .white)
    case .flowRim: LineStyle(width: 0.7, color: .white)
    case .flowThin: LineStyle(width: 0.35, color: Color(hex: 0x4C78A8))
    case .scaleBar: LineStyle(width: 0.6, color: .black)
    }
  }

  static func plainMapColor(_ color: MapColor) -> Color {
    switch color {
    case .water: Color(hex: 0xEEF2F5)
    case .land, .locatorLand: Color(hex: 0xF4F4F2)
    case .otherNames, .waterNames, .ringNames: Color(hex: 0x777777)
    case .noData, .halo, .flowDot: .white
    case .symbol, .flow, .origin: Color(hex: 0x4C78A8)
    case .symbolGround: Color(hex: 0xE2E9F0)
    case .symbolPale: Color(hex: 0xA9C5E0)
    case .flowOther: Color(hex: 0x888888)
    }
  }
}
