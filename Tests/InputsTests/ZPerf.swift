import Testing
import Inputs
import Diagnostics
@Test func zperf() throws {
  var text = "["
  for i in 0..<400_000 { text += (i > 0 ? "," : "") + "{\"iso3\":\"KOR\",\"year\":\(i),\"exports\":\(Double(i) * 1.25),\"imports\":12345.678,\"name\":\"Viet Nam\"}" }
  text += "]"
  let file = SourceFile(name: "a.json", text: text)
  let clock = ContinuousClock()
  let t = try clock.measure { _ = try parseJSON(file, limits: .data) }
  print("ZPERF", file.bytes.count, t)
}
