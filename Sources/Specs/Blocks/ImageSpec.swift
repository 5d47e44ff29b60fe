import Inputs

/// How a picture is fitted into a box of another shape.
package enum PictureFit: String, CaseIterable, Sendable {
  /// The whole picture, with room left at two sides.
  case contain
  /// The whole box, with two sides of the picture cut off.
  case cover
}

/// The point of a picture that cropping keeps in view, in shares of its width and height from the top left corner.
package struct PictureFocus: Hashable, Sendable {
  package var x = 0.5
  package var y = 0.5

  package init() {}

  static let record: Record<PictureFocus> = Record(
    "pictureFocus", "The point of a picture that cropping keeps in view.", make: { PictureFocus() },
    [
      Field("x", \.x, .number(0...1), "From the left edge (0) to the right (1); 0.5 when absent."),
      Field("y", \.y, .number(0...1), "From the top edge (0) to the bottom (1); 0.5 when absent."),
    ])
}

/// The width of a picture in a report.
package enum PictureWidth: Hashable, Sendable {
  case length(Length)
  /// From the left edge of the page to the right one.
  case bleed
}

extension Reader where Value == PictureWidth {
  static var pictureWidth: Reader {
    either(
      Reader("bleed", .choice(["bleed"])) { $0.string == "bleed" ? .bleed : nil }, when: { $0.string == "bleed" },
      or: Reader<Length>.length().map { .length($0) })
  }
}

/// A picture with its title block.
package struct ImageSpec: Sendable {
  package var path = Name("")
  package var figure = FigureOptions()
  package var width: PictureWidth?
  package var fit = PictureFit.contain
  package var focus = PictureFocus()
  var common = CommonOptions()

  /// Pictures do not count among the figures unless they say so.
  package init() { figure.label = .none }

  static let record: Record<ImageSpec> = Record(
    "image", "A picture: PNG, JPEG or SVG.", make: { ImageSpec() },
    [
      Field("image", \.path, .path, required: true, "The path of the file."),
      Field(
        "width", optional: \.width, .pictureWidth,
        "Its width, or bleed: from the left edge of the page to the right one. Its own when absent, at most that of the column."),
      Field("height", optional: \.figure.height, .length(), "Its height; that of its shape when absent."),
      Field("fit", \.fit, .choice, "How it is fitted into a box of another shape: contain, or cover, which crops it."),
      Field("focus", \.focus, nested(PictureFocus.record), "The point that cropping keeps in view: {x, y} from 0 to 1."),
      FigureOptions.title.lifted(to: \.figure),
    ] + lift(FigureOptions.allFields, to: \.figure) + lift(CommonOptions.named, to: \.common))
}

/// A picture over a whole page, behind its content.
package struct BackdropSpec: Sendable {
  package var path = Name("")
  package var fit = PictureFit.cover
  package var focus = PictureFocus()
  /// 0...1.
  package var opacity = 1.0

  package init() {}

  static let record: Record<BackdropSpec> = Record(
    "backdrop", "A picture over a whole page, behind its content.", make: { BackdropSpec() },
    [
      Field("image", \.path, .path, required: true, "The path of the file."),
      Field("fit", \.fit, .choice, "cover, which crops it to the shape of the page, or contain; cover when absent."),
      Field("focus", \.focus, nested(PictureFocus.record), "The point that cropping keeps in view: {x, y} from 0 to 1."),
      Field("opacity", \.opacity, .number(0...1), "How much of it is seen: 1 is all, 0 nothing."),
    ])
}

extension Reader where Value == BackdropSpec {
  /// The path of a file, or a mapping with it.
  static var backdrop: Reader {
    either(
      nested(BackdropSpec.record), when: { $0.entries != nil },
      or: Reader<Name>.path.map { path in
        var backdrop = BackdropSpec()
        backdrop.path = path
        return backdrop
      })
  }
}
