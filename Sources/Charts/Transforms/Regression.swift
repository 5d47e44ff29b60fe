import DataTables
import Glibc
import Diagnostics
import Inputs

extension TransformPipeline {
  /// Trend curves. https://vega.github.io/vega/docs/transforms/regression/
  func regression(_ node: TreeNode, _ frame: Frame) -> Frame {
    guard let yName = node["regression"]?.string, let xName = node["on"]?.string else { return frame }
    let keys = texts(node["groupby"]), names = texts(node["as"])
    let method = node["method"]?.string ?? "linear"
    if node["params"]?.bool == true { return parameters(node, frame, keys, xName, yName, method) }
    return curves(frame, keys, xName, yName, names) { points in
      guard let fit = Fit(method: method, order: Int(exactly: node["order"]?.number ?? 3) ?? 3, points) else { return [] }
      let given = node["extent"]?.elements?.compactMap(\.number)
      let xs = points.map(\.0)
      let extent = given.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil } ?? (xs.min() ?? 0, xs.max() ?? 0)
      if method == "linear" { return [(extent.0, fit.value(extent.0)), (extent.1, fit.value(extent.1))] }
      return sampleCurve(fit.value, extent, 25, 200)
    }
  }

  /// `params: true`: the coefficients and the share of variance that the trend explains, one row a group.
  private func parameters(_ node: TreeNode, _ frame: Frame, _ keys: [String], _ xName: String, _ yName: String, _ method: String) -> Frame {
    let groups = frame.grouped(by: keys)
    let order = Int(exactly: node["order"]?.number ?? 3) ?? 3
    let fits = groups.map { rows -> (Fit?, [(Double, Double)]) in
      let points = points(frame, rows, xName, yName)
      return (Fit(method: method, order: order, points), points)
    }
    var result = Frame(count: groups.count)
    for key in keys { result[key] = groups.map { frame.value(key, $0[0]) } }
    result["coef"] = fits.map { fit, _ in fit.map { .list($0.coefficients.map { .number($0) }) } ?? .null }
    result["rSquared"] = fits.map { fit, points in fit.map { .number($0.explained(points)) } ?? .null }
    return result
  }

  private func points(_ frame: Frame, _ rows: [Int], _ xName: String, _ yName: String) -> [(Double, Double)] {
    let xs = compilation.values(of: xName, in: frame), ys = compilation.values(of: yName, in: frame)
    return rows.compactMap { row -> (Double, Double)? in
      guard let x = xs[row].finite, let y = ys[row].finite else { return nil }
      return (x, y)
    }.sorted { $0.0 < $1.0 }
  }

  /// Local regression. https://vega.github.io/vega/docs/transforms/loess/
  ///
  /// - Throws: `too-much-work`.
  func loess(_ node: TreeNode, _ frame: Frame) throws(Failure) -> Frame {
    guard let yName = node["loess"]?.string, let xName = node["on"]?.string else { return frame }
    let keys = texts(node["groupby"]), names = texts(node["as"])
    let bandwidth = node["bandwidth"]?.number ?? 0.3
    let work = frame.grouped(by: keys).reduce(0.0) { $0 + 3 * Double($1.count) * max(2, min(1, bandwidth) * Double($1.count)) }
    try requireWork(work, "this local regression", at: node.range)
    return curves(frame, keys, xName, yName, names) { localRegression($0, bandwidth: bandwidth) }
  }

  private func curves(
    _ frame: Frame, _ keys: [String], _ xName: String, _ yName: String, _ names: [String], _ fit: ([(Double, Double)]) -> [(Double, Double)]
  ) -> Frame {
    let groups = frame.grouped(by: keys)
    var rows: [(Int, Double, Double)] = []
    for (g, members) in groups.enumerated() {
      for (x, y) in fit(points(frame, members, xName, yName)) where x.isFinite && y.isFinite { rows.append((g, x, y)) }
    }
    var result = Frame(count: rows.count)
    for key in keys { result[key] = rows.map { frame.value(key, groups[$0.0][0]) } }
    result[names.first ?? xName] = rows.map { .number($0.1) }
    result[names.count > 1 ? names[1] : yName] = rows.map { .number($0.2) }
    return result
  }
}

/// A fitted trend.
private struct Fit {
  let value: (Double) -> Double
  /// As Vega gives them: of 1, x, x^2... for polynomials; `a` and `b` of a + b ln x, a e^(bx), a x^b.
  let coefficients: [Double]

  /// One less the squared errors over the squared deviations from the mean.
  func explained(_ points: [(Double, Double)]) -> Double {
    let mean = points.reduce(0) { $0 + $1.1 } / Double(points.count)
    let errors = points.reduce(0) { $0 + ($1.1 - value($1.0)) * ($1.1 - value($1.0)) }
    return 1 - errors / points.reduce(0) { $0 + ($1.1 - mean) * ($1.1 - mean) }
  }

  init?(method: String, order: Int, _ points: [(Double, Double)]) {
    guard points.count > 1 else { return nil }
    switch method {
    case "linear":
      let (a, b) = Self.line(points)
      value = { a + b * $0 }
      coefficients = [a, b]
    case "log":
      let (a, b) = Self.line(points.compactMap { $0.0 > 0 ? (log($0.0), $0.1) : nil })
      value = { a + b * log($0) }
      coefficients = [a, b]
    case "exp":
      let (a, b) = Self.line(points.compactMap { $0.1 > 0 ? ($0.0, log($0.1)) : nil }, weights: points.compactMap { $0.1 > 0 ? $0.1 : nil })
      value = { exp(a + b * $0) }
      coefficients = [exp(a), b]
    case "pow":
      let (a, b) = Self.line(points.compactMap { $0.0 > 0 && $0.1 > 0 ? (log($0.0), log($0.1)) : nil })
      value = { exp(a) * pow($0, b) }
      coefficients = [exp(a), b]
    case "quad", "poly":
      let degree = method == "quad" ? 2 : min(12, max(1, order))
      let middle = points.reduce(0) { $0 + $1.0 } / Double(points.count)
      guard let c = Self.polynomial(points.map { ($0.0 - middle, $0.1) }, degree) else { return nil }
      value = { x in c.reversed().reduce(0) { $0 * (x - middle) + $1 } }
      coefficients = Self.moved(c, by: middle)
    default: return nil
    }
  }

  private static func line(_ points: [(Double, Double)], weights: [Double]? = nil) -> (Double, Double) {
    var sw = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0
    for (i, p) in points.enumerated() {
      let w = weights?[i] ?? 1
      sw += w
      sx += w * p.0
      sy += w * p.1
    }
    guard sw > 0 else { return (.nan, .nan) }
    let mx = sx / sw, my = sy / sw
    for (i, p) in points.enumerated() {
      let w = weights?[i] ?? 1
      sxx += w * (p.0 - mx) * (p.0 - mx)
      sxy += w * (p.0 - mx) * (p.1 - my)
    }
    let b = sxx == 0 ? 0 : sxy / sxx
    return (my - b * mx, b)
  }

  /// The coefficients of p(x - d) by those of p: Horner's scheme over polynomials.
  private static func moved(_ c: [Double], by d: Double) -> [Double] {
    c.reversed().reduce([]) { (sum: [Double], next) in
      var result = [Double](repeating: 0, count: sum.count + 1)
      for (i, x) in sum.enumerated() {
        result[i] -= d * x
        result[i + 1] += x
      }
      result[0] += next
      return result
    }
  }

  private static func polynomial(_ points: [(Double, Double)], _ degree: Int) -> [Double]? {
    let n = degree + 1
    var m = [[Double]](repeating: [Double](repeating: 0, count: n + 1), count: n)
    for (x, y) in points {
      for i in 0..<n {
        for j in 0..<n { m[i][j] += pow(x, Double(i + j)) }
        m[i][n] += y * pow(x, Double(i))
      }
    }
    for i in 0..<n {
      guard let p = (i..<n).max(by: { abs(m[$0][i]) < abs(m[$1][i]) }), abs(m[p][i]) > 1e-300 else { return nil }
      m.swapAt(i, p)
      for r in 0..<n where r != i {
        let f = m[r][i] / m[i][i]
        for c in i...n { m[r][c] -= f * m[i][c] }
      }
    }
    return (0..<n).map { m[$0][n] / m[$0][$0] }
  }
}

/// Cleveland's robust local regression, two rounds of reweighting.
private func localRegression(_ points: [(Double, Double)], bandwidth: Double) -> [(Double, Double)] {
  let n = points.count
  guard n > 1 else { return [] }
  let width = max(2, min(n, Int(exactly: (bandwidth * Double(n)).rounded(.down)) ?? n))
  let mx = points.reduce(0) { $0 + $1.0 } / Double(n)
  let xs = points.map { $0.0 - mx }, ys = points.map(\.1)
  var fitted = [Double](repeating: 0, count: n), weights = [Double](repeating: 1, count: n)
  for round in 0...2 {
    var interval = (0, width - 1)
    for i in 0..<n {
      let dx = xs[i]
      let edge = dx - xs[interval.0] > xs[interval.1] - dx ? interval.0 : interval.1
      let reach = 1 / (abs(xs[edge] - dx) == 0 ? 1 : abs(xs[edge] - dx))
      var w = 0.0, x = 0.0, y = 0.0, xy = 0.0, x2 = 0.0
      for k in interval.0...interval.1 {
        let t = abs(dx - xs[k]) * reach
        let tri = max(0, 1 - t * t * t)
        let wk = tri * tri * tri * weights[k]
        w += wk
        x += xs[k] * wk
        y += ys[k] * wk
        xy += xs[k] * ys[k] * wk
        x2 += xs[k] * xs[k] * wk
      }
      guard w > 0 else { continue }
      let (ax, ay, axy, ax2) = (x / w, y / w, xy / w, x2 / w)
      let spread = (ax2 - ax * ax).magnitude.squareRoot()
      let slope = spread < 1e-12 ? 0 : (axy - ax * ay) / (ax2 - ax * ax)
      fitted[i] = ay + slope * (dx - ax)
      if i + 1 < n {
        let value = xs[i + 1]
        while interval.1 + 1 < n, value > xs[interval.0], xs[interval.1 + 1] - value <= value - xs[interval.0] {
          interval = (interval.0 + 1, interval.1 + 1)
        }
      }
    }
    if round == 2 { break }
    let residuals = zip(ys, fitted).map { abs($0 - $1) }
    let median = residuals.sorted()[n / 2]
    if median < 1e-12 { break }
    weights = residuals.map { r in
      let a = r / (6 * median)
      return a >= 1 ? 1e-12 : (1 - a * a) * (1 - a * a)
    }
  }
  return (0..<n).map { (xs[$0] + mx, fitted[$0]) }
}
