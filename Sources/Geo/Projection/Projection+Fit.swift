package import Geometry

extension Projection {
  /// Scales and moves the picture so that `geometry` fills `extent` (pixels) as far as its proportions allow, in the middle.
  /// A shape without extent changes nothing. Follows d3-geo: the shape is measured at a scale of 150.
  package mutating func fit(_ geometry: GeoGeometry, in extent: Rect) {
    fit(in: extent) { $0.project(geometry).bounds }
  }

  /// As `fit(_:in:)` with the box at scale 150 given by `measure`.
  package mutating func fit(in extent: Rect, measure: (Projection) -> Rect?) {
    var trial = self
    trial.clipExtent = nil
    trial.scale = 150
    trial.translate = .zero
    guard let box = measure(trial), box.width > 0 || box.height > 0 else { return }
    let kx = box.width > 0 ? extent.width / box.width : .infinity
    let ky = box.height > 0 ? extent.height / box.height : .infinity
    let k = min(kx, ky)
    guard k.isFinite, k > 0 else { return }
    scale = k * 150
    translate = Point(
      x: extent.x + (extent.width - k * (box.minX + box.maxX)) / 2, y: extent.y + (extent.height - k * (box.minY + box.maxY)) / 2)
  }
}
