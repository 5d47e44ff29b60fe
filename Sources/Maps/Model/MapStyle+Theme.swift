import Geometry
package import Specs

extension MapStyle {
  /// The look of maps in a theme, for one language. Words without a role of their own are set like the source line or the legend.
  package init(theme: Theme, language: String = "en") {
    self.init()
    takeColors(theme)
    takeLines(theme)
    takeMeasures(theme)
    func face(_ role: TextRole) -> MapFace { MapFace(theme.style(role, language: language)) }
    let second = theme.style(.figureSubtitle, language: language).color, third = theme.style(.sourceLine, language: language)
    label = face(.mapLabel)
    value = face(.mapValue)
    other = face(.mapOther)
    plain = other
    plain.color = second
    other.color = theme.color(.otherNames)
    waterName = face(.waterName)
    waterName.color = theme.color(.waterNames)
    number = face(.mapNumber)
    legend = face(.legendLabel)
    legendTitle = legend
    legendTitle.weight = label.weight
    legendNote = legend
    legendNote.color = third.color
    scale = face(.sourceLine)
    scale.color = second
    ringName = scale
    ringName.color = theme.color(.ringNames)
  }

  private mutating func takeColors(_ theme: Theme) {
    water = theme.color(.water)
    land = theme.color(.land)
    locatorLand = theme.color(.locatorLand)
    noData = theme.color(.noData)
    halo = theme.color(.halo)
    leftHalf = theme.color(.symbol)
    rightHalf = theme.color(.symbolPale)
    symbolGround = theme.color(.symbolGround)
    origin = theme.color(.origin)
    flow = theme.color(.flow)
    flowOther = theme.color(.flowOther)
    flowDot = theme.color(.flowDot)
    sequential = theme.palette(named: "sequential") ?? sequential
    categorical = theme.palette(named: "categorical") ?? categorical
  }

  private mutating func takeLines(_ theme: Theme) {
    func stroke(_ line: MapLine) -> MapStroke {
      let style = theme.line(line)
      return MapStroke(style.color, px(style.width), style.dash.map(px))
    }
    coast = stroke(.coast)
    border = stroke(.border)
    disputed = stroke(.disputed)
    ceasefire = stroke(.ceasefire)
    graticule = stroke(.graticule)
    ring = stroke(.ring)
    frame = stroke(.frame)
    panel = stroke(.inset)
    leader = stroke(.leader)
    symbolRim = stroke(.symbolRim)
    flowRim = stroke(.flowRim)
    thinFlow = stroke(.flowThin)
    scaleBar = stroke(.scaleBar)
    hatch = stroke(.hatch)
  }

  private mutating func takeMeasures(_ theme: Theme) {
    let measures = theme.measures
    hatchSpacing = px(measures.hatchGap)
    haloWidth = px(measures.halo)
    labelLeading = px(measures.valueBelowName)
    anchorDot = px(measures.anchorDot)
    flowDotRadius = px(measures.flowDot)
    originRadius = px(measures.originRadius)
    legendLine = px(measures.legendLine)
    swatch = px(measures.swatch)
    inset = px(measures.inset)
    flowWidth = px(measures.flowWidth)
    flowStart = px(measures.flowStart)
    flowHead = px(measures.flowHead)
    flowHeadLength = px(measures.flowHeadLength)
    flowOpacity = measures.flowOpacity
  }
}

extension MapFace {
  fileprivate init(_ style: RoleStyle) {
    self.init(style.families.first ?? "Noto Sans", px(style.size), style.weight, italic: style.italic, style.color)
  }
}
