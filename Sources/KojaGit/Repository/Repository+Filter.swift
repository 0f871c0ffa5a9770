internal import CLibGit2
internal import KojaModel

extension Repository {
  /// The bytes as git would store them for a path: line ends after `core.autocrlf`, `text` and `eol`, and `ident`.
  ///
  /// Throws `unsupported` when a `filter` or `working-tree-encoding` attribute applies to the path: libgit2 runs no
  /// program for it, and would store as plain text what git would have encrypted.
  package func filteredForStorage(_ bytes: [UInt8], path: String) throws(GitError) -> [UInt8] {
    for attribute in ["filter", "working-tree-encoding"] {
      if let value = try attributeValue(attribute, of: path) { throw Self.refused("\(attribute)=\(value)", path) }
    }
    var list: OpaquePointer?
    let view = try attributeView()
    try git(
      "git_filter_list_load",
      git_filter_list_load(&list, view, nil, path, GIT_FILTER_TO_ODB, GIT_FILTER_DEFAULT.rawValue))
    guard let list else { return bytes }
    defer { git_filter_list_free(list) }
    var output = git_buf()
    defer { git_buf_dispose(&output) }
    let code = bytes.withUnsafeBytes { input in
      git_filter_list_apply_to_buffer(
        &output, list, input.baseAddress?.assumingMemoryBound(to: CChar.self), input.count)
    }
    try git("git_filter_list_apply_to_buffer", code)
    let filtered = Array(UnsafeRawBufferPointer(start: output.ptr, count: output.size))
    guard filtered.count != bytes.count, try keepsLineEnds(path) else { return filtered }
    return bytes
  }

  /// Whether git leaves the line ends of a file alone: it guesses that it is a text, and the committed one has CR
  /// (gitattributes(5), `text=auto`). The library looks for that one in an index that the view does not have.
  private func keepsLineEnds(_ path: String) throws(GitError) -> Bool {
    var value: UnsafePointer<CChar>?
    try git("git_attr_get", git_attr_get(&value, attributeView(), 0, path, "text"))
    guard git_attr_value(value) != GIT_ATTR_VALUE_TRUE else { return false }
    guard let head = try head().commit, let entry = try entry(at: path, in: head), entry.isBlob,
      let committed = try blob(entry.id, limit: 1 << 24)
    else { return false }
    return committed.contains(0x0D)
  }

  /// The value of an attribute that is set to a text; nil when it is not, or off.
  private func attributeValue(_ name: String, of path: String) throws(GitError) -> String? {
    var value: UnsafePointer<CChar>?
    try git("git_attr_get", git_attr_get(&value, attributeView(), 0, path, name))
    guard git_attr_value(value) == GIT_ATTR_VALUE_STRING, let value else { return nil }
    return String(cString: value)
  }

  private static func refused(_ setting: String, _ path: String) -> GitError {
    GitError(
      .unsupported(setting: setting), operation: "git_attr_get",
      Phrase(
        id: "`\(path)` memakai atribut git `\(setting)`, yang tidak dapat dijalankan koja",
        en: "`\(path)` has the git attribute `\(setting)`, which koja cannot run"),
      hint: Phrase(
        id: "hapus atribut itu dari `.gitattributes`, atau simpan berkas ini dengan `git add` dan `git commit`",
        en: "take it out of `.gitattributes`, or store this file with `git add` and `git commit`"))
  }
}
