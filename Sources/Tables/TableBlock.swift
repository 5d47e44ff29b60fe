import Geometry
package import Layout
import Scene
package import Typesetting

/// A table as a block: it breaks between rows, and each part has the header again.
///
/// The cursor counts lines below the header (group rows, body rows, sums). A part begins with `head` (the first) or
/// `continuedHead` (the others) and ends with `foot` (the last) or `continuedFoot` (the others). A fragment holds the numbers of
/// its lines and their heights only; texts are set when it is drawn.
package struct TableBlock: Block {
  let core: TableCore
  /// Laid above the header of the first part: the title block when no figure around the table has it.
  package var head: (any Block)?
  package var continuedHead: (any Block)?
  /// Below the last part: notes and source, as `notesBlock` makes them.
  package var foot: (any Block)?
  /// Below every other part.
  package var continuedFoot: (any Block)?
  /// Marks every cell in the document's structure. Costs about four times the drawing and many bytes.
  package var tagsCells = false

  /// - Parameter hasFoot: false when a figure around the table shows its notes and the "continued" line.
  package init(_ model: TableModel, style: TableStyle, typesetter: Typesetter, hasFoot: Bool = true) {
    core = TableCore(model: model, style: style, typesetter: typesetter)
    guard hasFoot else { return }
    foot = notesBlock
    continuedFoot = continuedBlock
  }

  init(core: TableCore) { self.core = core }

  package var model: TableModel { core.model }

  /// The notes and the source below the table; nil without any.
  package var notesBlock: (any Block)? {
    TableNotesBlock(notes: core.model.notes, source: core.model.source, style: core.style, typesetter: core.typesetter)
  }

  /// "continued on the next page", at the right.
  package var continuedBlock: any Block {
    var style = core.style.source
    style.italic = true
    return TableLineBlock(text: core.style.continuedFoot, style: style, typesetter: core.typesetter)
  }

  package var widthRange: ClosedRange<Double> {
    let requests = core.model.columns.indices.map { core.request($0) }
    let low = core.model.split == nil ? leastWidth : min(leastWidth, leastSplitWidth)
    return low...max(low, requests.reduce(core.gaps) { $0 + $1.maximum })
  }

  /// What the columns need beside each other.
  private var leastWidth: Double { core.model.columns.indices.reduce(core.gaps) { $0 + core.request($1).minimum } }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    if core.model.split != nil, leastWidth > region.width + 0.01 { return layoutSplit(in: region, from: cursor) }
    let geometry = TableGeometry(core: core, width: region.width)
    let head = fragment(cursor == .start ? self.head : continuedHead ?? self.head, width: region.width)
    let foot = fragment(self.foot, width: region.width)
    let continued = fragment(continuedFoot, width: region.width)
    let headerHeight = core.model.repeatsHeader || cursor == .start ? geometry.header.height : 0
    let top = (head.map { $0.size.height + core.style.headGap } ?? 0) + headerHeight
    let parts = TableParts(core: core, geometry: geometry)
    let room = TableParts.Room(
      last: region.height - top - space(foot), broken: region.height - top - space(continued),
      isFresh: region.height >= region.fullHeight - 0.01)
    let first = max(0, min(cursor.index, core.rows.count))
    guard let part = parts.part(from: first, room: room) else { return .nothing(from: cursor, width: region.width) }
    let isLast = part.end >= core.rows.count
    return assemble(part, geometry, Surroundings(head: head, foot: isLast ? foot : continued, top: top, headerHeight: headerHeight), in: region)
  }

  /// What stands above and below the lines of a part.
  private struct Surroundings {
    var head: Fragment?
    var foot: Fragment?
    /// From the top of the fragment to the first line.
    var top: Double
    var headerHeight: Double
  }

  private func assemble(
    _ part: TableParts.Part, _ geometry: TableGeometry, _ around: Surroundings, in region: Region
  ) -> Fragment {
    let content = TableContent(
      core: core, geometry: geometry, part: part, top: around.top, headerHeight: around.headerHeight, tagsCells: tagsCells)
    var placed = PlacedFragments()
    if let head = around.head { placed.add(head, at: .zero) }
    let headerTop = around.top - around.headerHeight
    let table = Fragment(
      size: Size(width: region.width, height: around.top + part.height),
      firstBaseline: around.headerHeight > 0 ? geometry.header.firstBaseline.map { $0 + headerTop } : nil, content: content)
    placed.add(table, at: .zero)
    var bottom = around.top + part.height
    if let foot = around.foot {
      placed.add(foot, at: Point(x: 0, y: bottom + core.style.footGap))
      bottom += core.style.footGap + foot.size.height
    }
    let tooTall = bottom - region.fullHeight
    let overflow = max(geometry.excess, tooTall)
    return placed.fragment(
      size: Size(width: region.width, height: bottom), next: part.end < core.rows.count ? Cursor(index: part.end) : nil,
      overflow: overflow > 0.01 ? overflow : nil)
  }

  private func fragment(_ block: (any Block)?, width: Double) -> Fragment? {
    block?.layout(in: .endless(width: width), from: .start)
  }

  private func space(_ foot: Fragment?) -> Double { foot.map { core.style.footGap + $0.size.height } ?? 0 }
}
