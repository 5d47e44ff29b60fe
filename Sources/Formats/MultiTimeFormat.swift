/// The default format of time axes: each time in the coarsest form that tells it (Vega's `timeMultiFormat`), in UTC.
package struct MultiTimeFormat: Sendable {
  private var formats: [CalendarInterval: D3TimeFormat]

  /// - Parameter specifiers: formats that replace Vega's own for a unit.
  package init(_ specifiers: [CalendarInterval: String] = [:]) {
    let own: [CalendarInterval: String] = [
      .millisecond: ".%L", .second: ":%S", .minute: "%I:%M", .hour: "%I %p", .day: "%a %d", .week: "%b %d", .month: "%B",
      .quarter: "%B", .year: "%Y",
    ]
    formats = own.merging(specifiers) { $1 }.mapValues { D3TimeFormat($0) }
  }

  /// The text of a time in milliseconds since 1970-01-01T00:00:00Z.
  package func callAsFunction(_ milliseconds: Double) -> String {
    formats[unit(of: milliseconds)].map { $0(milliseconds) } ?? ""
  }

  private func unit(of t: Double) -> CalendarInterval {
    func passes(_ unit: CalendarInterval) -> Bool { unit.floor(t) < t }
    if passes(.second) { return .millisecond }
    if passes(.minute) { return .second }
    if passes(.hour) { return .minute }
    if passes(.day) { return .hour }
    if passes(.month) { return passes(.week) ? .day : .week }
    if passes(.year) { return passes(.quarter) ? .month : .quarter }
    return .year
  }
}
