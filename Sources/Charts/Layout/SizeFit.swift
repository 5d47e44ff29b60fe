import Diagnostics
import Geometry

/// Draws a view so that it fills a stated outer size, in chart pixels.
struct SizeFit {
  let compilation: Compilation
  let model: ViewModel
  let padding: Insets
  let rows: RowsOf

  typealias Sides = (width: Double?, height: Double?)

  /// The size of the whole picture.
  func outerSize(of placed: PlacedGroup) -> Size {
    let b = placed.bounds, s = placed.size
    let left = max(0, (-b.x1).rounded(.up)), top = max(0, (-b.y1).rounded(.up))
    return Size(
      width: left + max(s.width, b.x2.rounded(.up)) + padding.left + padding.right,
      height: top + max(s.height, b.y2.rounded(.up)) + padding.top + padding.bottom)
  }

  /// What is found while a size is tried does not count: only the last drawing is seen.
  private func draw(_ drawer: ViewDrawer, from findings: Findings, width: Double? = nil, height: Double? = nil) -> PlacedGroup {
    compilation.findings = findings
    return drawer.draw(model, rows: rows, width: width, height: height)
  }

  /// One plot: it gets what its axes, legends and title leave.
  func plot(_ sides: Sides) -> PlacedGroup {
    var drawer = ViewDrawer(compilation: compilation)
    drawer.isFit = true
    let findings = compilation.findings
    var width = sides.width.map { max(1, $0 - padding.left - padding.right) }, height = sides.height.map { max(1, $0 - padding.top - padding.bottom) }
    var placed = draw(drawer, from: findings, width: width, height: height)
    for _ in 0..<2 {
      let b = placed.bounds, s = placed.size
      let left = max(0, (-b.x1).rounded(.up)), right = max(0, (b.x2 - s.width).rounded(.up))
      let top = max(0, (-b.y1).rounded(.up)), bottom = max(0, (b.y2 - s.height).rounded(.up))
      width = sides.width.map { max(1, $0 - padding.left - padding.right - left - right) }
      height = sides.height.map { max(1, $0 - padding.top - padding.bottom - top - bottom) }
      placed = draw(drawer, from: findings, width: width, height: height)
    }
    return placed
  }

  /// Plots beside and below each other: all grow by one factor a direction, so they keep their proportions.
  ///
  /// What stands around plots hardly changes with their size, so the size of the whole is nearly linear in the factor, and the secant
  /// through two drawings hits it; further steps take out the rounding. The factor stays within half and twice the plain proportion:
  /// where words alone are wider than the place, shrinking the plots to nothing would not help.
  func grid(_ sides: Sides) -> PlacedGroup {
    var drawer = ViewDrawer(compilation: compilation)
    drawer.isFit = true
    let findings = compilation.findings
    var placed = draw(drawer, from: findings)
    var size = outerSize(of: placed)
    let natural = size
    var slope = size
    for _ in 0..<4 {
      let old = (factor: drawer.factor, size: size)
      drawer.factor.width = next(old.factor.width, size.width, slope.width, sides.width, natural.width)
      drawer.factor.height = next(old.factor.height, size.height, slope.height, sides.height, natural.height)
      guard drawer.factor != old.factor else { break }
      placed = draw(drawer, from: findings)
      size = outerSize(of: placed)
      slope.width = secant(old.factor.width, drawer.factor.width, old.size.width, size.width) ?? slope.width
      slope.height = secant(old.factor.height, drawer.factor.height, old.size.height, size.height) ?? slope.height
    }
    return placed
  }

  private func next(_ factor: Double, _ size: Double, _ slope: Double, _ wanted: Double?, _ natural: Double) -> Double {
    guard let wanted, slope > 0, natural > 0, abs(size - wanted) >= 0.5 else { return factor }
    let plain = wanted / natural
    return min(2 * plain, max(plain / 2, factor + (wanted - size) / slope))
  }

  private func secant(_ a: Double, _ b: Double, _ sizeA: Double, _ sizeB: Double) -> Double? {
    abs(b - a) > 1e-6 && sizeB != sizeA ? (sizeB - sizeA) / (b - a) : nil
  }
}
