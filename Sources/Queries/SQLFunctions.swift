/// The functions that a query may call: each gives the same for the same arguments. Those that make texts of a stated length (`printf`,
/// `zeroblob`), those of chance, of the clock, of the connection and of files are left out.
enum SQLFunctions {
  static let names: [String] = scalar + aggregate + window + mathematical + json + DateFunction.names

  static let known = Set(names)

  private static let scalar = [
    "abs", "char", "coalesce", "glob", "hex", "ifnull", "iif", "instr", "length", "like", "likelihood", "likely", "lower", "ltrim", "max",
    "min", "nullif", "quote", "replace", "round", "rtrim", "sign", "substr", "substring", "trim", "typeof", "unicode", "unlikely", "upper",
  ]
  private static let aggregate = ["avg", "count", "group_concat", "sum", "total"]
  private static let window = [
    "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",
  ]
  private static let mathematical = [
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "ceil", "ceiling", "cos", "cosh", "degrees", "exp", "floor", "ln", "log",
    "log10", "log2", "mod", "pi", "pow", "power", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc",
  ]
  private static let json = [
    "json", "json_array", "json_array_length", "json_extract", "json_group_array", "json_group_object", "json_object", "json_quote",
    "json_type", "json_valid", "->", "->>",
  ]

  /// Tables that SQLite makes of a value.
  static let tables = ["json_each", "json_tree"]
}
