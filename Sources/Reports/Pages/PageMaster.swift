import Diagnostics
import Geometry
import Layout
import Specs

/// A page master with nothing left to inherit: its frame and what stands in its margins.
struct PageMaster: Sendable {
  var frame: PageFrame
  var header: BandSpec?
  var footer: BandSpec?
  var fill: Color?
  /// The frame of left pages, with inner and outer margins exchanged.
  var leftFrame: PageFrame
  /// Over the whole page, behind its content; its file is read when all masters are known.
  var picture: BackdropSpec?
}

/// What a page has when its master does not say: the theme's page. Lengths in points.
struct PageDefaults: Sendable {
  var size: Size
  var margins: Insets
  /// The width of running text; nil for all there is.
  var textWidth: Double?
  /// Between the text and the margin column, and the width of that; nil for all there is beside the text.
  var gutter = 0.0
  var marginWidth: Double?
  /// The line grid.
  var grid = 0.0
  /// Between columns of text, and the color of lines there.
  var columnGap = 17.0
  var columnRuleColor = Color.black
}

/// The masters of a spec by name; `default` is always there and underlies all others.
///
/// What stands on no page of its own has the master `body` where the spec has one, else `default`; `first`, `left`, `right` and `blank` are
/// pages of it.
struct PageMasters: Sendable {
  private(set) var all: [String: PageMaster] = [:]
  /// The master of what stands on no page of its own, and its name.
  let fallback: PageMaster
  let usual: String

  init(_ specs: [PageMasterSpec], defaults: PageDefaults, resolveColor: (ColorSetting) -> Color?, findings: inout Findings) {
    func chain(of spec: PageMasterSpec) -> [PageMasterSpec] {
      var result = [spec]
      while let base = result.last?.extends, let next = specs.first(where: { $0.name.text == base.text }) {
        if result.contains(where: { $0.name.text == next.name.text }) {
          findings.error("circular-pages", at: base.range, "\"\(spec.name.text)\" extends itself")
          break
        }
        result.append(next)
      }
      if result.last?.name.text != "default", let base = specs.first(where: { $0.name.text == "default" }) { result.append(base) }
      return result
    }
    for spec in specs {
      all[spec.name.text] = master(chain(of: spec), defaults: defaults, resolveColor: resolveColor, findings: &findings)
    }
    let usual = all["body"] == nil ? "default" : "body"
    self.usual = usual
    fallback = all[usual] ?? master([], defaults: defaults, resolveColor: resolveColor, findings: &findings)
    if all["cover"] == nil {
      // A title page has no running head unless the spec says so.
      var cover = fallback
      (cover.frame.master, cover.header, cover.footer) = ("cover", nil, nil)
      cover.leftFrame.master = "cover"
      all["cover"] = cover
    }
    if all["blank"] == nil {
      var blank = fallback
      (blank.frame.master, blank.header, blank.footer) = ("blank", nil, nil)
      blank.leftFrame.master = "blank"
      all["blank"] = blank
    }
    checkSides(specs, findings: &findings)
  }

  /// Figures are made once for both sides, so these must offer the same widths.
  private func checkSides(_ specs: [PageMasterSpec], findings: inout Findings) {
    for spec in specs where ["first", "left", "right"].contains(spec.name.text) {
      guard let frame = all[spec.name.text]?.frame else { continue }
      let usual = fallback.frame
      if abs(frame.content.width - usual.content.width) > 0.5 || frame.columns?.count != usual.columns?.count {
        findings.error(
          "page-size", at: spec.name.range, "\"\(spec.name.text)\" leaves another width for the text than \"default\"",
          hint: "give both margins that add up to the same width, such as margin: {inner, outer} in default")
      }
    }
  }

  subscript(name: String) -> PageMaster { all[name] ?? fallback }

  /// The frames of both sides, of the first page and of empty ones.
  func style(_ name: String, numbers: PageNumbers = PageNumbers()) -> PageStyle {
    let master = self[name]
    var style = PageStyle(master.frame, numbers: numbers)
    style.left = master.leftFrame
    style.blank = all["blank"]?.frame
    if name == usual {
      style.right = all["right"]?.frame ?? style.right
      style.left = all["left"]?.leftFrame ?? style.left
      style.first = all["first"]?.frame
    }
    return style
  }
}

/// The first setting along the chain counts.
private func master(
  _ chain: [PageMasterSpec], defaults: PageDefaults, resolveColor: (ColorSetting) -> Color?, findings: inout Findings
) -> PageMaster {
  func first<T>(_ value: (PageMasterSpec) -> T?) -> T? { chain.lazy.compactMap(value).first }
  var size = first(\.size) ?? PageSize(width: defaults.size.width, height: defaults.size.height)
  if let orientation = first(\.orientation) { size = size.turned(orientation) }
  let margins = chain.reversed().reduce(Margins()) { base, spec in spec.margin?.over(base) ?? base }
  func side(_ length: Length?, _ fallback: Double, of whole: Double) -> Double {
    length?.resolve(against: whole, em: 10) ?? fallback
  }
  func box(left: Length?, right: Length?) -> Rect {
    Rect(x: 0, y: 0, width: size.width, height: size.height).inset(
      by: Insets(
        top: side(margins.top, defaults.margins.top, of: size.height), right: side(right, defaults.margins.right, of: size.width),
        bottom: side(margins.bottom, defaults.margins.bottom, of: size.height),
        left: side(left, defaults.margins.left, of: size.width)))
  }
  let content = box(left: margins.inner ?? margins.left, right: margins.outer ?? margins.right)
  if content.width < 10 || content.height < 10 {
    let range = first(\.margin) == nil ? size.range : chain.first(where: { $0.margin != nil })?.name.range ?? size.range
    findings.error("page-size", at: range, "the margins leave no room on a page of \(size.width.rounded()) x \(size.height.rounded()) pt")
  }
  let columns = columnGrid(chain, width: content.width, defaults)
  // A measure narrower than the page makes sense only where the page is much wider than text should be.
  let measure = defaults.textWidth.map { $0 < content.width - 20 ? $0 : content.width } ?? content.width
  let text = columns == nil ? measure : content.width
  let name = chain.first?.name.text ?? "default"
  let frame = PageFrame(
    master: name, size: Size(width: size.width, height: size.height), content: content, textWidth: text,
    margin: marginColumn(beside: text, in: content.width, defaults), grid: defaults.grid, columns: columns)
  var left = frame
  left.content = box(left: margins.outer ?? margins.left, right: margins.inner ?? margins.right)
  if margins.inner != nil || margins.outer != nil, let column = frame.margin {
    left.textOffset = content.width - text
    left.margin = MarginColumn(offset: max(0, left.textOffset - defaults.gutter - column.width), width: column.width)
  }
  return PageMaster(
    frame: frame, header: band(first(\.header)), footer: band(first(\.footer)), fill: first(\.fill).flatMap(resolveColor),
    leftFrame: left, picture: first(\.picture))
}

/// The columns of running text; nil for one.
private func columnGrid(_ chain: [PageMasterSpec], width: Double, _ defaults: PageDefaults) -> ColumnGrid? {
  func first<T>(_ value: (PageMasterSpec) -> T?) -> T? { chain.lazy.compactMap(value).first }
  guard let count = first(\.columns), count > 1 else { return nil }
  return ColumnGrid(
    count: count, gap: first(\.gap)?.resolve(against: width, em: 10) ?? defaults.columnGap, width: width,
    rule: first(\.columnRule)?.points.map { ColumnRule(width: $0, color: defaults.columnRuleColor) },
    isBalanced: first(\.isBalanced) ?? true, space: defaults.grid)
}

/// The column beside the text; nil where the text leaves too little for one.
private func marginColumn(beside text: Double, in width: Double, _ defaults: PageDefaults) -> MarginColumn? {
  let offset = text + defaults.gutter
  let room = width - offset
  guard room > 20 else { return nil }
  return MarginColumn(offset: offset, width: min(defaults.marginWidth ?? room, room))
}

private func band(_ setting: BandSetting?) -> BandSpec? {
  switch setting {
  case .band(let band): band
  case .some(.none), nil: nil
  }
}
