package import Diagnostics
import Inputs

/// The trim size of a page in points.
package struct PageSize: Hashable, Sendable {
  package var width: Double
  package var height: Double
  package var range: SourceRange

  /// Edges in points that a page may have; PDF readers fail outside.
  package static let edges = 1.0...14_400.0

  package init(width: Double, height: Double, range: SourceRange = .detached) {
    self.width = width
    self.height = height
    self.range = range
  }

  /// The sizes with a name, in points.
  static let named: [(name: String, width: Double, height: Double)] = [
    ("a3", 297 * 72 / 25.4, 420 * 72 / 25.4), ("a4", 210 * 72 / 25.4, 297 * 72 / 25.4), ("a5", 148 * 72 / 25.4, 210 * 72 / 25.4),
    ("a6", 105 * 72 / 25.4, 148 * 72 / 25.4), ("b5", 176 * 72 / 25.4, 250 * 72 / 25.4), ("letter", 612, 792), ("legal", 612, 1008),
    ("tabloid", 792, 1224), ("slide-16x9", 960, 540), ("slide-4x3", 720, 540),
  ]

  package init?(named name: String, range: SourceRange = .detached) {
    guard let size = Self.named.first(where: { $0.name == name.lowercased() }) else { return nil }
    self.init(width: size.width, height: size.height, range: range)
  }

  /// The same page with its long edge across.
  package func turned(_ orientation: Orientation) -> PageSize {
    let (low, high) = (min(width, height), max(width, height))
    return switch orientation {
    case .portrait: PageSize(width: low, height: high, range: range)
    case .landscape: PageSize(width: high, height: low, range: range)
    }
  }
}

package enum Orientation: String, CaseIterable, Sendable {
  case portrait
  case landscape
}

private struct CustomSize: Sendable {
  var width = Length(0, .mm)
  var height = Length(0, .mm)

  static let record = Record<CustomSize>(
    "pageSize", "A page of any size.", make: { CustomSize() },
    [
      Field("width", \.width, .length([.pt, .mm, .cm, .inch, .px]), required: true, "Width of the page."),
      Field("height", \.height, .length([.pt, .mm, .cm, .inch, .px]), required: true, "Height of the page."),
    ])
}

extension Reader where Value == PageSize {
  /// `a4`, `slide-16x9`, or `{width: 200mm, height: 100mm}`.
  static var pageSize: Reader {
    let names = PageSize.named.map(\.name)
    let expected = "a page size such as a4, or {width, height}"
    return Reader(expected, schema: { book in .anyOf([.choice(PageSize.named.map(\.name)), CustomSize.record.schema(in: &book)]) })
    {
      node, findings in
      if let text = node.string {
        if let size = PageSize(named: text, range: node.range) { return size }
        findings.error(
          "page-size", at: node.range, "unknown page size \"\(text.prefix(40))\"",
          hint: didYouMean(text, among: names) ?? "known are \(names.joined(separator: ", ")), or {width, height}")
        return nil
      }
      guard node.entries != nil else {
        findings.wrongType(node, expected)
        return nil
      }
      let before = findings.all.count
      guard let size = CustomSize.record.decode(node, &findings), findings.all.count == before, let width = size.width.points,
        let height = size.height.points
      else { return nil }
      guard PageSize.edges.contains(width), PageSize.edges.contains(height) else {
        findings.error(
          "page-size", at: node.range,
          "a page of \(short(width.rounded())) x \(short(height.rounded())) pt; each edge has 1 to 14,400 pt")
        return nil
      }
      return PageSize(width: width, height: height, range: node.range)
    }
  }
}
