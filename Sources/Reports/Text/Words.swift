import Specs

/// The words that the engine itself writes, by language.
struct Words: Sendable {
  let figure: String
  let table: String
  let map: String
  let source: String
  let continued: String
  let continuedOnNextPage: String
  /// The titles of the lists of figures, tables and maps.
  let lists: [String]

  /// The words of a BCP 47 language; English where there are none. Chinese in traditional characters is told by its script or region.
  init(language: String) {
    let parts = language.split(separator: "-").map(String.init)
    var main = parts.first ?? "en"
    if main == "zh", parts.contains(where: { ["Hant", "TW", "HK", "MO"].contains($0) }) { main = "zh-Hant" }
    if main == "tl" { main = "fil" }
    let row = Self.rows.first { $0.language == main } ?? Self.rows[0]
    figure = row.words[0]
    table = row.words[1]
    map = row.words[2]
    source = row.words[3]
    continued = row.words[4]
    continuedOnNextPage = row.words[5]
    lists = Array(row.words[6...8])
  }

  /// Figure, table, map; source; continued, continued on the next page; the lists.
  static let rows: [(language: String, words: [String])] = [
    ("en", ["Figure", "Table", "Map", "Source:", "(continued)", "continued on the next page", "Figures", "Tables", "Maps"]),
    ("ko", ["그림", "표", "지도", "자료:", "(계속)", "다음 쪽에 계속", "그림", "표", "지도"]),
    ("id", ["Gambar", "Tabel", "Peta", "Sumber:", "(lanjutan)", "bersambung ke halaman berikutnya", "Gambar", "Tabel", "Peta"]),
    ("ms", ["Rajah", "Jadual", "Peta", "Sumber:", "(sambungan)", "bersambung di halaman berikutnya", "Rajah", "Jadual", "Peta"]),
    ("vi", ["Hình", "Bảng", "Bản đồ", "Nguồn:", "(tiếp theo)", "còn tiếp ở trang sau", "Hình", "Bảng", "Bản đồ"]),
    ("th", ["รูปที่", "ตารางที่", "แผนที่", "ที่มา:", "(ต่อ)", "มีต่อหน้าถัดไป", "รูป", "ตาราง", "แผนที่"]),
    ("lo", ["ຮູບທີ", "ຕາຕະລາງທີ", "ແຜນທີ່", "ແຫຼ່ງຂໍ້ມູນ:", "(ຕໍ່)", "ຕໍ່ໜ້າຖັດໄປ", "ຮູບ", "ຕາຕະລາງ", "ແຜນທີ່"]),
    ("km", ["រូបភាព", "តារាង", "ផែនទី", "ប្រភព៖", "(ត)", "បន្តនៅទំព័របន្ទាប់", "រូបភាព", "តារាង", "ផែនទី"]),
    ("my", ["ပုံ", "ဇယား", "မြေပုံ", "ရင်းမြစ်:", "(ဆက်)", "နောက်စာမျက်နှာတွင် ဆက်ရန်", "ပုံများ", "ဇယားများ", "မြေပုံများ"]),
    ("fil", ["Larawan", "Talahanayan", "Mapa", "Pinagmulan:", "(karugtong)", "may karugtong sa susunod na pahina", "Mga larawan", "Mga talahanayan", "Mga mapa"]),
    ("zh", ["图", "表", "地图", "来源：", "（续）", "下页续", "图", "表", "地图"]),
    ("zh-Hant", ["圖", "表", "地圖", "來源：", "（續）", "續下頁", "圖", "表", "地圖"]),
    ("ja", ["図", "表", "地図", "出典：", "（続き）", "次ページに続く", "図", "表", "地図"]),
    ("hi", ["चित्र", "तालिका", "मानचित्र", "स्रोत:", "(जारी)", "अगले पृष्ठ पर जारी", "चित्र", "तालिकाएँ", "मानचित्र"]),
    ("ta", ["படம்", "அட்டவணை", "வரைபடம்", "மூலம்:", "(தொடர்ச்சி)", "அடுத்த பக்கத்தில் தொடரும்", "படங்கள்", "அட்டவணைகள்", "வரைபடங்கள்"]),
  ]

  func word(for kind: BlockKind) -> String {
    switch kind {
    case .table: table
    case .map: map
    case .chart, .md, .heading, .row, .grid, .callout, .image, .kpis, .pull, .toc, .page, .columns, .break, .space, .rule,
      .note, .cover, .bibliography, .endnotes, .each: figure
    }
  }
}
