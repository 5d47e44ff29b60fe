import DataTables
import Diagnostics
import Foundation
import Testing

/// The folder beside the repository that holds the data of the paper.
private let shared = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "shared")

private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: shared.appending(path: path).path()) }

struct SharedFilesTests {
  private func table(_ path: String, _ options: DelimitedOptions = .csv) throws -> Table {
    var findings = Findings()
    let bytes = [UInt8](try Data(contentsOf: shared.appending(path: path)))
    return try readDelimited(SourceFile(name: path, bytes: bytes), name: "t", options: options, findings: &findings)
  }

  @Test(.enabled(if: isThere("nsp-data"), "../shared/nsp-data is not there")) func `the paper's tables read with their types`() throws {
    let oda = try table("nsp-data/table2.csv")
    #expect(oda.rowCount == 10 && oda.column(named: "loan")?.type == .number && oda.column(named: "loan")?.maxDecimals == 1)
    #expect(oda.column(named: "grant")?.text(at: 0) == "38.6")
    #expect(summarize(.sum, validNumbers(of: try #require(oda.column(named: "sum_as_printed")), rows: 0..<10)).map { ($0 * 10).rounded() } == 8_734)
    let long = try table("nsp-data/table1_long.csv")
    #expect(long.rowCount == 25 && long.column(named: "value")?.type == .integer)
    #expect(long.column(named: "basis")?.text(at: 0) == "pair adjacent in text; body text: \"bilateral trade volume was USD 268 billion\"")
    #expect(try table("nsp-data/nsp_partners.csv").rowCount == 11)
    #expect(throws: Failure.self) { try table("nsp-data/table1_as_printed.csv") }
  }

  @Test(.enabled(if: isThere("conformance/vega-lite/dev/data"), "../shared/conformance is not there")) func `files of vega-datasets read`() throws {
    let folder = "conformance/vega-lite/dev/data/"
    #expect(try table(folder + "unemployment.tsv", .tsv).columns.map(\.type) == [.integer, .number])
    #expect(try table(folder + "weather.csv").column(named: "date")?.type == .date)
    let stocks = try table(folder + "stocks.csv")
    #expect(stocks.column(named: "date")?.type == .string)
    let dates = try #require(stocks.column(named: "date")).reread(as: .date(format: nil))
    #expect(dates.firstUnread == nil && dates.column.type == .date)
    #expect(try table(folder + "github.csv").column(named: "time")?.reread(as: .date(format: nil)).firstUnread == nil)
    #expect(try table(folder + "airports.csv").column(named: "iata")?.type == .string)
  }
}
