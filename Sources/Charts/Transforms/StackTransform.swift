import DataTables
import Inputs

extension TransformPipeline {
  /// The two ends of each row in a stack. https://vega.github.io/vega/docs/transforms/stack/
  func stack(_ node: TreeNode, _ given: Frame) -> Frame {
    guard let field = node["stack"]?.string else { return given }
    var frame = given
    let names = texts(node["as"])
    let start = names.first ?? field + "_start", end = names.count > 1 ? names[1] : names.isEmpty ? field + "_end" : start + "_end"
    let values = compilation.values(of: field, in: frame)
    let offset = node["offset"]?.string ?? "zero"
    var starts = [Value](repeating: .null, count: frame.count), ends = starts
    let groups = flattened(frame, texts(node["groupby"])).grouped(by: texts(node["groupby"]))
    let sums = groups.map { $0.reduce(0.0) { $0 + abs(values[$1].finite ?? 0) } }
    let tallest = sums.max() ?? 0
    for (rows, sum) in zip(groups, sums) {
      var above = 0.0, below = 0.0
      var along = offset == "center" ? (tallest - sum) / 2 : 0
      for row in sorted(rows, frame, node["sort"]) {
        let x = values[row].finite ?? 0
        if offset == "zero" {
          starts[row] = .number(x < 0 ? below : above)
          if x < 0 { below += x } else { above += x }
          ends[row] = .number(x < 0 ? below : above)
        } else {
          let scale = offset == "normalize" ? (sum == 0 ? 0 : 1 / sum) : 1
          starts[row] = .number(along * scale)
          along += abs(x)
          ends[row] = .number(along * scale)
        }
      }
    }
    frame[start] = starts
    frame[end] = ends
    return frame
  }
}
