import Geometry
package import Specs

extension MapStyle {
  /// The look of maps in a theme, for one language.
  package init(theme: Theme, language: String = "en") {
    self.init()
    takeColors(theme)
    takeLines(theme)
    let label = theme.style(.mapLabel, language: language), other = theme.style(.mapOther, language: language)
    let waters = theme.style(.waterName, language: language), legend = theme.style(.legendLabel, language: language)
    font = label.families.first ?? font
    serif = waters.families.first ?? serif
    labelSize = px(label.size)
    otherSize = px(other.size)
    waterSize = px(waters.size)
    legendSize = px(legend.size)
    ink = label.color
    second = theme.style(.figureSubtitle, language: language).color
    third = theme.style(.sourceLine, language: language).color
  }

  private mutating func takeColors(_ theme: Theme) {
    water = theme.color(.water)
    land = theme.color(.land)
    otherName = theme.color(.otherNames)
    waterName = theme.color(.waterNames)
    leftHalf = theme.color(.symbol)
    rightHalf = theme.color(.symbolPale)
    sequential = theme.palette(named: "sequential") ?? sequential
    categorical = theme.palette(named: "categorical") ?? categorical
  }

  private mutating func takeLines(_ theme: Theme) {
    coast = theme.line(.coast).color
    border = theme.line(.border).color
    graticule = theme.line(.graticule).color
    frame = theme.line(.frame).color
    disputed = theme.line(.disputed).color
    hatch = theme.line(.hatch).color
    coastWidth = px(theme.line(.coast).width)
    borderWidth = px(theme.line(.border).width)
    disputedWidth = px(theme.line(.disputed).width)
    ceasefireWidth = px(theme.line(.ceasefire).width)
    graticuleWidth = px(theme.line(.graticule).width)
    frameWidth = px(theme.line(.frame).width)
    leaderWidth = px(theme.line(.leader).width)
    hatchWidth = px(theme.line(.hatch).width)
    hatchSpacing = px(theme.measures.hatchGap)
    haloWidth = px(theme.measures.halo)
    labelLeading = px(theme.measures.valueBelowName)
  }
}
