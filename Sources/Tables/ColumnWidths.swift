/// What a column asks for when a table's width is shared out. Lengths in points, insets included.
struct ColumnRequest: Hashable {
  var width: ColumnWidth
  var minimum: Double
  var maximum: Double
  /// The part of the width that is not content. Shares divide the room for content, as tracks of a grid beside its gutters.
  var insets = 0.0
}

/// The widths of columns that together fill `available`, after the automatic table layout of CSS 2.1 (17.5.2.2) with shares
/// as in grids.
///
/// Given lengths and percentages are kept (never under the column's minimum). Automatic columns get at least their minimum, then
/// up to their maximum; room that is left goes to the shares, or without any to the automatic columns in proportion to their
/// maximum. The sum is larger than `available` only when the minimums are: that excess is the table's overflow.
func shareWidths(_ requests: [ColumnRequest], available: Double) -> [Double] {
  var widths = requests.map { request in
    switch request.width {
    case .points(let points): max(points, request.minimum)
    case .percent(let percent): max(available * percent / 100, request.minimum)
    case .automatic, .fraction: request.minimum
    }
  }
  var room = available - widths.reduce(0, +)
  if room <= 0 { return widths }
  room = widenToMaximum(&widths, requests, room: room)
  if room > 0, !widenFractions(&widths, requests, room: room) { spread(&widths, requests, room: room) }
  return widths
}

/// Widens automatic columns towards their maximum, all by the same part of what they lack. Gives the room that is left.
private func widenToMaximum(_ widths: inout [Double], _ requests: [ColumnRequest], room: Double) -> Double {
  let lacks = requests.map { request in
    switch request.width {
    case .automatic: max(0, request.maximum - request.minimum)
    case .points, .percent, .fraction: 0.0
    }
  }
  let total = lacks.reduce(0, +)
  guard total > 0 else { return room }
  let part = min(1, room / total)
  for index in widths.indices { widths[index] += lacks[index] * part }
  return room - total * part
}

/// Lets the shares divide their columns' own room and `room`; a share too small for its column's minimum takes the minimum and
/// leaves the division. False when there are none.
private func widenFractions(_ widths: inout [Double], _ requests: [ColumnRequest], room: Double) -> Bool {
  var open: [(index: Int, share: Double)] = []
  for (index, request) in requests.enumerated() {
    if case .fraction(let share) = request.width, share > 0 { open.append((index, share)) }
  }
  guard !open.isEmpty else { return false }
  var total = room + open.reduce(0) { $0 + widths[$1.index] - requests[$1.index].insets }
  while !open.isEmpty {
    let unit = total / open.reduce(0) { $0 + $1.share }
    guard let tight = open.firstIndex(where: { widths[$0.index] - requests[$0.index].insets > $0.share * unit }) else {
      for column in open { widths[column.index] = column.share * unit + requests[column.index].insets }
      break
    }
    total -= widths[open[tight].index] - requests[open[tight].index].insets
    open.remove(at: tight)
  }
  return true
}

/// Shares `room` among the automatic columns in proportion to their maximum; among all when none is automatic.
private func spread(_ widths: inout [Double], _ requests: [ColumnRequest], room: Double) {
  var targets = requests.indices.filter { requests[$0].width == .automatic }
  if targets.isEmpty { targets = Array(requests.indices) }
  let total = targets.reduce(0) { $0 + max(requests[$1].maximum, 1) }
  for index in targets { widths[index] += room * max(requests[index].maximum, 1) / total }
}
