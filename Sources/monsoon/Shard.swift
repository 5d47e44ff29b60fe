import ArgumentParser
import Glibc

/// A share of a run that several machines divide: every `count`-th item from `index` (from 0).
struct Shard: Sendable {
  let index: Int
  let count: Int

  /// Reads `2/8`; `auto` takes both numbers from the scheduler's environment, `auto/8` the index alone.
  /// - Throws: a message about the text or the environment.
  init(_ text: String) throws(ValidationError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.first == "auto", parts.count <= 2 {
      let place = try Shard.place()
      let count = parts.count == 2 ? Int(parts[1]) : place.count
      guard let count else { throw ValidationError("--shard auto: the environment does not say how many shards there are; write --shard auto/8") }
      try self.init(index: place.index, count: count, text)
      return
    }
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else {
      throw ValidationError("--shard: expected i/n such as 2/8, or auto, found \(text)")
    }
    try self.init(index: number - 1, count: count, text)
  }

  private init(index: Int, count: Int, _ text: String) throws(ValidationError) {
    guard count >= 1, count <= 100_000, index >= 0, index < count else {
      throw ValidationError("--shard \(text): shard \(index + 1) of \(count) is not possible; the first is 1/\(max(1, count))")
    }
    (self.index, self.count) = (index, count)
  }

  /// From SLURM's arrays, Kubernetes' indexed jobs, or the parallel jobs of a CI.
  private static func place() throws(ValidationError) -> (index: Int, count: Int?) {
    func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
    if let task = number("SLURM_ARRAY_TASK_ID") {
      let first = number("SLURM_ARRAY_TASK_MIN") ?? 1
      let step = max(1, number("SLURM_ARRAY_TASK_STEP") ?? 1)
      return ((task &- first) / step, number("SLURM_ARRAY_TASK_COUNT"))
    }
    if let index = number("JOB_COMPLETION_INDEX") { return (index, nil) }
    if let index = number("CI_NODE_INDEX") { return (index &- 1, number("CI_NODE_TOTAL")) }
    throw ValidationError("--shard auto: none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX and CI_NODE_INDEX is set")
  }

  func select<T>(_ items: [T]) -> [T] { stride(from: index, to: items.count, by: count).map { items[$0] } }
}
