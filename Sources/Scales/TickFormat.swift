package import Formats

/// The number format of an axis: what d3's `tickFormat(start, stop, count, specifier)` gives, so that every tick shows just the
/// digits that tell it from its neighbours.
/// https://d3js.org/d3-scale/linear#tickFormat
package func tickFormat(from start: Double, to stop: Double, count: Double, specifier: String? = nil) -> D3NumberFormat? {
  let step = abs(tickStep(from: start, to: stop, count: max(1, count)))
  var text = specifier ?? ",f"
  guard let type = text.last, text.isEmpty || type.isLetter || type == "%" else { return D3NumberFormat(text) }
  if text.contains(".") { return D3NumberFormat(text) }
  guard step > 0, step.isFinite else { return D3NumberFormat(text) }
  let most = max(abs(start), abs(stop))
  let precision: Int?
  switch type {
  case "s": return tickFormatSI(step: step, most: most, specifier: text)
  case "e", "g", "p", "r": precision = max(0, precisionRound(step, most) - (type == "e" ? 1 : 0))
  case "f": precision = precisionFixed(step)
  case "%": precision = max(0, precisionFixed(step) - 2)
  default: precision = nil
  }
  if let precision {
    text.removeLast()
    text += ".\(precision)\(type)"
  }
  return D3NumberFormat(text)
}

/// An `s` format keeps its specifier with a precision for the step; the common prefix of all ticks needs d3's `formatPrefix`,
/// which falls together with `s` for ticks of one magnitude.
private func tickFormatSI(step: Double, most: Double, specifier: String) -> D3NumberFormat? {
  guard step > 0, most > 0 else { return D3NumberFormat(specifier) }
  let digits = precisionRound(step, most)
  return D3NumberFormat(String(specifier.dropLast()) + ".\(max(1, digits))s")
}
