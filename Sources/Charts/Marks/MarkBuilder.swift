import DataTables
import Geometry
import Inputs

/// Draws the marks of a unit in a view, in paint order, clipped when asked for.
func buildMarks(_ context: MarkContext) -> [Mark] {
  var marks: [Mark]
  switch context.mark.type {
  case .bar, .rect: marks = barMarks(context)
  case .tick: marks = tickMarks(context)
  case .image: marks = imageMarks(context)
  case .point, .circle, .square: marks = pointMarks(context)
  case .line: marks = lineMarks(context)
  case .trail: marks = trailMarks(context)
  case .area: marks = areaMarks(context)
  case .rule: marks = ruleMarks(context)
  case .text: marks = textMarks(context)
  case .arc: marks = arcMarks(context)
  case .geoshape: marks = geoshapeMarks(context)
  }
  if !context.mark.type.isPath { marks = ordered(marks, context) }
  marks = withCasing(marks, context)
  let clips = context.mark.bool("clip") ?? context.compilation.config.bool("mark", "clip") ?? context.projection?.isClipped ?? false
  if clips {
    let frame = Rect(x: 0, y: 0, width: context.size.width, height: context.size.height)
    for i in marks.indices { marks[i].clip = frame }
  }
  return marks
}

/// `order` on marks that are not paths is the paint order.
private func ordered(_ marks: [Mark], _ context: MarkContext) -> [Mark] {
  let order = context.encoding.all(.order).filter(\.isField)
  guard !order.isEmpty, context.unit.stack == nil, marks.count == context.frame.count else { return marks }
  let keys = order.map { def -> ([Value], Bool) in
    if case .descending = def.sort { return (context.frame[def.column], true) }
    return (context.frame[def.column], false)
  }
  return stablySorted(Array(marks.indices)) { a, b in
    for (column, descending) in keys {
      let c = ordering(column[a], column[b])
      if c != 0 { return descending ? -c : c }
    }
    return 0
  }.map { marks[$0] }
}
