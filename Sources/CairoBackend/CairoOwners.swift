import CCairo
import Diagnostics

/// Owns a `cairo_surface_t`.
struct CairoSurface: ~Copyable {
  let pointer: OpaquePointer

  /// - Throws: a failure with cairo's own text when `pointer` is null or a surface in error.
  init(_ pointer: OpaquePointer?, for purpose: String) throws(Failure) {
    guard let pointer else { throw outputFailure("drawing-failed", "\(purpose) cannot be made") }
    let status = cairo_surface_status(pointer)
    if status != CAIRO_STATUS_SUCCESS { cairo_surface_destroy(pointer) }
    try checkCairo(status, purpose)
    self.pointer = pointer
  }

  deinit { cairo_surface_destroy(pointer) }

  func check(_ purpose: String) throws(Failure) { try checkCairo(cairo_surface_status(pointer), purpose) }
}

/// Owns a `cairo_t`.
struct CairoContext: ~Copyable {
  let pointer: OpaquePointer

  init(on surface: borrowing CairoSurface, for purpose: String) throws(Failure) {
    guard let pointer = cairo_create(surface.pointer) else { throw outputFailure("drawing-failed", "\(purpose) cannot be made") }
    let status = cairo_status(pointer)
    if status != CAIRO_STATUS_SUCCESS { cairo_destroy(pointer) }
    try checkCairo(status, purpose)
    self.pointer = pointer
  }

  deinit { cairo_destroy(pointer) }

  func check(_ purpose: String) throws(Failure) { try checkCairo(cairo_status(pointer), purpose) }
}

/// Turns a bad status into a failure with cairo's own text.
func checkCairo(_ status: cairo_status_t, _ purpose: String) throws(Failure) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  let text = cairo_status_to_string(status).map { String(cString: $0) } ?? "status \(status.rawValue)"
  if status == CAIRO_STATUS_NO_MEMORY { throw limitFailure("out-of-memory", "\(purpose): \(text)") }
  throw outputFailure("drawing-failed", "\(purpose): \(text)")
}
