/// The time that a text names, in milliseconds since 1970-01-01T00:00:00Z, as `Date.parse` of V8 reads it with UTC as the local zone.
///
/// ISO forms (`2019`, `2019-06`, `2019-06-21`, `2019-06-21T08:30Z`, `+09:00`), and the older ones in wide use: `Jan 1 2000`,
/// `1 January 2000`, `2000/01/01 01:10`, `6/21/2019`, `Fri, 21 Jun 2019 08:30:00 GMT`.
/// - Returns: nil for a text that names no time.
package func parseECMADate(_ text: String) -> Double? {
  isoTime(text) ?? legacyTime(text)
}
