import DataTables
import Diagnostics
import Inputs
import Specs

extension ReportBuilder {
  /// The tables that charts name.
  var tables: ReportTables { ReportTables(data: data, loader: loader) }

  /// Whether the block's `when:` lets it stand.
  mutating func shows(_ block: BlockSpec) -> Bool {
    guard let condition = block.common.when else { return true }
    var found = Findings()
    let holds = scope.inside(block.common.records, findings: &found).texts.holds(condition, findings: &found)
    findings.add(contentsOf: found.all)
    return holds
  }

  /// Runs `body` with the block's records, its language and its styles over those around it.
  mutating func withStyle<T>(of block: BlockSpec, _ body: (inout ReportBuilder) -> T) -> T {
    let own = block.common
    guard !own.style.isEmpty || !own.records.isEmpty || own.language != nil else { return body(&self) }
    let before = (scope, styles, words)
    var found = Findings()
    if !own.records.isEmpty { scope = scope.inside(own.records, findings: &found) }
    if let language = own.language?.text {
      scope.texts.language = language
      words = Words(language: language)
    }
    let theme = own.style.isEmpty ? styles.theme : styles.theme.with(own.style, findings: &found)
    styles = Styles(theme: theme, language: scope.texts.language, words: words)
    findings.add(contentsOf: found.all)
    let result = body(&self)
    (scope, styles, words) = before
    return result
  }
}
