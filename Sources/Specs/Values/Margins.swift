import Inputs

/// The margins of a page; sides that were not given are nil.
package struct Margins: Hashable, Sendable {
  package var top: Length?
  package var right: Length?
  package var bottom: Length?
  package var left: Length?
  /// Towards the fold of two-sided pages, and away from it; over left and right.
  package var inner: Length?
  package var outer: Length?

  package init(top: Length? = nil, right: Length? = nil, bottom: Length? = nil, left: Length? = nil) {
    self.top = top
    self.right = right
    self.bottom = bottom
    self.left = left
  }

  package init(all length: Length) { self.init(top: length, right: length, bottom: length, left: length) }

  /// These margins, with those of `base` where a side is not given.
  package func over(_ base: Margins) -> Margins {
    var result = Margins(top: top ?? base.top, right: right ?? base.right, bottom: bottom ?? base.bottom, left: left ?? base.left)
    // Left and right of the same mapping or a nearer one take the place of inner and outer.
    (result.inner, result.outer) = (inner ?? (right ?? left == nil ? base.inner : nil), outer ?? (right ?? left == nil ? base.outer : nil))
    return result
  }
}

private struct MarginKeys: Sendable {
  var x: Length?
  var y: Length?
  var sides = Margins()

  static let record: Record<MarginKeys> = Record(
    "margin", "The margins of a page; x is left and right, y is top and bottom.", make: { MarginKeys() },
    [
      Field("x", optional: \.x, .length(), "Left and right."), Field("y", optional: \.y, .length(), "Top and bottom."),
      Field("top", optional: \.sides.top, .length(), "Above the text."),
      Field("right", optional: \.sides.right, .length(), "Right of the text."),
      Field("bottom", optional: \.sides.bottom, .length(), "Below the text."),
      Field("left", optional: \.sides.left, .length(), "Left of the text."),
      Field("inner", optional: \.sides.inner, .length(), "Towards the fold: left on right pages and right on left ones."),
      Field("outer", optional: \.sides.outer, .length(), "Away from the fold."),
    ])

  var margins: Margins { sides.over(Margins(top: y, right: x, bottom: y, left: x)) }
}

extension Reader where Value == Margins {
  /// `22mm`, or `{x: 22mm, top: 28mm, bottom: 25mm}`.
  static var margins: Reader {
    either(
      nested(MarginKeys.record).map(\.margins), when: { $0.entries != nil }, or: Reader<Length>.length().map { Margins(all: $0) })
  }
}
