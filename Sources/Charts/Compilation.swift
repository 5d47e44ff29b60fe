package import DataTables
import Diagnostics
import Geo
package import Inputs
import Typesetting

/// What one run of the chart compiler shares: where data and text widths come from, and the findings so far.
///
/// A class because the findings grow in many places; it lives for one chart only.
final class Compilation {
  let tables: any ChartTables
  let options: ChartOptions
  let ruler: TextRuler
  var findings = Findings()
  var config: ChartConfig
  /// Variable parameters by name.
  var params: [ObjectField] = []
  /// What the selections that begin with a value hold, as predicates by name.
  var selections: [String: TreeNode] = [:]
  /// `datasets` of the spec.
  var datasets: TreeNode?
  /// Bins that a transform made, by the column that holds their starts.
  var knownBins: [String: Bins] = [:]
  /// The shapes that rows refer to by number.
  var geometries: [GeoGeometry] = []
  /// The scales of the plot that is being drawn.
  var plot: PlotScales?
  /// Where keys were found wanting: an object is read more than once.
  var checkedKeys: Set<String> = []
  /// The limit that has ended the drawing.
  private(set) var excess: Diagnostic?
  private var tableCache: [String: Frame] = [:]

  init(tables: any ChartTables, options: ChartOptions, typesetter: Typesetter) {
    self.tables = tables
    self.options = options
    ruler = TextRuler(typesetter: typesetter, language: options.language)
    config = ChartConfig(spec: nil, theme: options.config)
  }

  /// A finding that is an error in strict charts and a warning in pasted ones.
  func report(_ id: String, at range: SourceRange, _ message: String, hint: String? = nil) {
    findings.add(Diagnostic(id, options.isStrict ? .error : .warning, at: range, message, hint: hint))
  }

  /// A part of the grammar that is not drawn (yet).
  func unsupported(_ what: String, at range: SourceRange) {
    report("unsupported", at: range, "\(what) is not supported here; the chart is drawn without it")
  }

  /// A limit that the drawing goes past: the first one counts, and nothing more is drawn.
  func exceed(_ id: String, at range: SourceRange, _ message: String) {
    excess = excess ?? Diagnostic(id, kind: .limit, at: range, message)
  }

  /// Runs a step outside of `findings`, as the step may itself leave some; nil, with its findings, when it fails.
  func attempt<T>(_ body: () throws(Failure) -> T) -> T? {
    do throws(Failure) {
      return try body()
    } catch {
      findings.add(contentsOf: error.diagnostics)
      return nil
    }
  }

  func cached(_ key: String, _ make: () throws(Failure) -> Frame) throws(Failure) -> Frame {
    if let found = tableCache[key] { return found }
    let made = try make()
    tableCache[key] = made
    return made
  }
}

/// How a chart is to be compiled.
package struct ChartOptions: Sendable {
  /// The outer size in chart pixels; nil lets the spec decide.
  package var width: Double?
  package var height: Double?
  /// The theme's Vega-Lite `config`; the spec's own wins.
  package var config: TreeNode?
  /// Unknown keys and fields are errors, not warnings.
  package var isStrict: Bool
  /// BCP 47.
  package var language: String
  package var name: String
  /// What the expressions of the chart may name beside its own parameters: the report's parameters, records and one-row data.
  package var names: [ObjectField] = []

  package init(
    width: Double? = nil, height: Double? = nil, config: TreeNode? = nil, isStrict: Bool = false, language: String = "en", name: String = ""
  ) {
    self.width = width
    self.height = height
    self.config = config
    self.isStrict = isStrict
    self.language = language
    self.name = name
  }
}

/// The numbers past which a chart is refused, each with its reason.
package enum ChartLimits {
  /// More marks than a picture can show; each costs about 300 bytes.
  package static let marks = 1_000_000
  /// Sequences, densities and pivots that a short spec can blow up.
  package static let rows = 5_000_000
  /// The longest side of a chart in pixels.
  package static let side = 100_000.0
  /// Steps of a transform that goes through many rows for each row: some seconds.
  package static let work = 400_000_000.0
  /// Cells of facets and repeats.
  package static let views = 10_000
}

/// - Throws: `too-much-work` when a transform would take more than `ChartLimits.work` steps.
func requireWork(_ steps: Double, _ what: String, at range: SourceRange) throws(Failure) {
  guard steps > ChartLimits.work else { return }
  throw Failure(
    Diagnostic(
      "too-much-work", kind: .limit, at: range, "\(what) would go through more than \(Int(exactly: ChartLimits.work) ?? 0) rows",
      hint: "aggregate or sample the data first"))
}
