import Diagnostics
import Inputs

/// The keys that the objects of a chart may have: those of Vega-Lite, and Monsoon's own (docs/charts.md).
enum KnownKeys {
  static let axis = words("""
    aria bandPosition description domain domainCap domainColor domainDash domainDashOffset domainOpacity domainWidth encoding format formatType grid
    gridCap gridColor gridDash gridDashOffset gridOpacity gridWidth labelAlign labelAngle labelBaseline labelBound labelColor labelExpr labelFlush
    labelFlushOffset labelFont labelFontSize labelFontStyle labelFontWeight labelLimit labelLineHeight labelOffset labelOpacity labelOverlap
    labelPadding labelSeparation labels maxExtent minExtent offset orient position style tickBand tickCap tickColor tickCount tickDash
    tickDashOffset tickExtra tickMinStep tickOffset tickOpacity tickRound tickSize tickWidth ticks title titleAlign titleAnchor titleAngle
    titleBaseline titleColor titleFont titleFontSize titleFontStyle titleFontWeight titleLimit titleLineHeight titleOpacity titlePadding titleX
    titleY translate values zindex labelWrap titleWrap
    """)

  static let legend = words("""
    aria clipHeight columnPadding columns cornerRadius description direction encoding fillColor format formatType gradientLabelLimit
    gradientLabelOffset gradientLength gradientOpacity gradientStrokeColor gradientStrokeWidth gradientThickness gridAlign labelAlign labelBaseline
    labelColor labelExpr labelFont labelFontSize labelFontStyle labelFontWeight labelLimit labelOffset labelOpacity labelOverlap labelPadding
    labelSeparation legendX legendY offset orient padding rowPadding strokeColor strokeDash strokeWidth symbolDash symbolDashOffset symbolFillColor
    symbolLimit symbolOffset symbolOpacity symbolSize symbolStrokeColor symbolStrokeWidth symbolType tickCount tickMinStep title titleAlign
    titleAnchor titleBaseline titleColor titleFont titleFontSize titleFontStyle titleFontWeight titleLimit titleLineHeight titleOpacity titleOrient
    titlePadding type values wrap zindex
    """)

  static let scale = words("""
    align base bins clamp constant domain domainMax domainMid domainMin domainRaw exponent interpolate nice padding paddingInner paddingOuter range
    rangeMax rangeMin reverse round scheme type zero
    """)

  static let header = words("""
    format formatType labelAlign labelAnchor labelAngle labelBaseline labelColor labelExpr labelFont labelFontSize labelFontStyle labelFontWeight
    labelLimit labelLineHeight labelOrient labelPadding labels orient title titleAlign titleAnchor titleAngle titleBaseline titleColor titleFont
    titleFontSize titleFontStyle titleFontWeight titleLimit titleLineHeight titleOrient titlePadding
    """)

  static let mark = words("""
    align angle aria ariaRole ariaRoleDescription aspect bandSize band baseline binSpacing blend borders box casing center clip color
    continuousBandSize cornerRadius cornerRadiusBottomLeft cornerRadiusBottomRight cornerRadiusEnd cornerRadiusTopLeft cornerRadiusTopRight cursor
    description dir discreteBandSize dx dy ellipsis endAngle extent fill fillOpacity filled font fontSize fontStyle fontWeight height href
    innerRadius interpolate invalid labels limit line lineBreak lineHeight median minBandSize opacity order orient outerRadius outliers padAngle
    point radius radius2 radius2Offset radiusOffset rule shape size smooth startAngle stroke strokeCap strokeDash strokeDashOffset strokeJoin
    strokeMiterLimit strokeOffset strokeOpacity strokeWidth style tension text theta theta2 theta2Offset thetaOffset thickness ticks time
    timeUnitBandPosition timeUnitBandSize tooltip type url width x x2 x2Offset xOffset y y2 y2Offset yOffset
    """)

  static let title = words("""
    align anchor angle aria baseline color dx dy encoding font fontSize fontStyle fontWeight frame limit lineHeight offset orient style subtitle
    subtitleColor subtitleFont subtitleFontSize subtitleFontStyle subtitleFontWeight subtitleLineHeight subtitlePadding text zindex
    """)

  static let channel = words("""
    aggregate align axis band bandPosition bin bounds center columns condition datum empty field format formatType header impute legend param scale
    selection sort spacing stack test timeUnit title type value
    """)

  static let view = words("""
    cornerRadius cursor fill fillOpacity opacity stroke strokeCap strokeDash strokeDashOffset strokeJoin strokeMiterLimit strokeOpacity strokeWidth
    style
    """)

  static let config = MarkType.allCases.map(\.rawValue) + axisConfigs + words("""
    aria autosize background boxplot color concat countTitle customFormatTypes errorband errorbar facet fieldTitle font fontSize header headerColumn
    headerFacet headerRow labels legend lineBreak locale mark normalizedNumberFormat normalizedNumberFormatType numberFormat numberFormatType
    padding params projection range scale selection style timeFormat timeFormatType title tooltipFormat view
    """)

  private static let axisConfigs = words("axis axisX axisY axisBottom axisLeft axisRight axisTop")
    + ["", "X", "Y"].flatMap { way in ["Band", "Discrete", "Point", "Quantitative", "Temporal"].map { "axis\(way)\($0)" } }

  private static let legendConfig = legend + words("""
    disable gradientDirection gradientHorizontalMaxLength gradientHorizontalMinLength gradientVerticalMaxLength gradientVerticalMinLength layout
    symbolBaseFillColor symbolBaseStrokeColor symbolDirection unselectedOpacity
    """)

  private static let scaleConfig = words("""
    animationDuration bandPaddingInner bandPaddingOuter bandWithNestedOffsetPaddingInner bandWithNestedOffsetPaddingOuter barBandPaddingInner barBandPaddingOuter clamp
    continuousPadding framesPerSecond invalid maxBandSize maxFontSize maxOpacity maxSize maxStrokeWidth minBandSize minFontSize minOpacity minSize
    minStrokeWidth offsetBandPaddingInner offsetBandPaddingOuter pointPadding quantileCount quantizeCount rectBandPaddingInner round
    tickBandPaddingInner useUnaggregatedDomain xReverse zero
    """)

  private static let viewConfig = view + words("clip continuousHeight continuousWidth discreteHeight discreteWidth height step width")

  /// The keys of the object under a key of `config`; nil where any may stand.
  static func inConfig(_ name: String) -> [String]? {
    if axisConfigs.contains(name) { return axis + ["disable"] }
    switch name {
    case "legend": return legendConfig
    case "scale": return scaleConfig
    case "view": return viewConfig
    case "title": return title
    case "header", "headerRow", "headerColumn", "headerFacet": return header
    case "mark", "boxplot", "errorbar", "errorband": return mark
    default: return MarkType(rawValue: name) == nil ? nil : mark
    }
  }

  private static func words(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }
}

extension Compilation {
  /// Names the keys of an object that are not among `known`, each once however often the object is read.
  func checkKeys(of node: TreeNode?, among known: [String], in what: String) {
    for entry in node?.entries ?? [] where !known.contains(entry.key) && entry.keyRange.file != nil {
      guard checkedKeys.insert("\(entry.keyRange.file?.name ?? ""):\(entry.keyRange.start)").inserted else { continue }
      report("unknown-key", at: entry.keyRange, "unknown key \"\(entry.key)\" in \(what)", hint: didYouMean(entry.key, among: known))
    }
  }

  /// The keys of a spec's own config, two levels deep.
  func checkConfig(_ config: TreeNode?) {
    checkKeys(of: config, among: KnownKeys.config, in: "config")
    for entry in config?.entries ?? [] {
      if let known = KnownKeys.inConfig(entry.key) { checkKeys(of: entry.value, among: known, in: "config.\(entry.key)") }
    }
  }

  /// The keys of a channel, of its axis, legend, scale and header.
  func checkChannel(_ node: TreeNode, _ channel: Channel) {
    checkKeys(of: node, among: KnownKeys.channel, in: "channel \"\(channel.rawValue)\"")
    for (key, known) in [("axis", KnownKeys.axis), ("legend", KnownKeys.legend), ("scale", KnownKeys.scale), ("header", KnownKeys.header)] {
      checkKeys(of: node[key], among: known, in: key == "axis" || key == "scale" ? "the \(key) of \(channel.rawValue)" : "a \(key)")
    }
  }
}
