import CCairo
import Diagnostics
import Geometry
import Scene

extension SceneDrawing {
  mutating func show(_ image: SceneImage) {
    let frame = image.frame
    let most = farthestDeviceCoordinate / scale
    guard frame.width > 0, frame.height > 0 else { return }
    guard Point(x: frame.minX, y: frame.minY).isWithin(most), Point(x: frame.maxX, y: frame.maxY).isWithin(most) else { return refuse() }
    do throws(Failure) {
      if image.picture.format == .svg, target == .image {
        try drawVectors(of: image)
      } else {
        let (surface, isFirst) = try pictures.surface(of: image.picture, for: target)
        paint(surface, image, alone: isFirst || target == .image)
      }
    } catch {
      fail(error)
    }
  }

  /// An SVG picture at the resolution of the output.
  private mutating func drawVectors(of image: SceneImage) throws(Failure) {
    let document = try pictures.document(of: image.picture)
    let result = saved { drawing in
      cairo_translate(drawing.context, image.frame.x, image.frame.y)
      cairo_rectangle(drawing.context, 0, 0, image.frame.width, image.frame.height)
      cairo_clip(drawing.context)
      cairo_scale(drawing.context, image.frame.width / document.size.width, image.frame.height / document.size.height)
      return Result { [context = drawing.context] () throws(Failure) in try document.draw(on: context, size: document.size) }
    }
    try result.get()
  }

  /// - Parameter alone: false when the page's own resources may list the surface already. Cairo would list it twice, which is not
  ///   sound; inside a group of its own it stands in the resources of that.
  private mutating func paint(_ surface: PictureSurface, _ image: SceneImage, alone: Bool) {
    saved { drawing in
      let context = drawing.context
      let turn = image.picture.orientation.matrix
      let shown = image.picture.orientation.swapsSides ? Size(width: surface.size.height, height: surface.size.width) : surface.size
      cairo_translate(context, image.frame.x, image.frame.y)
      cairo_scale(context, image.frame.width / shown.width, image.frame.height / shown.height)
      var matrix = cairo_matrix_t(
        xx: turn.xx, yx: turn.yx, xy: turn.xy, yy: turn.yy, x0: turn.x * shown.width, y0: turn.y * shown.height)
      cairo_transform(context, &matrix)
      cairo_rectangle(context, 0, 0, surface.size.width, surface.size.height)
      if alone { return drawing.fill(with: surface) }
      cairo_clip(context)
      cairo_push_group(context)
      cairo_rectangle(context, 0, 0, surface.size.width, surface.size.height)
      drawing.fill(with: surface)
      cairo_pop_group_to_source(context)
      cairo_paint(context)
    }
  }

  private func fill(with surface: PictureSurface) {
    cairo_set_source_surface(context, surface.pointer, 0, 0)
    let pattern = cairo_get_source(context)
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD)
    // Without padding the outermost pixels of a scaled picture would fade into nothing. A PDF picture has sharp edges as it
    // is, and with padding cairo would write it again on each page.
    if target == .image { cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD) }
    cairo_fill(context)
  }
}

extension PictureOrientation {
  /// From the stored picture to the shown one, both in a box from 0, 0: the factors, and the shift in sides of the shown box.
  fileprivate var matrix: (xx: Double, yx: Double, xy: Double, yy: Double, x: Double, y: Double) {
    switch self {
    case .upright: (1, 0, 0, 1, 0, 0)
    case .mirrored: (-1, 0, 0, 1, 1, 0)
    case .upsideDown: (-1, 0, 0, -1, 1, 1)
    case .upsideDownMirrored: (1, 0, 0, -1, 0, 1)
    case .leftMirrored: (0, 1, 1, 0, 0, 0)
    case .turnRight: (0, 1, -1, 0, 1, 0)
    case .rightMirrored: (0, -1, -1, 0, 1, 1)
    case .turnLeft: (0, -1, 1, 0, 0, 1)
    }
  }
}
