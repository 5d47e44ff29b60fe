import Synchronization

/// Gives each number once.
final class Counter: Sendable {
  private let next = Atomic<Int>(0)

  /// The next number, or nil from `limit` on.
  func take(below limit: Int) -> Int? {
    let number = next.add(1, ordering: .relaxed).oldValue
    return number < limit ? number : nil
  }
}

/// Places for results that threads fill in any order.
final class LockedList<T: Sendable>: Sendable {
  private let places: Mutex<[T?]>

  init(count: Int) { places = Mutex(Array(repeating: nil, count: count)) }

  func set(_ index: Int, _ value: T) { places.withLock { $0[index] = value } }

  var values: [T] { places.withLock { $0.compactMap { $0 } } }
}
