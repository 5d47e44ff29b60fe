import Charts
package import Diagnostics
import Geometry
import Inputs
package import Scene

/// Turns the bytes of a picture file into pixels. The program gives that of its backend, so that the pipeline needs no picture library.
package struct PictureDecoder: Sendable {
  let decode: @Sendable (_ file: [UInt8], _ range: SourceRange) throws(Failure) -> SceneImage

  /// - Parameter decode: gives the pixels with an empty frame; throws what is wrong with the file.
  package init(_ decode: @escaping @Sendable (_ file: [UInt8], _ range: SourceRange) throws(Failure) -> SceneImage) {
    self.decode = decode
  }
}

/// The pictures that charts name: files beneath the root.
struct Pictures: Sendable {
  let loader: ResourceLoader
  let decoder: PictureDecoder?

  /// The pictures of a chart by their address. One that cannot be read is a warning; a crossed frame stands in its place.
  func pictures(of scene: MarkScene, at range: SourceRange, findings: inout Findings) -> [String: SceneImage] {
    var result: [String: SceneImage] = [:]
    var tried: Set<String> = []
    for case .image(_, let url) in scene.marks.map(\.shape) where !url.isEmpty && tried.insert(url).inserted {
      do throws(Failure) {
        result[url] = try read(url, at: range)
      } catch {
        let reason = error.diagnostics.first?.message ?? "it cannot be read"
        findings.warning("picture-frame", at: range, "the picture \"\(url)\" is not drawn, a frame stands in its place: \(reason)")
      }
    }
    return result
  }

  private func read(_ url: String, at range: SourceRange) throws(Failure) -> SceneImage {
    guard let decoder else { throw Failure(Diagnostic("not-available", at: range, "pictures are not read here")) }
    return try decoder.decode(try loader.load(url, at: range, limit: InputLimits.imageBytes).bytes, range)
  }
}
