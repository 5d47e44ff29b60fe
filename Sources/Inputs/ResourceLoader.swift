package import Diagnostics
import Glibc

/// Opens every file of a render: nothing above the two roots is ever read.
///
/// The *root* is the spec's folder; paths in a file are relative to the folder of that file. The *resources* (fonts, themes, base maps) are
/// addressed by name.
///
/// ## Guarantees
/// - Only regular files beneath a root are opened; `..`, absolute paths, devices and symbolic links that lead out are refused.
/// - The size is known from the open file before anything is read.
/// - No network: addresses such as `https://...` are refused.
package struct ResourceLoader: Sendable {
  private let root: String
  private let rootName: String
  private let resources: String?

  /// - Parameters:
  ///   - root: The folder that paths may not leave.
  ///   - resources: The folder of the built-in resources; nil when there is none.
  ///   - rootName: How names of files beneath the root begin in messages (`layouts/brief`); nothing when the root is the working folder.
  package init(root: String, resources: String?, rootName: String = "") {
    self.root = realPath(root) ?? root
    self.resources = resources.map { realPath($0) ?? $0 }
    self.rootName = rootName == "." ? "" : rootName
  }

  /// The file at `path`, relative to the file that `range` lies in.
  /// - Throws: `bad-path`, `missing-file`, `not-a-file`, `too-large`, `unreadable-file`.
  package func load(_ path: String, at range: SourceRange, limit: Int) throws(Failure) -> SourceFile {
    let origin = range.file?.name ?? ""
    if resources != nil, let folder = resourceFolder(of: origin) {
      return try resource(folder + path, at: range, limit: limit)
    }
    let parts = try components(path, below: folderParts(of: origin), at: range)
    let name = ([rootName].filter { !$0.isEmpty } + parts).joined(separator: "/")
    let bytes = try read(parts, beneath: root, wanted: path, at: range, limit: limit)
    return SourceFile(name: name, bytes: bytes)
  }

  /// The built-in resource `name`, such as `layouts/themes/monsoon.yaml`.
  /// - Throws: as `load`, and `missing-resources` when no resources were found.
  package func resource(_ name: String, at range: SourceRange, limit: Int) throws(Failure) -> SourceFile {
    guard let resources else {
      throw Failure(
        Diagnostic(
          "missing-resources", at: range, "the built-in resource \"\(name)\" is needed, but the resources folder was not found",
          hint: "give it with --resources DIR"))
    }
    let parts = try components(name, below: [], at: range)
    let bytes = try read(parts, beneath: resources, wanted: name, at: range, limit: limit)
    return SourceFile(name: resourcePrefix + parts.joined(separator: "/"), bytes: bytes)
  }

  /// As `load`; the bytes must be UTF-8.
  /// - Throws: as `load`, and `not-utf8` with the likely encoding.
  package func loadText(_ path: String, at range: SourceRange, limit: Int) throws(Failure) -> SourceFile {
    let file = try load(path, at: range, limit: limit)
    try requireUTF8(file, remedy: "save it as UTF-8, or name its encoding: {encoding: \(likelyEncoding(of: file.bytes))}")
    return file
  }

  /// The absolute path of a folder of the resources, for libraries that open their files themselves (fonts).
  /// - Throws: `missing-resources` when no resources were found.
  package func folder(ofResource name: String) throws(Failure) -> String {
    guard let resources else {
      throw Failure(
        Diagnostic(
          "missing-resources", at: .detached, "the built-in resources (\(name)) are needed, but their folder was not found",
          hint: "give it with --resources DIR"))
    }
    return resources + "/" + name
  }

  // MARK: Names

  private let resourcePrefix = "<resources>/"

  private func resourceFolder(of name: String) -> String? {
    guard name.hasPrefix(resourcePrefix) else { return nil }
    let path = name.dropFirst(resourcePrefix.count)
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The folder of the file `name`, as parts below the root; none for `<stdin>` and for files that stand outside the root's name.
  private func folderParts(of name: String) -> [String] {
    var path = Substring(name)
    if !rootName.isEmpty {
      guard path.hasPrefix(rootName + "/") else { return [] }
      path = path.dropFirst(rootName.utf8.count + 1)
    }
    guard !path.hasPrefix("/"), !path.hasPrefix("<") else { return [] }
    let parts = path.split(separator: "/").filter { $0 != "." }.dropLast().map(String.init)
    return parts.contains("..") ? [] : parts
  }

  /// `path` as names from the root down.
  private func components(_ path: String, below folder: [String], at range: SourceRange) throws(Failure) -> [String] {
    func refused(_ message: String, _ hint: String?) -> Failure { Failure(Diagnostic("bad-path", at: range, message, hint: hint)) }
    if path.isEmpty { throw refused("the path is empty", nil) }
    if path.utf8.count > InputLimits.pathBytes { throw refused("the path is longer than \(InputLimits.pathBytes) bytes", nil) }
    if path.utf8.contains(0) { throw refused("the path contains a NUL", nil) }
    if isAddress(path) {
      throw refused(
        "\"\(path.prefix(80))\" is an address; nothing is fetched from the network", "download the file beside the spec")
    }
    if path.hasPrefix("/") { throw refused("\"\(path)\" is an absolute path", "paths are relative to the file that names them") }
    var parts = folder
    for part in path.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(String(part))
        continue
      }
      guard parts.popLast() != nil else {
        throw refused("\"\(path)\" leaves the folder of the spec", "give a folder above it with --root")
      }
    }
    if parts.isEmpty { throw refused("\"\(path)\" is a folder, not a file", nil) }
    return parts
  }

  /// `https://x`, `file:///x`, `data:...`: letters, then a colon.
  private func isAddress(_ path: String) -> Bool {
    guard let colon = path.firstIndex(of: ":") else { return false }
    let scheme = path[..<colon]
    let isScheme = scheme.count > 1 && scheme.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
    return isScheme && (path[colon...].hasPrefix("://") || scheme == "data" || scheme == "file")
  }

  // MARK: Reading

  private func read(
    _ parts: [String], beneath root: String, wanted: String, at range: SourceRange, limit: Int
  ) throws(Failure) -> [UInt8] {
    let path = root + "/" + parts.joined(separator: "/")
    guard let real = realPath(path) else {
      let problem = errno
      if problem == ENOENT || problem == ENOTDIR { throw missing(parts, beneath: root, wanted: wanted, at: range) }
      throw unreadable(wanted, problem, at: range)
    }
    let prefix = root == "/" ? "/" : root + "/"
    guard real.hasPrefix(prefix) else {
      throw Failure(Diagnostic("bad-path", at: range, "\"\(wanted)\" is a link that leaves the folder of the spec"))
    }
    let descriptor = openBeneath(root, real.dropFirst(prefix.utf8.count).split(separator: "/"))
    guard descriptor >= 0 else { throw unreadable(wanted, errno, at: range) }
    defer { close(descriptor) }
    return try content(of: descriptor, wanted, at: range, limit: limit)
  }

  /// Opens name by name from the root, following no link: a link put there since the path was resolved is not followed out.
  private func openBeneath(_ root: String, _ names: [Substring]) -> Int32 {
    var folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for (i, name) in names.enumerated() where folder >= 0 {
      let isLast = i == names.count - 1
      let next = openat(folder, String(name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (isLast ? O_NONBLOCK : O_DIRECTORY))
      let problem = errno
      close(folder)
      errno = problem
      folder = next
    }
    return folder
  }

  private func content(of descriptor: Int32, _ wanted: String, at range: SourceRange, limit: Int) throws(Failure) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(wanted, errno, at: range) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let what = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a device"
      throw Failure(Diagnostic("not-a-file", at: range, "\"\(wanted)\" is \(what), not a file"))
    }
    guard let size = Int(exactly: status.st_size), size <= limit else {
      throw tooLarge(wanted, Int(clamping: status.st_size), limit, at: range)
    }
    var problem: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = errno }
        if got <= 0 { break }
        count += got
      }
    }
    if problem != 0 { throw unreadable(wanted, problem, at: range) }
    return bytes
  }

  private func tooLarge(_ wanted: String, _ size: Int, _ limit: Int, at range: SourceRange) -> Failure {
    Failure(
      Diagnostic(
        "too-large", kind: .limit, at: range, "\"\(wanted)\" has \(grouped(size)) bytes; at most \(grouped(limit)) are read"))
  }

  private func unreadable(_ wanted: String, _ problem: Int32, at range: SourceRange) -> Failure {
    Failure(Diagnostic("unreadable-file", at: range, "\"\(wanted)\" cannot be read: \(String(cString: strerror(problem)))"))
  }

  /// Names the first part of the path that is not there, and what its folder has instead.
  private func missing(_ parts: [String], beneath root: String, wanted: String, at range: SourceRange) -> Failure {
    var folder = root
    var present: [String] = []
    for part in parts {
      guard realPath(folder + "/" + part) != nil else {
        let names = folderNames(folder)
        let place = present.isEmpty ? "" : " in \"\(present.joined(separator: "/"))\""
        let near = nearestName(to: part, among: names).map { "did you mean \"\($0)\"?" }
        return Failure(Diagnostic("missing-file", at: range, "no file \"\(wanted)\": there is no \"\(part)\"\(place)", hint: near))
      }
      folder += "/" + part
      present.append(part)
    }
    return Failure(Diagnostic("missing-file", at: range, "no file \"\(wanted)\""))
  }

  /// The names in a folder, sorted, so that the proposal does not depend on the file system.
  private func folderNames(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while names.count < InputLimits.folderNames, let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}

/// `path` with every link resolved; nil with `errno` set when it does not exist.
private func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
