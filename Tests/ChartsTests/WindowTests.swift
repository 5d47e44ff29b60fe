import Charts
import Testing

private func values(_ count: Int) -> String { (0..<count).map { #"{"a": \#($0), "b": \#(($0 * 7) % 10)}"# }.joined(separator: ",") }

private func running(_ op: String, frame: String = "[null, 0]", count: Int = 6) throws -> Compiled {
  try compiled(
    #"{"data": {"values": [\#(values(count))]}, "transform": [{"window": [{"op": "\#(op)", "field": "b", "as": "w"}], "frame": \#(frame)}], "mark": "text", "#
      + #""encoding": {"x": {"field": "a", "type": "quantitative"}, "text": {"field": "w", "format": ".2f"}}}"#)
}

// b is 0, 7, 4, 1, 8, 5.
@Test(
  .needsFonts,
  arguments: [
    ("sum", ["0.00", "7.00", "11.00", "12.00", "20.00", "25.00"]), ("mean", ["0.00", "3.50", "3.67", "3.00", "4.00", "4.17"]),
    ("max", ["0.00", "7.00", "7.00", "7.00", "8.00", "8.00"]), ("count", ["1.00", "2.00", "3.00", "4.00", "5.00", "6.00"]),
    ("median", ["0.00", "3.50", "4.00", "2.50", "4.00", "4.50"]),
  ]
) func `a running aggregate takes in a row at a time`(op: String, expected: [String]) throws {
  #expect(try running(op).words(.mark) == expected)
}

@Test(.needsFonts) func `a frame around each row ends with the rows`() throws {
  #expect(try running("sum", frame: "[-1, 1]").words(.mark) == ["7.00", "11.00", "12.00", "13.00", "14.00", "13.00"])
}

@Test(.needsFonts) func `frames that are too much work are named instead of waited for, running sums are not`() throws {
  let many = 30_000
  #expect(try running("sum", count: many).words(.mark).last == "135000.00")
  #expect(Set(try running("median", count: many).ids) == ["too-much-work"])
}
