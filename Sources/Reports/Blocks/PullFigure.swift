import Diagnostics
import Geometry
import Layout
import Prose
import Scene
import Specs
import Typesetting

extension ReportBuilder {
  /// One large figure under a rule, with a line of text below it. Nil without a value.
  mutating func pull(_ spec: PullSpec) -> (any Block)? {
    guard let value = texts.text(spec.value, findings: &findings), !value.isEmpty else { return nil }
    let text = texts.text(spec.text, findings: &findings).map { markupParagraph($0, .pullText, at: place(of: spec.text)) }
    return PullBlock(
      value: TextSpan(value, styles.text(.pullFigure)), text: text, rule: styles.theme.rule(.pull),
      ruleSpace: styles.theme.figure.belowRule, typesetter: typesetter)
  }
}

/// A large figure: rule, number, text. It is never parted; a number that is too wide for its region is set smaller.
private struct PullBlock: Block {
  let value: TextSpan
  let text: Paragraph?
  let rule: LineStyle
  let ruleSpace: Double
  let typesetter: Typesetter

  var widthRange: ClosedRange<Double> {
    let widest = max(typesetter.width(of: value.text, value.style), text?.widthRange.upperBound ?? 0)
    let narrowest = max(typesetter.width(of: value.text, value.style) * Numeral.leastScale, text?.widthRange.lowerBound ?? 0)
    return min(narrowest, widest)...widest
  }

  func layout(in region: Region, from cursor: Cursor) -> Fragment {
    var parts = SetParts()
    parts.rule(y: 0, from: 0, to: region.width, rule.width, rule.color)
    var y = rule.width + ruleSpace
    let numeral = Numeral(value, share: 0.82)
    let scale = numeral.scale(toFit: region.width, typesetter)
    parts.lines.append((numeral.line(scale, typesetter), Point(x: 0, y: y + numeral.baseline)))
    let baseline = y + numeral.baseline
    y += numeral.height
    if let text { y = parts.add(text, x: 0, top: y, width: region.width) }
    return onePiece(parts, height: y, in: region, from: cursor, tag: StructureTag(.paragraph), firstBaseline: baseline)
  }
}

/// A number set large on a line of fixed height.
struct Numeral: Sendable {
  let span: TextSpan
  /// The part of the line above the baseline. Lining figures have no descenders, so it is larger than in running text.
  let share: Double

  /// A number too wide for its room is set smaller, down to this part of its size.
  static let leastScale = 0.6

  init(_ span: TextSpan, share: Double = 0.8) {
    self.span = span
    self.share = share
  }

  var height: Double { span.style.leading ?? span.style.size * 1.2 }
  /// From the top of the line.
  var baseline: Double { height * share }

  /// What the size is multiplied with to fit `width`; never below `leastScale`.
  func scale(toFit width: Double, _ typesetter: Typesetter) -> Double {
    let natural = typesetter.width(of: span.text, span.style)
    guard natural > width, natural > 0 else { return 1 }
    return max(Self.leastScale, width / natural)
  }

  func line(_ scale: Double, _ typesetter: Typesetter) -> TextLine {
    var style = span.style
    style.size *= scale
    return typesetter.line(span.text, style)
  }
}
