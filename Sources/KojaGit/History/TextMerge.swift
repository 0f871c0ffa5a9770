internal import CLibGit2

/// Joins two texts that came from a third, as git joins the two sides of a merge.
package enum TextMerge {
  /// The text with the changed lines of both; nil where they meet, or where a text cannot be told by lines.
  package static func joined(_ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) throws(GitError) -> [UInt8]? {
    try Library.start()
    var result = git_merge_file_result()
    defer { git_merge_file_result_free(&result) }
    let code = input(base) { base in
      input(ours) { ours in input(theirs) { theirs in git_merge_file(&result, &base, &ours, &theirs, nil) } }
    }
    try git("git_merge_file", code)
    guard result.automergeable == 1, let text = result.ptr else { return nil }
    return Array(UnsafeRawBufferPointer(start: text, count: result.len))
  }

  private static func input(_ text: [UInt8], _ body: (inout git_merge_file_input) -> Int32) -> Int32 {
    text.withUnsafeBytes { bytes in
      var input = git_merge_file_input()
      input.version = UInt32(GIT_MERGE_FILE_INPUT_VERSION)
      input.ptr = bytes.bindMemory(to: CChar.self).baseAddress
      input.size = bytes.count
      return body(&input)
    }
  }
}
