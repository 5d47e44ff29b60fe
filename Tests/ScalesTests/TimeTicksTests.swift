import Formats
import Scales
import Testing

private let start2012 = CivilDate(year: 2012, month: 1, day: 1)?.milliseconds ?? 0
private let start2013 = CivilDate(year: 2013, month: 1, day: 1)?.milliseconds ?? 0

@Test func `a year in ten ticks goes by months`() {
  let step = timeTickStep(from: start2012, to: start2013, count: 10)
  #expect(step == TimeTickStep(.month, 1))
  #expect(step.map { timeTicks(from: start2012, to: start2013, by: $0).count } == 13)
}

@Test func `centuries go by round years`() {
  let end = CivilDate(year: 2212, month: 1, day: 1)?.milliseconds ?? 0
  #expect(timeTickStep(from: start2012, to: end, count: 5) == TimeTickStep(.year, 50))
}

@Test func `times that are none give no ticks`() {
  #expect(timeTickStep(from: .nan, to: 0, count: 5) == nil)
  #expect(timeTicks(from: .infinity, to: 0, by: TimeTickStep(.day)).isEmpty)
}
