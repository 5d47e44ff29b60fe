import Foundation
import Testing

private let profile = repository.appending(path: "layouts/partner-profile/profile.yaml").path()
private let codes = ["brn", "idn", "ind", "khm", "lao", "mmr", "mys", "phl", "sgp", "tha", "vnm"]

private func hasTool(_ name: String) -> Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + name) }

/// A spec with a file for each of `values` (JSON objects with `k`).
private func spec(_ values: String, body: String = "\"{{ c.k }}\"") -> String {
  """
  monsoon: 1
  document: {title: "{{ c.k }}"}
  data: {rows: {values: [\(values)]}}
  render: {each: rows, as: c, output: "sub/{{ c.k }}.pdf", merge: all.pdf}
  body: [{md: \(body)}]
  """
}

@Suite struct RecordRunTests {
  @Test func `the profiles are eleven pages and a bound file, the same bytes with 1 and 4 jobs, without a warning`() throws {
    let scratch = try Scratch()
    for jobs in ["1", "4"] {
      let outcome = try run(["render", profile, "-o", scratch.path(jobs) + "/", "--jobs", jobs, "--strict"], seconds: 300)
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    let names = codes.flatMap { [$0 + ".pdf", $0 + ".png"] } + ["all.pdf"]
    for name in names {
      let one = try #require(scratch.bytes("1/" + name), "\(name)")
      #expect(one == scratch.bytes("4/" + name), "\(name)")
    }
  }

  @Test(.enabled(if: hasTool("pdftotext") && hasTool("pdfinfo"), "needs poppler-utils"))
  func `every figure of the data stands on its page, and what is not known is said`() throws {
    let scratch = try Scratch()
    #expect(try run(["render", profile, "-o", scratch.path("out"), "--strict"], seconds: 300).code == 0)
    let data = repository.appending(path: "layouts/partner-profile/data")
    let aid = try csvRows(data.appending(path: "aid.csv").path())
    for partner in try csvRows(data.appending(path: "partners.csv").path()) {
      let code = try #require(partner["iso3"]?.lowercased())
      let out = scratch.path("out/\(code).pdf")
      let info = String(decoding: try run([out], executable: "/usr/bin/pdfinfo").output, as: UTF8.self)
      #expect(info.contains("Pages:           1\n"), "\(code)")
      let text = String(decoding: try run(["-raw", out, "-"], executable: "/usr/bin/pdftotext").output, as: UTF8.self)
      #expect(text.contains(partner["name"] ?? "-"), "\(code)")
      for row in aid {
        for column in ["grants", "loans", "total"] where column == "total" || row["bloc"] == "ASEAN members" {
          let value = try #require(Double(row[column] ?? ""))
          #expect(text.contains(String(format: "%.1f", value)), "\(code): \(row["recipient"] ?? "") \(column)")
        }
      }
      let isListed = aid.contains { $0["iso3"]?.lowercased() == code }
      #expect(text.contains("Not among the ten") != isListed, "\(code)")
      #expect(text.contains("no data"), "\(code)")
    }
  }

  @Test(.enabled(if: hasTool("qpdf"), "needs qpdf"))
  func `the bound file is sound and has a bookmark for each record`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(spec("{k: aa}, {k: bb}, {k: cc}", body: "\"# Head\\n\\n{{ c.k }}, [to the head](#head)\""), to: "s.yaml")
    let outcome = try run(["render", path, "-o", scratch.path("out/"), "--strict"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try run(["--check", scratch.path("out/all.pdf")], executable: "/usr/bin/qpdf").code == 0)
    let plain = String(
      decoding: try run(["--qdf", "--object-streams=disable", scratch.path("out/all.pdf"), "-"], executable: "/usr/bin/qpdf").output, as: UTF8.self)
    for key in ["aa", "bb", "cc"] { #expect(plain.contains("/Title (\(key))"), "\(key)") }
  }

  @Test func `a record with an error keeps its old file and the bound file, and the others are written`() throws {
    let scratch = try Scratch()
    try scratch.write("old", to: "out/sub/b.pdf")
    try scratch.write("old", to: "out/all.pdf")
    let path = try scratch.write(spec("{k: a, n: 1}, {k: b, n: null}", body: "\"{{ c.n | number:1 }}\""), to: "s.yaml")
    let outcome = try run(["render", path, "-o", scratch.path("out/")])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("(for c = b)"))
    #expect(scratch.bytes("out/sub/a.pdf")?.starts(with: Data("%PDF".utf8)) == true)
    #expect(scratch.bytes("out/sub/b.pdf") == Data("old".utf8))
    #expect(scratch.bytes("out/all.pdf") == Data("old".utf8))
    let check = try run(["check", path])
    #expect(check.code == 2 && check.errors.contains("(for c = b)"))
  }

  @Test func `shards divide the records, and one record can go to a file of its own`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(spec("{k: a}, {k: b}, {k: c}"), to: "s.yaml")
    #expect(try run(["render", path, "-o", scratch.path("one/"), "--shard", "1/2"]).code == 0)
    let array = ["SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_COUNT": "2"]
    #expect(try run(["render", path, "-o", scratch.path("two/"), "--shard", "auto"], environment: array).code == 0)
    func made(_ folder: String) -> [String] { ["a", "b", "c"].filter { scratch.bytes("\(folder)/sub/\($0).pdf") != nil } }
    #expect(made("one") == ["a", "c"] && made("two") == ["b"])
    #expect(scratch.bytes("one/all.pdf") == nil)
    #expect(try run(["render", path, "-o", scratch.path("b.png"), "--record", "k=b"]).code == 0)
    #expect(scratch.bytes("b.png") != nil)
    #expect(try run(["render", path, "-o", scratch.path("all.png")]).code == 4)
    #expect(try run(["render", path, "--shard", "3/2"]).code == 64)
  }

  @Test(.enabled(if: hasTool("python3"), "needs python3"))
  func `a terminal shows how far the run has come, a file does not`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(spec("{k: a}, {k: b}, {k: c}"), to: "s.yaml")
    let arguments = ["render", path, "-o", scratch.path("out/")]
    #expect(try run(arguments).errors.isEmpty)
    let script = "import pty,sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    let shown = try run(["-c", script, program] + arguments, executable: "/usr/bin/python3")
    let text = String(decoding: shown.output, as: UTF8.self)
    #expect(text.contains("3 of 3  c = c") && text.hasSuffix("\r\u{1B}[K"))
    let quiet = try run(["-c", script, program] + arguments + ["--quiet"], executable: "/usr/bin/python3")
    #expect(quiet.output.isEmpty)
  }
}
