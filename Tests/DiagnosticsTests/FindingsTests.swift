import Diagnostics
import Testing

private func finding(_ n: Int, _ severity: Severity = .error) -> Diagnostic {
  Diagnostic("id", severity, at: SourceRange(file: nil, start: n, end: n), "number \(n)")
}

@Test func `equal findings are kept once`() {
  var findings = Findings()
  for n in [1, 2, 1, 1] { findings.add(finding(n)) }
  #expect(findings.all == [finding(1), finding(2)])
}

@Test func `after a hundred findings the rest are counted`() {
  var findings = Findings()
  findings.add(contentsOf: (0..<130).map { finding($0) })
  #expect(findings.all.count == Findings.most && findings.uncounted == 30)
}

@Test func `an error beyond the hundredth finding still counts as an error`() {
  var findings = Findings()
  findings.add(contentsOf: (0..<100).map { finding($0, .warning) })
  #expect(!findings.hasErrors)
  findings.add(finding(100))
  #expect(findings.hasErrors)
}

@Test func `warnings do not end a step, errors do`() {
  var findings = Findings()
  findings.warning("w", at: .detached, "careful")
  #expect(throws: Never.self) { try findings.check() }
  findings.error("e", at: .detached, "wrong")
  let failure = #expect(throws: Failure.self) { try findings.check() }
  #expect(failure?.diagnostics.map(\.id) == ["w", "e"])
}

@Test func `an attempt turns what is thrown into findings`() {
  var findings = Findings()
  let failed: Int? = findings.attempt { () throws(Failure) in throw Failure(finding(7)) }
  let made: Int? = findings.attempt { 3 }
  #expect(failed == nil && made == 3 && findings.all == [finding(7)])
}
