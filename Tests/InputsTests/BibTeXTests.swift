import Diagnostics
import Inputs
import Testing

private func works(_ text: String, findings: inout Findings) throws(Failure) -> String {
  dump(try parseBibTeX(SourceFile(name: "refs.bib", text: text), findings: &findings))
}

private func works(_ text: String) throws(Failure) -> String {
  var findings = Findings()
  let result = try works(text, findings: &findings)
  return findings.all.isEmpty ? result : result + " " + findings.all.map(\.message).joined()
}

private func finding(_ text: String) -> String {
  do {
    return try works(text)
  } catch {
    return error.diagnostics.map { firstLine($0.formatted(as: .text)) }.joined(separator: "|")
  }
}

@Test func `BibTeX: an article in the words of CSL`() throws {
  let text = """
    Anything here is a comment.
    @article{kim2025,
      author = {Kim, Min-jun and Lee, Ji-woo}, title = {Trade with the {New Southern} partners},
      journal = "Korea " # "Trade Review", volume = 12, pages = {101--120}, year = 2025, month = jun
    }
    """
  #expect(
    try works(text)
      == #"[{"id":"kim2025","type":"article-journal","author":[{"family":"Kim","given":"Min-jun"},{"family":"Lee","given":"Ji-woo"}],"#
      + #""title":"Trade with the New Southern partners","container-title":"Korea Trade Review","volume":"12","page":"101–120","#
      + #""issued":{"date-parts":[[2025,6]]}}]"#)
}

@Test func `BibTeX: names in all their forms`() throws {
  let text = "@misc{a, author = {Ludwig van Beethoven and de la Cruz, Ana and King, Jr, Martin and {Asian Development Bank} and others and Plato}}"
  #expect(
    try works(text)
      == #"[{"id":"a","type":"document","author":[{"non-dropping-particle":"van","family":"Beethoven","given":"Ludwig"},"#
      + #"{"non-dropping-particle":"de la","family":"Cruz","given":"Ana"},{"family":"King","given":"Martin","suffix":"Jr"},"#
      + #"{"literal":"Asian Development Bank"},{"literal":"others"},{"family":"Plato"}]}]"#)
}

@Test func `BibTeX: TeX's accents become letters`() throws {
  let text = #"@book{a, title = {Gr{\"o}{\ss}e, caf\'e, na\"{\i}ve, \c{c}a, Nguy{\~{\^e}}n, R\&D --- 5\%, \emph{so}~it is, ``x''}, date = {2019-06-21}}"#
  #expect(
    try works(text)
      == "[{\"id\":\"a\",\"type\":\"book\",\"title\":\"Größe, café, naïve, ça, Nguyễn, R&D — 5%, so\u{A0}it is, “x”\",\"issued\":{\"date-parts\":[[2019,6,21]]}}]")
}

@Test func `BibTeX: abbreviations, comments and both brackets`() throws {
  let text = #"@string{adb = "Asian Development Bank"} @comment{x @y} @preamble{"{z}"} @report(r, institution = adb, year = {forthcoming})"#
  #expect(try works(text) == #"[{"id":"r","type":"report","publisher":"Asian Development Bank","issued":{"literal":"forthcoming"}}]"#)
}

@Test func `BibTeX: what is wrong has its place`() {
  #expect(finding("@article{a, title = {x}\n  year 2019}") == "refs.bib:2:3: error[bad-bibtex]: expected , or the end of \"a\"")
  #expect(finding("@article{a, title = {x") == "refs.bib:1:21: error[bad-bibtex]: the bracket that opens here does not close")
  #expect(finding("@article{a, journal = jpn}").hasPrefix("refs.bib:1:23: error[bad-bibtex]: no @string is named \"jpn\""))
  #expect(finding("@book{a, title={x}}\n@book{a, title={y}}") == "refs.bib:2:7: error[duplicate-key]: the key \"a\" stands twice")
  #expect(finding("@book{a, title={x}, Title={y}}") == "refs.bib:1:21: error[duplicate-key]: \"a\" has two fields \"title\"")
  #expect(finding(#"@book{a, title={\wibble{x} y}}"#).hasSuffix("the TeX command \\wibble in title of \"a\" is not known; only its argument is shown"))
}

@Test func `BibTeX: no broken text traps`() {
  let text = #"@string{a="b"}@article{k, author={A {\"o} and B, C}, title="x" # a, year=2019, pages={1--2}}"#
  for count in 0..<text.utf8.count {
    _ = finding(String(decoding: text.utf8.prefix(count), as: UTF8.self))
    _ = finding(String(decoding: text.utf8.dropFirst(count), as: UTF8.self))
  }
  _ = finding("@a{" + String(repeating: "{", count: 100_000))
  // Many accents and many fields are read in a time that grows with their number.
  _ = finding("@a{b, title={" + String(repeating: "\\'a\\~{\\^e}", count: 100_000) + "}}")
  _ = finding("@a{b, " + (0..<40_000).map { "f\($0)={}," }.joined() + "}")
  _ = finding("@a{b, c={" + String(repeating: "{", count: 50_000) + String(repeating: "}", count: 50_000) + "}}")
}
