package import Diagnostics

/// What was found in the documents of several records. Equal findings are told once, with the records that they are about.
package struct RecordFindings: Sendable {
  private var found: [(finding: Diagnostic, labels: [String])] = []
  private var places: [Diagnostic: Int] = [:]
  private var count = 0

  package init() {}

  /// Adds the findings of one record; records come in the order of their table.
  package mutating func add(_ findings: Findings, of label: String) {
    count += 1
    for finding in findings.all {
      if let place = places[finding] {
        found[place].labels.append(label)
      } else if found.count < Findings.most {
        places[finding] = found.count
        found.append((finding, [label]))
      }
    }
  }

  /// The findings in the order in which they first came, each with its records: `(for c = VNM)`.
  package var all: [Diagnostic] {
    found.map { entry in
      var finding = entry.finding
      finding.message += " (for \(names(entry.labels)))"
      return finding
    }
  }

  private func names(_ labels: [String]) -> String {
    if labels.count == count, count > 1 { return "all \(count) records" }
    let first = labels.prefix(3).joined(separator: ", ")
    return labels.count > 3 ? "\(first) and \(labels.count - 3) more" : first
  }
}
