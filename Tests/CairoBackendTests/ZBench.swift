import CairoBackend
import Foundation
import Geometry
import Glibc
import Scene
import Testing

private func cpu() -> Double { var t = timespec(); clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return Double(t.tv_sec) * 1e3 + Double(t.tv_nsec) / 1e6 }

@Suite(.serialized) struct ZBench {
  @Test(arguments: [0, 1, 2, 3]) func `bench table`(mode: Int) throws {
    var times: [Double] = [], build: [Double] = []
    var size = 0
    for _ in 0..<5 {
      let a = cpu()
      let sink = MemorySink()
      let writer = try PDFDocumentWriter(to: sink, properties: .init(title: "x"), fonts: FontFaces(book: TestFont.book), options: PDFOptions(tags: mode == 3))
      var scene = 0.0
      for p in 0..<200 {
        let t = cpu()
        var b = SceneBuilder()
        var rules = Path()
        for r in 0..<50 {
          let y = 70 + Double(r) * 14.2
          if mode == 3 { b.tagged(StructureTag(.tableRow)) { b in
            for c in 0..<8 { b.tagged(StructureTag(.tableCell)) { $0.glyphs(TestFont.run("cell\(r * c + p)x", x: 40 + Double(c) * 64, y: y, size: 8)) } } } }
          else { for c in 0..<8 { b.glyphs(TestFont.run("cell\(r * c + p)x", x: 40 + Double(c) * 64, y: y, size: 8)) } }
          if mode == 0 { rules.append(Path(from: Point(x: 40, y: y + 4), to: Point(x: 555, y: y + 4))) } else { b.rule(from: Point(x: 40, y: y + 4), to: Point(x: 555, y: y + 4), width: 0.4, color: .black) }
        }
        if mode == 2 { for i in 0..<20000 { b.fill(Path(rect: Rect(x: Double(i * 37 % 590), y: Double(i * 91 % 830), width: 2, height: 2)), .black) } }
        if mode == 0 { b.stroke(rules, .black, StrokeStyle(width: 0.4)) }
        let page = ScenePage(size: Size(width: 595, height: 842), items: b.items)
        scene += cpu() - t
        try writer.write(page)
        if mode == 2 { break }
      }
      try writer.finish()
      size = sink.bytes.count
      times.append(cpu() - a - scene)
      build.append(scene)
    }
    print("BENCH mode \(mode): writer \(times.sorted()[2]) ms, scene \(build.sorted()[2]) ms, \(size) bytes")
  }

  @Test func `bench png`() throws {
    for scale in [1.0, 2.0] {
      var b = SceneBuilder()
      let colors = [0x4c78a8, 0xf58518, 0x54a24b, 0xe45756, 0x72b7b2] as [UInt32]
      for t in 0..<6 { b.rule(from: Point(x: 90, y: 710 - 124 * Double(t)), to: Point(x: 1000, y: 710 - 124 * Double(t)), width: 1, color: Color(hex: 0xdddddd)); b.glyphs(TestFont.run("\(t * 20)", x: 60, y: 716 - 124 * Double(t), size: 17)) }
      for g in 0..<4 { for s in 0..<5 { let h = Double((g * 5 + s) * 37 % 100) * 6.2; let x = 90 + Double(g) * 227.5 + 22.75 + Double(s) * 36.4
        b.fill(Path(rect: Rect(x: x, y: 710 - h, width: 36.4, height: h)), Color(hex: colors[s])); b.glyphs(TestFont.run("\(Int(h))", x: x + 8, y: 705 - h, size: 14)) } 
        b.glyphs(TestFont.run("Season \(g)", x: 150 + Double(g) * 227, y: 738, size: 18)) }
      for s in 0..<5 { b.fill(Path(rect: Rect(x: 1030, y: 110 + Double(s) * 30, width: 20, height: 20)), Color(hex: colors[s])); b.glyphs(TestFont.run("Phnom Penh", x: 1060, y: 127 + Double(s) * 30, size: 17)) }
      b.glyphs(TestFont.run("Chart 000: rain by season and station", x: 300, y: 52, size: 28))
      let page = ScenePage(size: Size(width: 1200, height: 800), items: b.items)
      let options = RasterOptions(size: .pixelsPerPoint(scale))
      let fonts = try FontFaces(book: TestFont.book)
      var all: [Double] = [], draw: [Double] = [], size = 0, type: UInt8 = 0
      for _ in 0..<9 {
        var t = cpu(); let png = try renderPNG(page, options: options, fonts: fonts).png; all.append(cpu() - t); size = png.count; type = png[25]
        t = cpu(); let r = try renderRaster(page, options: options, fonts: fonts); draw.append(cpu() - t); _ = r
        if scale == 1 { try Data(png).write(to: URL(fileURLWithPath: "/tmp/cb/ours.png")) } else { try Data(png).write(to: URL(fileURLWithPath: "/tmp/cb/ours2.png")) }
      }
      print("BENCH png x\(scale): all first \(all[0]) median \(all.sorted()[4]), draw+copy \(draw.sorted()[4]) ms, \(size) bytes type \(type)")
    }
  }
}
