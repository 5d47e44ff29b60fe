/// How grave a finding is.
package enum Severity: String, Sendable {
  case error
  case warning
}

/// Which exit code a finding leads to when it is an error (DESIGN: exit codes of the command line).
package enum DiagnosticClass: Sendable {
  /// The spec or the data is wrong: exit 2.
  case input
  /// A limit of size or work was met while running: exit 3.
  case limit
  /// The output could not be written: exit 4.
  case output
}

/// Something the author should know, tied to a place in a file.
///
/// The message says what was found and what was expected; `hint` proposes the remedy (the nearest valid name, for one).
/// Nothing below the command line prints: findings travel as values.
package struct Diagnostic: Hashable, Sendable {
  /// A stable kebab-case name, such as `unknown-key`.
  package var id: String
  package var severity: Severity
  package var kind: DiagnosticClass
  package var message: String
  package var hint: String?
  package var range: SourceRange

  package init(
    _ id: String, _ severity: Severity = .error, kind: DiagnosticClass = .input, at range: SourceRange, _ message: String,
    hint: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.kind = kind
    self.message = message
    self.hint = hint
    self.range = range
  }
}

/// Findings that end a step: at least one is an error.
package struct Failure: Error {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  package init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }
}

/// A growing list of findings, passed `inout` through a step so that one run can report several.
///
/// ## Guarantees
/// - Equal findings are kept once.
/// - At most `Findings.most` are kept; the rest are counted.
package struct Findings: Sendable {
  /// More than this many findings help nobody; the rest are counted.
  package static let most = 100

  package private(set) var all: [Diagnostic] = []
  package private(set) var uncounted = 0
  private var seen: Set<Diagnostic> = []
  private var errorCount = 0

  package init() {}

  package var hasErrors: Bool { errorCount > 0 }

  package mutating func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    guard all.count < Self.most else {
      uncounted += 1
      return
    }
    if seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }

  package mutating func add(contentsOf diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { add(diagnostic) }
  }

  package mutating func error(_ id: String, at range: SourceRange, _ message: String, hint: String? = nil) {
    add(Diagnostic(id, .error, at: range, message, hint: hint))
  }

  package mutating func warning(_ id: String, at range: SourceRange, _ message: String, hint: String? = nil) {
    add(Diagnostic(id, .warning, at: range, message, hint: hint))
  }

  /// Runs `body`, keeps what it throws as findings and gives nil in that case.
  package mutating func attempt<T>(_ body: () throws(Failure) -> T) -> T? {
    do {
      return try body()
    } catch {
      add(contentsOf: error.diagnostics)
      return nil
    }
  }

  /// As `attempt`, for steps that also leave warnings: `body` gets these findings to add to.
  package mutating func attempt<T>(_ body: (inout Findings) throws(Failure) -> T) -> T? {
    do {
      return try body(&self)
    } catch {
      add(contentsOf: error.diagnostics)
      return nil
    }
  }

  /// - Throws: `Failure` with everything found so far when there is an error among it.
  package func check() throws(Failure) {
    if hasErrors { throw Failure(all) }
  }
}
