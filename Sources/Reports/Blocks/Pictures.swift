import Charts
package import Diagnostics
import Inputs
package import Scene

/// Reads and checks picture files. The program gives that of its backend, so that the pipeline needs no picture library.
package struct PictureReader: Sendable {
  let read: @Sendable (_ file: [UInt8], _ range: SourceRange) throws(Failure) -> Picture

  /// - Parameter read: throws what is wrong with the file, at the range of its name.
  package init(_ read: @escaping @Sendable (_ file: [UInt8], _ range: SourceRange) throws(Failure) -> Picture) {
    self.read = read
  }
}

/// The pictures of a document: files beneath the root, each read once.
struct Pictures: Sendable {
  private let loader: ResourceLoader
  private let reader: PictureReader?
  private var known: [Address: Picture] = [:]

  /// A path and the file that it is relative to.
  private struct Address: Hashable {
    var path: String
    var origin: String
  }

  init(loader: ResourceLoader, reader: PictureReader?) {
    self.loader = loader
    self.reader = reader
  }

  /// The picture at `path`, relative to the file that `range` lies in.
  ///
  /// - Throws: what the loader finds wrong with the path and the reader with the file, which is named in each message.
  mutating func picture(_ path: String, at range: SourceRange) throws(Failure) -> Picture {
    let address = Address(path: path, origin: range.file?.name ?? "")
    if let picture = known[address] { return picture }
    guard let reader else { throw Failure(Diagnostic("not-available", at: range, "pictures are not read here")) }
    let file = try loader.load(path, at: range, limit: InputLimits.imageBytes)
    do throws(Failure) {
      let picture = try reader.read(file.bytes, range)
      known[address] = picture
      return picture
    } catch {
      throw Failure(
        error.diagnostics.map { diagnostic in
          var named = diagnostic
          named.message = "\"\(path)\": \(diagnostic.message)"
          return named
        })
    }
  }

  /// The pictures of a chart by their address. One that cannot be read is a warning; a crossed frame stands in its place.
  mutating func pictures(of scene: MarkScene, at range: SourceRange, findings: inout Findings) -> [String: Picture] {
    var result: [String: Picture] = [:]
    var tried: Set<String> = []
    for case .image(let image) in scene.marks.map(\.shape) where !image.url.isEmpty && tried.insert(image.url).inserted {
      do throws(Failure) {
        result[image.url] = try picture(image.url, at: range)
      } catch {
        let reason = error.diagnostics.first?.message ?? "it cannot be read"
        findings.warning(
          "picture-frame", at: range, "the picture \"\(image.url)\" is not drawn, a frame stands in its place: \(reason)",
          hint: error.diagnostics.first?.hint)
      }
    }
    return result
  }
}
