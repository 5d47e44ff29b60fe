import Charts
import DataTables
import Diagnostics
import Geo
import Inputs
import Specs

/// Gives charts their data: the named tables of the report, and files through the one loader.
struct ReportTables: ChartTables {
  let data: BoundData
  let loader: ResourceLoader

  func table(named name: String, at range: SourceRange) throws(Failure) -> Table {
    try data.requireTable(Name(name, at: range))
  }

  func shapes(named name: String, at range: SourceRange) throws(Failure) -> (topology: Topology, object: String?)? {
    guard let shape = data.shape(named: name) else { return nil }
    return (try shape.topology(), shape.entry.object?.text)
  }

  func table(url: String, format: ChartDataFormat, at range: SourceRange) throws(Failure) -> Table {
    let file = try loader.loadText(url, at: range, limit: InputLimits.dataBytes)
    var findings = Findings()
    let table: Table
    switch format.type {
    case "csv", "tsv", "dsv":
      var options = format.type == "tsv" ? DelimitedOptions.tsv : .csv
      if let byte = format.delimiter?.utf8.first { options.separator = byte }
      options.readsText = format.keepsText
      table = try readDelimited(file, name: url, options: options, findings: &findings)
    default: table = try readRecords(file, name: url, property: format.property, findings: &findings)
    }
    try findings.check()
    return table
  }

  func tree(url: String, at range: SourceRange) throws(Failure) -> TreeNode {
    try parseJSON(try loader.loadText(url, at: range, limit: InputLimits.dataBytes), limits: .data)
  }
}
