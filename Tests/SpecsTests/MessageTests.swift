import Specs
import Testing

@Test func `unknown keys and kinds name the nearest`() {
  #expect(
    findings("monsoon: 1\ndocumnt: {}\nbody: []") == [
      "page.yaml:2:1: error[unknown-key]: unknown key \"documnt\" in report; did you mean \"document\"?"
    ])
  #expect(
    findings(body("- chrat: fig-a\n  mark: bar")) == [
      "page.yaml:3:3: error[unknown-block]: unknown block \"chrat\"; did you mean \"chart\"?"
    ])
  #expect(
    findings(body("- table: t\n  data: d\n  colums: {}")) == [
      "page.yaml:5:3: error[unknown-key]: unknown key \"colums\" in table; did you mean \"columns\"?"
    ])
  #expect(
    findings(body("- chart: c\n  mark: bar\n  encodng: {}")) == [
      "page.yaml:5:3: error[unknown-key]: unknown key \"encodng\" in chart; did you mean \"encoding\"?"
    ])
  #expect(
    findings(body("- table: t\n  data: d\n  columns: {a: {align: centre}}"))
      == [
        "page.yaml:5:24: error[bad-value]: unknown value \"centre\"; expected one of left, center, right, decimal; did you mean \"center\"?"
      ])
}

@Test func `missing keys, wrong types and two kinds`() {
  #expect(
    findings("monsoon: 1") == ["page.yaml:1:1: error[missing-key]: report needs the key \"body\": The blocks in reading order."])
  #expect(findings("monsoon: 2\nbody: []") == ["page.yaml:1:10: error[bad-value]: 2 is outside 1 to 1"])
  #expect(
    findings("monsoon: 1\nbody: x") == ["page.yaml:2:7: error[wrong-type]: expected a list (of a block), found the text \"x\""])
  #expect(
    findings("- a") == [
      "page.yaml:1:1: error[wrong-type]: expected a report: a mapping with the keys monsoon and body, found a list"
    ])
  #expect(
    findings(body("- chart: a\n  table: b")) == [
      "page.yaml:4:3: error[two-kinds]: a block has one kind; found \"chart\" and \"table\"; begin a new block with \"-\""
    ])
  #expect(
    findings(body("- title: x"))[0].hasPrefix(
      "page.yaml:3:3: error[missing-key]: the block has no kind; give one of md, heading, chart"))
  #expect(
    findings(body("- chart: a\n  data: d")) == [
      "page.yaml:3:3: error[missing-key]: the chart has no mark; give mark: bar, a composition such as layer, or from: and a file"
    ])
  #expect(
    findings(body("- table: a")) == ["page.yaml:3:3: error[missing-key]: table needs the key \"data\": The name of its data."])
}

@Test func `lengths need a unit, colors and sizes are checked`() {
  #expect(
    findings("monsoon: 1\npages: {default: {margin: 22}}\nbody: []") == [
      "page.yaml:2:27: error[bad-length]: the length 22 has no unit; write 22mm"
    ])
  #expect(
    findings("monsoon: 1\npages: {default: {margin: {x: 2fr}}}\nbody: []")
      == ["page.yaml:2:31: error[bad-length]: 2fr cannot be used here; units here are pt, mm, cm, in, em, %, px"])
  #expect(
    findings("monsoon: 1\npages: {default: {margin: 12m}}\nbody: []")[0].hasPrefix(
      "page.yaml:2:27: error[bad-length]: expected a length, found the text \"12m\""))
  #expect(
    findings("monsoon: 1\npages: {default: {margin: -2mm}}\nbody: []") == [
      "page.yaml:2:27: error[bad-length]: the length -2mm is negative"
    ])
  #expect(
    findings("monsoon: 1\npages: {default: {fill: \"#12\"}}\nbody: []") == [
      "page.yaml:2:25: error[bad-color]: \"#12\" is not a color; write \"#rrggbb\" or a name"
    ])
  #expect(
    findings("monsoon: 1\npages: {default: {size: a44}}\nbody: []") == [
      "page.yaml:2:25: error[page-size]: unknown page size \"a44\"; did you mean \"a4\"?"
    ])
  #expect(findings("monsoon: 1\npages: {default: {size: {width: 6m, height: 1mm}}}\nbody: []").count == 1)
  #expect(
    findings("monsoon: 1\npages: {default: {size: {width: 6000mm, height: 100mm}}}\nbody: []")
      == ["page.yaml:2:25: error[page-size]: a page of 17008 x 283 pt; each edge has 1 to 14,400 pt"])
}

@Test func `data entries have one source`() {
  #expect(
    findings("monsoon: 1\ndata: {a: {cvs: x.csv}}\nbody: []") == [
      "page.yaml:2:12: error[unknown-data-kind]: unknown kind of data \"cvs\"; did you mean \"csv\"?"
    ])
  #expect(
    findings("monsoon: 1\ndata: {a: {csv: x.csv, sql: y}}\nbody: []") == [
      "page.yaml:2:24: error[two-kinds]: a table comes from one source; found csv and sql"
    ])
  #expect(
    findings("monsoon: 1\ndata: {a: {csv: x.xlsx}}\nbody: []")
      == [
        "page.yaml:2:17: error[spreadsheet]: \"x.xlsx\" is a spreadsheet, which is not read; save the sheet as CSV (UTF-8) and name that file"
      ])
}

@Test func `names are unique and known`() {
  #expect(
    findings(body("- table: t\n  data: d\n- table: t\n  data: d")) == [
      "page.yaml:5:10: error[duplicate-anchor]: the name \"t\" is given to two blocks (first at line 3)"
    ])
  #expect(
    findings("monsoon: 1\npages: {wide: {extends: bodi}, body: {}}\nbody: []") == [
      "page.yaml:2:25: error[unknown-page]: unknown page master \"bodi\"; did you mean \"body\"?"
    ])
  #expect(
    findings("monsoon: 1\npages: {wide: {}}\nbody: [{page: wdie, blocks: []}]") == [
      "page.yaml:3:15: error[unknown-page]: unknown page master \"wdie\"; did you mean \"wide\"?"
    ])
}

@Test func `templates are checked where they stand`() {
  #expect(findings(body("- md: \"a {{ b\"")) == ["page.yaml:3:10: error[bad-template]: \"{{\" is not closed by \"}}\""])
  #expect(findings(body("- md: \"a {{ }}\"")) == ["page.yaml:3:10: error[bad-template]: nothing stands between \"{{\" and \"}}\""])
  #expect(findings(body("- md: \"a {{ b | }}\"")) == ["page.yaml:3:10: error[bad-template]: a format is missing after \"|\""])
}

@Test func `several findings come at once`() {
  #expect(findings("monsoon: 1\nparms: {}\npages: {default: {margin: 3}}\nbody: [{mdd: x}]").count == 3)
}
