/// What SQLite or a rule of ours refused, by the byte offset in the SQL text where that is known.
struct SQLTrouble: Error {
  var id: String
  var message: String
  var hint: String?
  var isLimit = false
  /// The place in the SQL text; nil for the whole of it.
  var part: Range<Int>?
  /// SQLite's own words when they are still to be told apart.
  var words: String?

  init(_ id: String, _ message: String, hint: String? = nil, isLimit: Bool = false, part: Range<Int>? = nil) {
    self.id = id
    self.message = message
    self.hint = hint
    self.isLimit = isLimit
    self.part = part
  }
}
