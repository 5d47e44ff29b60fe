import DataTables
import Geometry
import Inputs

/// A title above (or beside) a view, or the words of a facet header.
struct TitleSpec {
  var lines: [String]
  var subtitle: [String] = []
  var orient = AxisOrient.top
  /// `start`, `middle` or `end`.
  var anchor = "middle"
  /// True when the title is centered on the plot, false on everything around it.
  var isGroupFrame = true
  var offset = 4.0
  var subtitlePadding = 3.0
  var text = TextMark(anchor: .zero, lines: [], font: "sans-serif", fontSize: 13, fontWeight: 700)
  var subtitleText = TextMark(anchor: .zero, lines: [], font: "sans-serif", fontSize: 12)
  var color = Color.black
  var subtitleColor = Color.black
  var role = MarkRole.titleText
  var dx = 0.0
  var dy = 0.0
}

/// Reads `title` of a view. https://vega.github.io/vega-lite/docs/title.html
struct TitleReader {
  let compilation: Compilation

  /// - Parameter isMulti: the title of a concat or facet starts at the left unless told otherwise.
  func read(_ given: TreeNode?, isMulti: Bool) -> TitleSpec? {
    guard let given = compilation.resolved(given), !given.isNull else { return nil }
    let node: TreeNode = given.entries == nil ? .map(["text": given]) : given
    guard let lines = node["text"].flatMap({ titleLines($0, compilation) }) else { return nil }
    let config = compilation.config
    func setting(_ key: String) -> TreeNode? {
      if let value = node[key] { return value }
      if let style = node["style"] {
        for name in style.string.map({ [$0] }) ?? (style.elements ?? []).compactMap(\.string) { if let value = config.node("style", name, key) { return value } }
      }
      return config.node("title", key)
    }
    func weight(_ node: TreeNode?) -> Int? { node.flatMap { $0.number.flatMap { Int(exactly: $0) } ?? $0.string.map(fontWeight) } }
    var title = TitleSpec(lines: lines)
    title.subtitle = node["subtitle"].flatMap { titleLines($0, compilation) } ?? []
    title.orient = setting("orient")?.string.flatMap(AxisOrient.init(rawValue:)) ?? .top
    title.anchor = setting("anchor")?.string ?? (isMulti ? "start" : "middle")
    title.isGroupFrame = setting("frame")?.string.map { $0 == "group" } ?? (!isMulti && title.anchor == "middle")
    title.offset = setting("offset")?.number ?? 4
    title.subtitlePadding = setting("subtitlePadding")?.number ?? 3
    title.text = TextMark(
      anchor: .zero, lines: lines, font: setting("font")?.string ?? compilation.defaultFont, fontSize: setting("fontSize")?.number ?? 13,
      fontWeight: weight(setting("fontWeight")) ?? 700, italic: setting("fontStyle")?.string == "italic", align: align(setting("align"), title),
      baseline: setting("baseline")?.string.flatMap(TextBaseline.init(rawValue:)) ?? .top,
      angle: setting("angle")?.number ?? (title.orient == .left ? -90 : title.orient == .right ? 90 : 0), lineHeight: setting("lineHeight")?.number,
      limit: setting("limit")?.number ?? 0)
    title.subtitleText = TextMark(
      anchor: .zero, lines: title.subtitle, font: setting("subtitleFont")?.string ?? compilation.defaultFont,
      fontSize: setting("subtitleFontSize")?.number ?? 12, fontWeight: weight(setting("subtitleFontWeight")) ?? 400,
      italic: setting("subtitleFontStyle")?.string == "italic", align: title.text.align, baseline: title.text.baseline, angle: title.text.angle,
      lineHeight: setting("subtitleLineHeight")?.number)
    title.color = setting("color")?.string.flatMap { Color(css: $0) } ?? .black
    title.subtitleColor = setting("subtitleColor")?.string.flatMap { Color(css: $0) } ?? .black
    title.dx = setting("dx")?.number ?? 0
    title.dy = setting("dy")?.number ?? 0
    return title
  }

  private func align(_ node: TreeNode?, _ title: TitleSpec) -> TextAlign {
    node?.string.flatMap(TextAlign.init(rawValue:)) ?? (title.anchor == "start" ? .left : title.anchor == "end" ? .right : .center)
  }
}

/// Places a title beside the bounds of its view.
struct TitleLayout {
  let compilation: Compilation

  func place(_ title: TitleSpec, width: Double, height: Double, view: Bounds) -> Drawing {
    let ruler = compilation.ruler
    var start = 0.0, end = title.orient.isHorizontal ? width : height
    if !title.isGroupFrame {
      switch title.orient {
      case .left: (start, end) = (view.y2, view.y1)
      case .right: (start, end) = (view.y1, view.y2)
      case .top, .bottom: (start, end) = (view.x1, view.x2)
      }
    } else if title.orient == .left {
      (start, end) = (height, 0)
    }
    let position = title.anchor == "start" ? start : title.anchor == "end" ? end : (start + end) / 2
    var main = Mark(title.role, .text(title.text), style: MarkStyle(fill: .color(title.color)))
    var marks = [main]
    var box = main.bounds(ruler)
    if !title.subtitle.isEmpty {
      var sub = Mark(.titleSubtitle, .text(title.subtitleText), style: MarkStyle(fill: .color(title.subtitleColor)))
      switch title.orient {
      case .top, .bottom: sub = sub.moved(0, box.height + title.subtitlePadding)
      case .left: sub = sub.moved(box.width + title.subtitlePadding, 0)
      case .right: sub = sub.moved(-box.width - title.subtitlePadding, 0)
      }
      box.union(sub.bounds(ruler))
      marks.append(sub)
    }
    var x = position, y = position
    switch title.orient {
    case .top: y = view.y1 - box.height - title.offset
    case .left: x = view.x1 - box.width - title.offset
    case .right: x = view.x2 + box.width + title.offset
    case .bottom: y = view.y2 + title.offset
    }
    main = marks[0]
    marks = marks.map { $0.moved(x + title.dx, y + title.dy) }
    return Drawing(marks: marks, bounds: box.moved(x, y))
  }
}
