import CHarfBuzz

/// Shapes one unit: finds script and face of each stretch, then lets HarfBuzz place the glyphs.
///
/// Owns the one buffer that is used again for each call, so it lives inside the typesetter's lock.
final class UnitShaper {
  private let buffer: OpaquePointer?
  /// How far each script reaches in each face (`ScriptTag.tallSample`), by face and script.
  private var reaches: [ReachKey: UnitReach] = [:]

  private struct ReachKey: Hashable {
    var font: UInt16
    var script: ScriptTag
  }

  /// A scalar of the unit with what was found about it.
  private struct Letter {
    var scalar: UInt32
    var start: Int
    var script: ScriptTag
    /// Goes with the scalar before it: a mark, a joiner, a variation selector.
    var extends: Bool
  }

  /// Letters that are shaped together.
  private struct Stretch {
    var face: OpenFace
    var script: ScriptTag
    var start: Int
    var end: Int
  }

  init() { buffer = hb_buffer_create() }

  deinit { hb_buffer_destroy(buffer) }

  /// The glyphs of `text`, which is valid UTF-8 of at most `TextUnits.mostBytes` bytes without control characters.
  func shape(_ text: UnsafeBufferPointer<UInt8>, _ choice: FontChoice, isBackward: Bool) -> ShapedUnit {
    var missing: [UInt32] = []
    var result = Glyphs()
    result.glyphs.reserveCapacity(text.count)
    result.clusters.reserveCapacity(text.count)
    if choice.primaryHasASCII, let primary = choice.primary, !text.contains(where: { $0 >= 0x80 }) {
      let stretch = Stretch(face: primary, script: .latin, start: 0, end: text.count)
      run(stretch, of: text, choice, isBackward: isBackward, into: &result)
    } else {
      var letters = Self.letters(of: text)
      Self.resolveNeutralScripts(&letters)
      let stretches = self.stretches(letters, textEnd: text.count, choice, missing: &missing)
      for stretch in isBackward ? stretches.reversed() : stretches {
        run(stretch, of: text, choice, isBackward: isBackward, into: &result)
      }
      if choice.key.spacesScripts, !isBackward { FullWidthMarks.spaceScripts(text, &result.clusters) }
    }
    return ShapedUnit(
      text: Array(text), glyphs: result.glyphs, clusters: result.clusters, isBackward: isBackward, reach: result.reach,
      missing: missing)
  }

  // MARK: Itemising

  private static func letters(of text: UnsafeBufferPointer<UInt8>) -> [Letter] {
    var letters: [Letter] = []
    letters.reserveCapacity(text.count)
    var scalars = ScalarReader(text)
    while let (start, scalar) = scalars.next() {
      letters.append(Letter(scalar: scalar, start: start, script: ScriptTag(of: scalar), extends: isExtender(scalar)))
    }
    return letters
  }

  /// Marks, joiners and variation selectors.
  private static func isExtender(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x300 else { return false }
    if scalar == 0x200C || scalar == 0x200D || (0xFE00...0xFE0F).contains(scalar) { return true }
    switch hb_unicode_general_category(hb_unicode_funcs_get_default(), scalar) {
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK, HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK,
      HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
      return true
    default: return false
    }
  }

  /// Digits, punctuation and the like take the script before them, at the beginning the first one after them, else Latin.
  private static func resolveNeutralScripts(_ letters: inout [Letter]) {
    var script = letters.first { !$0.script.isNeutral }?.script ?? .latin
    for i in letters.indices {
      if letters[i].script.isNeutral { letters[i].script = script } else { script = letters[i].script }
    }
  }

  private func stretches(_ letters: [Letter], textEnd: Int, _ choice: FontChoice, missing: inout [UInt32]) -> [Stretch] {
    var stretches: [Stretch] = []
    var i = 0
    while i < letters.count {
      var j = i + 1
      while j < letters.count, letters[j].extends { j += 1 }
      let end = j < letters.count ? letters[j].start : textEnd
      if let face = face(for: letters[i..<j], choice, missing: &missing) {
        if let last = stretches.last, last.face === face, last.script == letters[i].script {
          stretches[stretches.count - 1].end = end
        } else {
          stretches.append(Stretch(face: face, script: letters[i].script, start: letters[i].start, end: end))
        }
      }
      i = j
    }
    return stretches
  }

  /// The first face with all letters of a cluster, else the first with its base, else the primary face with its empty box.
  private func face(for cluster: ArraySlice<Letter>, _ choice: FontChoice, missing: inout [UInt32]) -> OpenFace? {
    guard let base = cluster.first else { return nil }
    if let primary = choice.primary, cluster.allSatisfy({ Self.isIgnorable($0.scalar) || primary.covers($0.scalar) }) { return primary }
    let whole = choice.firstFace(base.script) { face in
      cluster.allSatisfy { Self.isIgnorable($0.scalar) || face.covers($0.scalar) }
    }
    if let face = whole ?? choice.firstFace(base.script, where: { $0.covers(base.scalar) }) { return face }
    missing.append(base.scalar)
    return choice.primary ?? choice.firstFace(base.script) { _ in true }
  }

  /// Scalars that HarfBuzz hides, so no face needs a glyph for them (a part of Default_Ignorable_Code_Point).
  private static func isIgnorable(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x34F, 0x61C, 0x17B4, 0x17B5, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF,
      0xE0000...0xE0FFF:
      return true
    default: return false
    }
  }

  // MARK: Shaping

  private struct Glyphs {
    var glyphs: [UnitGlyph] = []
    var clusters: [UnitCluster] = []
    var reach = UnitReach()
  }

  private func run(
    _ stretch: Stretch, of text: UnsafeBufferPointer<UInt8>, _ choice: FontChoice, isBackward: Bool, into result: inout Glyphs
  ) {
    fill(text, stretch.start, stretch.end, stretch.script, choice, isBackward: isBackward)
    let features = stretch.script.isIdeographic ? choice.features + FullWidthMarks.narrowed(text, stretch.start, stretch.end) : choice.features
    hb_shape(stretch.face.font, buffer, features, UInt32(features.count))
    var count: UInt32 = 0
    guard let marks = hb_buffer_get_glyph_infos(buffer, &count), let places = hb_buffer_get_glyph_positions(buffer, nil) else { return }
    collect(marks, places, Int(count), stretch, text, isBackward: isBackward, into: &result)
    result.reach.include(stretch.face.metrics)
    if !stretch.script.fitsLatinLeading {
      let sample = reach(of: stretch.face, stretch.script, choice)
      result.reach.includeInk(above: sample.above, below: sample.below)
      Self.measureInk(marks, places, Int(count), stretch.face, into: &result.reach)
    }
  }

  private func fill(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ script: ScriptTag, _ choice: FontChoice, isBackward: Bool
  ) {
    hb_buffer_clear_contents(buffer)
    text.withMemoryRebound(to: CChar.self) { chars in
      hb_buffer_add_utf8(buffer, chars.baseAddress, Int32(clamping: text.count), UInt32(start), Int32(clamping: end - start))
    }
    hb_buffer_set_direction(buffer, isBackward ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    hb_buffer_set_script(buffer, hb_script_t(script.value))
    hb_buffer_set_language(buffer, choice.language)
  }

  /// Glyphs with one cluster number are one cluster; its letters end where those of the next cluster (in the text) begin.
  private func collect(
    _ marks: UnsafePointer<hb_glyph_info_t>, _ places: UnsafePointer<hb_glyph_position_t>, _ count: Int, _ stretch: Stretch,
    _ text: UnsafeBufferPointer<UInt8>, isBackward: Bool, into result: inout Glyphs
  ) {
    let em = stretch.face.unitsPerEm
    let tie = HB_GLYPH_FLAG_UNSAFE_TO_BREAK.rawValue
    var i = 0
    var endBehind = stretch.end
    while i < count {
      let start = marks[i].cluster
      var pen = 0, j = i, isTied = false
      let firstGlyph = result.glyphs.count
      while j < count, marks[j].cluster == start || (!isBackward && Self.joins(text, before: Int(marks[j].cluster))) {
        let place = places[j]
        result.glyphs.append(UnitGlyph(
          id: marks[j].codepoint, x: Double(pen + Int(place.x_offset)) / em, y: Double(place.y_offset) / em))
        pen += Int(place.x_advance)
        if marks[j].mask & tie != 0 { isTied = true }
        j += 1
      }
      let end = isBackward ? endBehind : (j < count ? Int(marks[j].cluster) : stretch.end)
      endBehind = Int(start)
      result.clusters.append(UnitCluster(
        start: Int32(start), bytes: Int32(end - Int(start)), firstGlyph: Int32(firstGlyph), glyphs: Int32(j - i),
        font: stretch.face.row, isSpace: Self.isStretchable(text, Int(start)), isTied: isTied,
        gap: text[Int(start)] < 0xE0 ? .none : ClusterGap(ScalarReader.scalar(text, at: Int(start))), advance: Double(pen) / em))
      i = j
    }
  }

  /// True behind the sign that joins two consonants of Devanagari: they are one grapheme (UAX #29, rule GB9c), also where the first
  /// one is drawn as a half form of its own.
  private static func joins(_ text: UnsafeBufferPointer<UInt8>, before offset: Int) -> Bool {
    guard offset >= 3, offset < text.count, text[offset] == 0xE0 else { return false }
    return text[offset - 3] == 0xE0 && text[offset - 2] == 0xA5 && text[offset - 1] == 0x8D
  }

  /// Space and no-break space.
  private static func isStretchable(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    text[at] == 0x20 || (text[at] == 0xC2 && at + 1 < text.count && text[at + 1] == 0xA0)
  }

  // MARK: Reach of tall scripts

  private func reach(of face: OpenFace, _ script: ScriptTag, _ choice: FontChoice) -> UnitReach {
    let key = ReachKey(font: face.row, script: script)
    if let known = reaches[key] { return known }
    var reach = UnitReach()
    Array(script.tallSample.utf8).withUnsafeBufferPointer { text in
      guard !text.isEmpty else { return }
      // The buffer of this shaper holds glyphs that are still needed, so the sample gets one of its own.
      let inner = UnitShaper()
      inner.fill(text, 0, text.count, script, choice, isBackward: false)
      hb_shape(face.font, inner.buffer, nil, 0)
      var count: UInt32 = 0
      if let marks = hb_buffer_get_glyph_infos(inner.buffer, &count), let places = hb_buffer_get_glyph_positions(inner.buffer, nil) {
        Self.measureInk(marks, places, Int(count), face, into: &reach)
      }
    }
    reaches[key] = reach
    return reach
  }

  private static func measureInk(
    _ marks: UnsafePointer<hb_glyph_info_t>, _ places: UnsafePointer<hb_glyph_position_t>, _ count: Int, _ face: OpenFace,
    into reach: inout UnitReach
  ) {
    for i in 0..<count {
      var extents = hb_glyph_extents_t()
      guard hb_font_get_glyph_extents(face.font, marks[i].codepoint, &extents) != 0 else { continue }
      let top = Double(extents.y_bearing) + Double(places[i].y_offset)
      reach.includeInk(above: top / face.unitsPerEm, below: -(top + Double(extents.height)) / face.unitsPerEm)
    }
  }
}

/// Reads the scalars of valid UTF-8 with their offsets.
struct ScalarReader {
  private let text: UnsafeBufferPointer<UInt8>
  private(set) var offset: Int

  /// The scalar that begins at `offset`; 0 at the end of the text.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32 {
    var reader = ScalarReader(text, at: offset)
    return reader.next()?.scalar ?? 0
  }

  /// The scalar that ends before `offset`; 0 at the beginning of the text.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, before offset: Int) -> UInt32 {
    guard offset > 0 else { return 0 }
    var start = offset - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(text, at: start)
  }

  init(_ text: UnsafeBufferPointer<UInt8>, at offset: Int = 0) {
    self.text = text
    self.offset = offset
  }

  mutating func next() -> (start: Int, scalar: UInt32)? {
    guard offset < text.count else { return nil }
    let start = offset, lead = text[start]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard start + length <= text.count else {
      offset = text.count
      return (start, 0xFFFD)
    }
    var scalar = length == 1 ? UInt32(lead) : UInt32(lead) & (0xFF >> UInt32(length + 1))
    for i in 1..<max(1, length) { scalar = scalar << 6 | UInt32(text[start + i] & 0x3F) }
    offset = start + length
    return (start, scalar)
  }
}
