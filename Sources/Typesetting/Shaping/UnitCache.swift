/// Shaped units by font choice, direction and text: an open-addressing table over UTF-8 bytes, which costs a quarter of a
/// dictionary with string keys.
///
/// It is emptied when it grows past its limits. A result never depends on what is in it.
struct UnitCache {
  /// Units kept. Few documents have more different words; at about 500 bytes each this holds 64 MB.
  static let mostUnits = 131_072
  /// Longer units hardly ever come twice.
  static let mostBytes = 256

  private struct Entry {
    var hash: UInt64
    var unit: ShapedUnit
  }

  private var entries: [Entry] = []
  /// The index into `entries` plus one; 0 is free. A power of two, at most half full.
  private var slots = [UInt32](repeating: 0, count: 1_024)

  /// The key of a text: it mixes in the font choice and the direction.
  static func hash(_ text: UnsafeBufferPointer<UInt8>, choice: UInt32, isBackward: Bool) -> UInt64 {
    var h = UInt64(choice) << 1 | (isBackward ? 1 : 0)
    h = mix(h ^ 0x9E37_79B9_7F4A_7C15, UInt64(text.count) ^ 0xD6E8_FEB8_6659_FD93)
    let bytes = UnsafeRawBufferPointer(text)
    var i = 0
    while i + 8 <= bytes.count {
      h = mix(h ^ bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self), 0xA076_1D64_78BD_642F)
      i += 8
    }
    var tail: UInt64 = 0
    while i < bytes.count {
      tail = tail << 8 | UInt64(bytes[i])
      i += 1
    }
    return mix(h ^ tail, 0xE703_7ED1_A0B4_28DB)
  }

  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  func find(_ hash: UInt64, _ text: UnsafeBufferPointer<UInt8>) -> ShapedUnit? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.unit.text.count == text.count, entry.unit.text.elementsEqual(text) { return entry.unit }
      slot = (slot + 1) & mask
    }
    return nil
  }

  mutating func insert(_ hash: UInt64, _ unit: ShapedUnit) {
    guard unit.text.count <= Self.mostBytes else { return }
    if entries.count >= Self.mostUnits { self = UnitCache() }
    entries.append(Entry(hash: hash, unit: unit))
    if entries.count * 2 > slots.count { grow() } else { place(entries.count) }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in 1...entries.count { place(number) }
  }

  private mutating func place(_ number: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entries[number - 1].hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(number)
  }
}
