import Foundation
import Testing

/// A small generator with a printed seed (SplitMix64): the same seed gives the same mutations everywhere.
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Things that break readers, layouts and arithmetic.
private let venom = [
  "1e308", "-1e308", "1e-320", "NaN", "Infinity", "-0", "9223372036854775807", "-9223372036854775808", "99999999999999999999",
  "null", "true", "[]", "{}", "\"", "'", "{{", "}}", "{{ 1/0 }}", "{{ a.b.c }}", "@nowhere", "%", "-5mm", "1e9mm", "0pt", "\u{0}",
  "\u{FEFF}", "\u{202E}", "&a [*a]", "*x", "<<: 1", "---", "- - - -", "!!binary x", "| |", "\t", ":", "#", "[[[[[[", "}", "한국어",
  "ภาษาไทย", "မြန်မာ", "👩‍👩‍👧‍👦", "../../etc/passwd", "/etc/passwd", "http://x/", "data.csv\u{0}", "..", "x".padding(toLength: 5000, withPad: "x", startingAt: 0),
]

private struct Seedling {
  var name: String
  var files: [String: [UInt8]]
  /// The files that are mutated; the first is rendered.
  var targets: [String]
}

private func mutate(_ bytes: [UInt8], with dice: inout Dice) -> [UInt8] {
  var result = bytes
  for _ in 0..<Int.random(in: 1...3, using: &dice) {
    guard !result.isEmpty else { return Array((venom.randomElement(using: &dice) ?? "").utf8) }
    let at = Int.random(in: 0..<result.count, using: &dice)
    switch Int.random(in: 0..<8, using: &dice) {
    case 0: result[at] = UInt8.random(in: 0...255, using: &dice)
    case 1: result.removeSubrange(at..<min(result.count, at + Int.random(in: 1...12, using: &dice)))
    case 2: result.insert(contentsOf: (venom.randomElement(using: &dice) ?? "").utf8, at: at)
    case 3:
      let end = min(result.count, at + Int.random(in: 1...60, using: &dice))
      result.insert(contentsOf: result[at..<end], at: Int.random(in: 0...result.count, using: &dice))
    case 4: result = replacedScalar(result, near: at, with: Array((venom.randomElement(using: &dice) ?? "").utf8))
    case 5: result = swappedLines(result, with: &dice)
    case 6: result.removeLast(Int.random(in: 0...(result.count / 2), using: &dice))
    default: result[at] = result[Int.random(in: 0..<result.count, using: &dice)]
    }
  }
  return result
}

/// Replaces the word at `at` (up to the next separator) by `word`.
private func replacedScalar(_ bytes: [UInt8], near at: Int, with word: [UInt8]) -> [UInt8] {
  let stops = Set(" ,:{}[]\"\n".utf8)
  var start = at, end = at
  while start > 0, !stops.contains(bytes[start - 1]) { start -= 1 }
  while end < bytes.count, !stops.contains(bytes[end]) { end += 1 }
  return Array(bytes[..<start]) + word + Array(bytes[end...])
}

private func swappedLines(_ bytes: [UInt8], with dice: inout Dice) -> [UInt8] {
  var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  guard lines.count > 2 else { return bytes }
  lines.swapAt(Int.random(in: 0..<lines.count, using: &dice), Int.random(in: 0..<lines.count, using: &dice))
  return Array(lines.joined(separator: [0x0A]))
}

private func seedlings() throws -> [Seedling] {
  func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: repository.appending(path: path))) }
  let page = try ["page.yaml", "data/oda.csv", "data/partners.csv"].map { ($0, try read("layouts/oda-page/\($0)")) }
  let fixtures = "Tests/CommandLineTests/Fixtures/"
  return [
    Seedling(
      name: "page", files: Dictionary(uniqueKeysWithValues: page), targets: ["page.yaml", "page.yaml", "data/oda.csv", "data/partners.csv"]),
    Seedling(name: "chart", files: ["bar.vl.json": try read(fixtures + "bar.vl.json")], targets: ["bar.vl.json"]),
    Seedling(
      name: "map", files: ["map.yaml": try read(fixtures + "map.yaml"), "areas.topojson": try read(fixtures + "areas.topojson")],
      targets: ["map.yaml", "areas.topojson"]),
    Seedling(
      name: "table", files: ["table.yaml": try read(fixtures + "table.yaml"), "rows.json": try read(fixtures + "rows.json")],
      targets: ["table.yaml", "rows.json"]),
  ]
}

@Suite struct MutationTests {
  static let runs = Int(ProcessInfo.processInfo.environment["MONSOON_MUTATIONS"] ?? "") ?? 2_000
  static let seed = UInt64(ProcessInfo.processInfo.environment["MONSOON_SEED"] ?? "") ?? 20_190_621

  @Test func `mutated specs and data end with a documented exit code, in 5 s and 512 MB`() async throws {
    // A fixed seed keeps the run repeatable; another one explores: MONSOON_SEED=$RANDOM scripts/test --filter MutationTests
    print("mutations: seed \(Self.seed), \(Self.runs) runs (MONSOON_SEED repeats them)")
    let seeds = try seedlings()
    let workers = 2
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<workers {
        group.addTask {
          for number in stride(from: worker, to: Self.runs, by: workers) { try check(number, of: seeds) }
        }
      }
      try await group.waitForAll()
    }
  }
}

private func check(_ number: Int, of seeds: [Seedling]) throws {
  var dice = Dice(state: MutationTests.seed &* 1_000_003 &+ UInt64(number))
  guard let seedling = seeds.randomElement(using: &dice), let target = seedling.targets.randomElement(using: &dice) else { return }
  let scratch = try Scratch()
  var mutated: [UInt8] = []
  for (name, bytes) in seedling.files.sorted(by: { $0.key < $1.key }) {
    let content = name == target ? mutate(bytes, with: &dice) : bytes
    if name == target { mutated = content }
    let file = scratch.url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: file)
  }
  let isChart = seedling.name == "chart"
  let out = scratch.path(isChart ? "out.png" : "out.pdf")
  let outcome = try run(["render", scratch.path(seedling.targets[0]), "-o", out], in: scratch.url.path(), seconds: 5)
  let label = "run \(number) (\(seedling.name), \(target)): exit \(outcome.code ?? -1), signal \(outcome.signal ?? 0), \(outcome.peakMegabytes) MB"
  let isFine = !outcome.ranTooLong && [0, 1, 2, 3, 4].contains(outcome.code ?? -1) && outcome.peakMegabytes <= 512
  if !isFine {
    let kept = FileManager.default.temporaryDirectory.appending(path: "monsoon-mutation-\(MutationTests.seed)-\(number)")
    try? FileManager.default.removeItem(at: kept)
    try? FileManager.default.copyItem(at: scratch.url, to: kept)
    Issue.record("\(label); files kept in \(kept.path())\n\(outcome.errors.prefix(400))")
  }
  if outcome.code == 0 {
    if !FileManager.default.fileExists(atPath: out) { Issue.record("\(label): no output") }
  } else {
    if FileManager.default.fileExists(atPath: out) { Issue.record("\(label): an output file in spite of the error") }
    if outcome.errors.isEmpty { Issue.record("\(label): no message; \(mutated.count) bytes") }
  }
}
