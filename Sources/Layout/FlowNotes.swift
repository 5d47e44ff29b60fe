import Geometry

/// The notes of a document and how they stand at the foot of a page, below all of its columns.
package struct FlowNotes: Sendable {
  /// By the name that fragments refer to them by.
  package var blocks: [String: any Block]
  /// What parts the notes from the page above them.
  package var rule: (any Block)?
  /// Between the rule and the first note, in points.
  package var gap: Double
  /// The least space between the page above and the rule, in points.
  package var spaceAbove: Double

  package init(blocks: [String: any Block] = [:], rule: (any Block)? = nil, gap: Double = 0, spaceAbove: Double = 0) {
    self.blocks = blocks
    self.rule = rule
    self.gap = gap
    self.spaceAbove = spaceAbove
  }

  func resolved(in index: PageIndex) -> FlowNotes {
    var notes = self
    notes.blocks = blocks.mapValues { resolve($0, in: index) }
    return notes
  }

  /// These notes at the foot of a page in points, rule and space included; 0 without notes.
  package func height(of names: [String], width: Double) -> Double {
    let shown = names.compactMap { blocks[$0] }
    guard !shown.isEmpty else { return 0 }
    let room = Region.endless(width: width)
    let ruleHeight = rule?.layout(in: room, from: .start).size.height ?? 0
    return shown.reduce(spaceAbove + ruleHeight + gap) { $0 + $1.layout(in: room, from: .start).size.height }
  }
}

/// A note that goes on from the page before.
struct NoteRest {
  var name: String
  var cursor: Cursor
}

/// The notes at one width, each measured once.
struct MeasuredNotes {
  let notes: FlowNotes
  let width: Double
  let rule: Fragment?
  private let whole: [String: Fragment]

  init(_ notes: FlowNotes, width: Double) {
    self.notes = notes
    self.width = width
    let room = Region.endless(width: width)
    rule = notes.rule?.layout(in: room, from: .start)
    whole = notes.blocks.mapValues { $0.layout(in: room, from: .start) }
  }

  subscript(name: String) -> Fragment? { whole[name] }

  func height(_ name: String) -> Double { whole[name]?.size.height ?? 0 }

  /// The rule with the space around it.
  var ruleHeight: Double { notes.spaceAbove + (rule?.size.height ?? 0) + notes.gap }

  /// As much of a note from `cursor` on as goes into `height`, but never a piece too short to stand alone.
  func part(of name: String, from cursor: Cursor = .start, height: Double) -> Fragment? {
    notes.blocks[name]?.layout(in: Region(width: width, height: max(0, height), fullHeight: 1e9), from: cursor)
  }

  /// The height of the shortest piece that may stand alone at the beginning of a note; nil for a note that is never parted.
  func leastHeight(of name: String) -> Double? {
    let whole = height(name)
    var height = 4.0
    while height < whole {
      if let part = part(of: name, height: height), !part.isEmpty, part.next != nil { return part.size.height }
      height += 4
    }
    return nil
  }
}
