import Formats
import Testing

struct TimeTests {
  private let t = utcTime(year: 2019, month: 5, day: 21, hour: 8, minute: 5, second: 9, millisecond: 42)

  @Test(arguments: [
    ("%Y-%m-%d", "2019-06-21"), ("%a %A", "Fri Friday"), ("%b %B", "Jun June"), ("%c", "6/21/2019, 8:05:09 AM"), ("%x", "6/21/2019"),
    ("%X", "8:05:09 AM"), ("%d|%e|%-d", "21|21|21"), ("%H:%M:%S.%L", "08:05:09.042"), ("%f", "042000"), ("%I %p", "08 AM"), ("%-I%_H", "8 8"),
    ("%j", "172"), ("%q", "2"), ("%Q", "1561104309042"), ("%s", "1561104309"), ("%u %w", "5 5"), ("%U %V %W", "24 25 24"), ("%y", "19"),
    ("%G %g", "2019 19"), ("%Z", "+0000"), ("100%%", "100%"), ("%k", "k"), ("%", ""), ("%-m/%0d", "6/21"),
  ])
  func `time directives write what d3 writes`(_ specifier: String, _ expected: String) {
    #expect(D3TimeFormat(specifier)(t) == expected)
  }

  @Test func `weeks at the turn of a year`() {
    let day = utcTime(year: 2021, month: 0, day: 1)
    #expect(D3TimeFormat("%G-W%V %U %W")(day) == "2020-W53 00 00")
    #expect(D3TimeFormat("%G-W%V")(utcTime(year: 2018, month: 11, day: 31)) == "2019-W01")
  }

  @Test func `the default of time axes takes the coarsest form that tells the time`() {
    let multi = MultiTimeFormat()
    #expect(multi(utcTime(year: 2019, month: 0)) == "2019")
    #expect(multi(utcTime(year: 2019, month: 3)) == "April")
    #expect(multi(utcTime(year: 2019, month: 1)) == "February")
    #expect(multi(utcTime(year: 2019, month: 0, day: 6)) == "Jan 06")
    #expect(multi(utcTime(year: 2019, month: 0, day: 7)) == "Mon 07")
    #expect(multi(utcTime(year: 2019, month: 0, day: 7, hour: 13)) == "01 PM")
    #expect(multi(utcTime(year: 2019, month: 0, day: 7, hour: 13, minute: 5)) == "01:05")
    #expect(multi(utcTime(year: 2019, month: 0, day: 7, hour: 13, minute: 5, second: 9)) == ":09")
    #expect(multi(t) == ".042")
  }

  @Test(arguments: [
    ("2019", 1_546_300_800_000.0), ("2019-06", 1_559_347_200_000), ("2019-06-21", 1_561_075_200_000), ("2019-06-21T08:30", 1_561_105_800_000),
    ("2019-06-21T08:30:00.250Z", 1_561_105_800_250), ("2019-06-21T08:30:00+09:00", 1_561_073_400_000), ("+002019-06-21", 1_561_075_200_000),
    ("Jan 1 2000", 946_684_800_000), ("1 January 2000", 946_684_800_000), ("Jun 12 1998", 897_609_600_000), ("2000/01/01", 946_684_800_000),
    ("2001/01/01 06:55", 978_332_100_000), ("6/21/2019", 1_561_075_200_000), ("Fri, 21 Jun 2019 08:30:00 GMT", 1_561_105_800_000),
    ("Fri Jun 21 2019 08:30:00 GMT+0900 (KST)", 1_561_073_400_000), ("2019-06-21 08:30", 1_561_105_800_000), ("1-Aug-2001", 996_624_000_000),
    ("Jan 1, 2000 1:00 PM", 946_731_600_000), ("1/1/49", 2_493_072_000_000), ("1/1/50", -631_152_000_000),
  ] as [(String, Double)])
  func `dates read as V8 reads them`(_ text: String, _ expected: Double) {
    #expect(parseECMADate(text) == expected)
  }

  @Test(arguments: ["", "abc", "2019-13-01", "2019-02-30", "Jan", "1 2 3 4", "2019-06-21T25:00", "12:30", "Apples 5 pears"])
  func `what names no time is refused`(_ text: String) {
    #expect(parseECMADate(text) == nil)
  }

  @Test func `civil dates go forth and back over all of the range`() {
    for days in stride(from: -100_000_000.0, through: 100_000_000, by: 9_973) {
      let t = days * 86_400_000
      #expect(CivilDate(milliseconds: t)?.milliseconds == t)
    }
    #expect(CivilDate(milliseconds: 8.64e15 + 1) == nil)
    #expect(CivilDate(milliseconds: -1)?.iso(time: true) == "1969-12-31T23:59:59.999Z")
    #expect(CivilDate(year: 2019, month: 2, day: 29) == nil)
    #expect(CivilDate(year: -1, month: 1, day: 1)?.iso() == "-000001-01-01")
  }

  @Test func `intervals have boundaries`() {
    #expect(CalendarInterval.month.floor(t) == utcTime(year: 2019, month: 5))
    #expect(CalendarInterval.month.ceil(t, step: 3) == utcTime(year: 2019, month: 6))
    #expect(CalendarInterval.week.floor(t) == utcTime(year: 2019, month: 5, day: 16))
    #expect(CalendarInterval.monday.floor(t) == utcTime(year: 2019, month: 5, day: 17))
    #expect(CalendarInterval.minute.floor(t, step: 15) == utcTime(year: 2019, month: 5, day: 21, hour: 8))
    #expect(CalendarInterval.hour.ceil(t, step: 6) == utcTime(year: 2019, month: 5, day: 21, hour: 12))
    #expect(CalendarInterval.day.ceil(utcTime(year: 2019, month: 5, day: 30, hour: 1), step: 2) == utcTime(year: 2019, month: 6))
    #expect(CalendarInterval.year.floor(t, step: 10) == utcTime(year: 2010, month: 0))
    #expect(CalendarInterval.month.offset(utcTime(year: 2019, month: 0, day: 31), by: 1) == utcTime(year: 2019, month: 2, day: 3))
    #expect(CalendarInterval.day.count(from: utcTime(year: 2019, month: 0), to: utcTime(year: 2020, month: 0)) == 365)
    #expect(CalendarInterval.month.range(from: utcTime(year: 2019, month: 0, day: 2), to: utcTime(year: 2019, month: 3), step: 1).count == 2)
    #expect(CalendarInterval.year.offset(.nan, by: 1).isNaN)
    #expect(CalendarInterval.year.offset(t, by: .max).isNaN)
    #expect(CalendarInterval.day.offset(t, by: .max).isNaN)
  }

  @Test func `times are read by a form`() {
    #expect(D3TimeParser("%Y-%m-%d")("2019-06-21") == 1_561_075_200_000)
    #expect(D3TimeParser("%d %b %Y")("21 jun 2019") == 1_561_075_200_000)
    #expect(D3TimeParser("%d/%m/%y %I:%M %p")("21/06/19 08:30 PM") == 1_561_149_000_000)
    #expect(D3TimeParser("%Y-%m-%d")("2019-06-21x") == nil)
    #expect(D3TimeParser("%Y-%m-%d")("21 June") == nil)
    #expect(D3TimeParser("%Y %j")("2019 172") == 1_561_075_200_000)
    #expect(D3TimeParser("%Q")("12") == 12)
  }
}
