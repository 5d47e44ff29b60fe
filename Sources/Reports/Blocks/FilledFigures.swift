import Geometry
import Layout

extension ReportBuilder {
  /// Figures side by side that fill the heights of their rooms: their pictures begin on one line and end on one line. They are built a
  /// second time when the lines around their pictures, which may be known only then, leave another height.
  /// - Parameters:
  ///   - rooms: one for each; their heights count with the lines above and below the pictures.
  ///   - body: builds the one of this index in this room.
  /// - Returns: the blocks, and the lines that they share.
  mutating func filling(
    _ rooms: [FigureRoom], _ body: (inout ReportBuilder, Int, FigureRoom) -> (any Block)?
  ) -> (made: [(any Block)?], alignment: RowAlignment) {
    let before = self
    let made = rooms.enumerated().map { body(&self, $0, $1) }
    let figures = zip(made, rooms).map { block, room in (block as? FigureBlock).map { FilledFigure($0, room: room) } }
    let alignment = RowAlignment(head: figures.map { $0?.head ?? 0 }.max() ?? 0)
    let heights = figures.map { $0?.pictureHeight(below: alignment) }
    guard let common = heights.compactMap({ $0 }).min() else { return (made, RowAlignment()) }
    if figures.allSatisfy({ abs(($0?.picture ?? common) - common) < 0.01 }) { return (made, alignment) }
    self = before
    let fitted = rooms.enumerated().map { index, room in
      var room = room
      if heights[index] != nil { room.pictureHeight = max(40, common) }
      return body(&self, index, room)
    }
    return (fitted, alignment)
  }
}

/// The heights of a figure that was built to fill its room, in points.
private struct FilledFigure {
  let figure: FigureBlock
  let room: FigureRoom
  let head: Double
  let picture: Double

  init(_ figure: FigureBlock, room: FigureRoom) {
    self.figure = figure
    self.room = room
    head = figure.parts(width: room.width).head
    picture = figure.picture.layout(in: .endless(width: room.width), from: .start).size.height
  }

  /// What the lines above and below the picture leave of the room.
  func pictureHeight(below alignment: RowAlignment) -> Double {
    picture - (figure.layout(in: .endless(width: room.width), from: .start, alignment: alignment).size.height - room.height)
  }
}
