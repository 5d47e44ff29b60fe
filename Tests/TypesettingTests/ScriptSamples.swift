import Testing

@testable import Typesetting

/// Article 1 of the Universal Declaration of Human Rights in the languages of the partners.
struct ScriptSample: Sendable, CustomTestStringConvertible {
  var language: String
  var text: String
  var testDescription: String { language }

  /// The text several times over, so that it fills lines of any width.
  var long: String { Array(repeating: text, count: 3).joined(separator: LanguageTag.isIdeographic(language) ? "" : " ") }

  /// Long text without any space or zero width space.
  var unspaced: String { String(long.unicodeScalars.filter { $0.value != 0x20 && $0.value != 0x200B }) }

  func style(_ size: Double = 9.1) -> TextStyle { TextStyle(families: ["Noto Serif"], size: size, leading: 16, language: language) }

  static let all: [ScriptSample] = [
    ScriptSample(language: "en", text: "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood."),
    ScriptSample(language: "ko", text: "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다."),
    ScriptSample(language: "id", text: "Semua orang dilahirkan merdeka dan mempunyai martabat dan hak-hak yang sama. Mereka dikaruniai akal dan hati nurani dan hendaknya bergaul satu sama lain dalam semangat persaudaraan."),
    ScriptSample(language: "vi", text: "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi con người đều được tạo hoá ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình anh em."),
    ScriptSample(language: "fil", text: "Ang lahat ng tao'y isinilang na malaya at pantay-pantay sa karangalan at mga karapatan. Sila'y pinagkalooban ng katwiran at budhi at dapat magpalagayan ang isa't isa sa diwa ng pagkakapatiran."),
    ScriptSample(language: "th", text: "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ"),
    ScriptSample(language: "lo", text: "ມະນຸດເກີດມາມີສິດເສລີພາບ ແລະສະເໝີໜ້າກັນໃນທາງກຽດຕິສັກ ແລະທາງສິດດ້ວຍມີສະຕິສຳປັດຊັນຍະ ແລະມີມະໂນທຳຈຶ່ງຕ້ອງປະພຶດຕໍ່ກັນໃນທາງພີ່ນ້ອງ"),
    ScriptSample(language: "km", text: "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាពក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ។ មនុស្សមានវិចារណញ្ញាណនិងសតិសម្បជញ្ញៈជាប់ពីកំណើត ហើយគប្បីប្រព្រឹត្ដចំពោះគ្នាទៅវិញទៅមកក្នុងស្មារតីភាតរភាពជាបងប្អូន។"),
    ScriptSample(language: "my", text: "လူတိုင်းသည် တူညီလွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့်လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့်လည်းကောင်း၊ မွေးဖွားလာသူများဖြစ်သည်။ ထိုသူတို့၌ ပိုင်းခြားဝေဖန်တတ်သော ဉာဏ်နှင့် ကျင့်ဝတ်သိတတ်သော စိတ်တို့ရှိကြ၍ ထိုသူတို့သည် အချင်းချင်းမေတ္တာထား၍ ဆက်ဆံကျင့်သုံးသင့်၏။"),
    ScriptSample(language: "hi", text: "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है और परस्पर उन्हें भाईचारे के भाव से बर्ताव करना चाहिए।"),
    ScriptSample(language: "ta", text: "மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்; அவர்கள் மதிப்பிலும், உரிமைகளிலும் சமமானவர்கள், அவர்கள் நியாயத்தையும் மனச்சாட்சியையும் இயற்பண்பாகப் பெற்றவர்கள்."),
    ScriptSample(language: "zh", text: "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。本文（1948年）说：「ASEAN」与韩国的关系。"),
    ScriptSample(language: "ja", text: "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。「ASEAN（東南アジア諸国連合）」。"),
    ScriptSample(language: "ms-Arab", text: "سموا مانسي دلاهيركن بيبس دان سامرات دري سڬي كموليان دان حق. مريك ممڤوڽاءي ڤميكيرن دان ڤراساءن هاتي دان هندقله برتيندق دأنتارا ساتو سام لاءين (ASEAN 2024) دڠن سماڠت ڤرساوداراءن."),
  ]

  static func sample(_ language: String) -> ScriptSample { all.first { $0.language == language } ?? all[0] }
}
