import Glibc

/// How a continuous scale bends its domain before it maps it linearly.
package enum ScaleTransform: Hashable, Sendable {
  case linear
  case log(base: Double)
  case power(exponent: Double)
  case symlog(constant: Double)

  /// The bent value; NaN where there is none (the logarithm of zero).
  package func forward(_ x: Double) -> Double {
    switch self {
    case .linear: x
    case .log: x < 0 ? -Glibc.log(-x) : Glibc.log(x)
    case .power(let exponent): x < 0 ? -pow(-x, exponent) : pow(x, exponent)
    case .symlog(let constant): (x < 0 ? -1 : 1) * log1p(abs(x / constant))
    }
  }

  /// The inverse of `forward`. For `log`, of a positive domain.
  package func backward(_ y: Double, negative: Bool = false) -> Double {
    switch self {
    case .linear: y
    case .log: negative ? -exp(-y) : exp(y)
    case .power(let exponent): y < 0 ? -pow(-y, 1 / exponent) : pow(y, 1 / exponent)
    case .symlog(let constant): (y < 0 ? -1 : 1) * expm1(abs(y)) * constant
    }
  }
}
