internal import CLibGit2

extension Repository {
  /// The value of a configuration key such as `user.name`; nil when it is not set or cannot be read.
  package func configString(_ name: String) -> String? {
    guard
      let config = try? Handle<ConfigKind>(
        "git_repository_config_snapshot", { git_repository_config_snapshot(&$0, pointer) })
    else { return nil }
    var value: UnsafePointer<CChar>?
    guard git_config_get_string(&value, config.pointer, name) == 0, let value else { return nil }
    return String(cString: value)
  }

  /// The value of a configuration key that names a file, with `~/` replaced; nil when it is not set or cannot be read.
  package func configPath(_ name: String) -> String? {
    guard
      let config = try? Handle<ConfigKind>(
        "git_repository_config_snapshot", { git_repository_config_snapshot(&$0, pointer) })
    else { return nil }
    var value = git_buf()
    defer { git_buf_dispose(&value) }
    guard git_config_get_path(&value, config.pointer, name) == 0, let text = value.ptr else { return nil }
    return String(cString: text)
  }

  /// The value of a configuration key that is a number, with its `k`, `m` or `g`; nil when it is not set or none.
  package func configNumber(_ name: String) -> Int? {
    guard
      let config = try? Handle<ConfigKind>(
        "git_repository_config_snapshot", { git_repository_config_snapshot(&$0, pointer) })
    else { return nil }
    var value: Int64 = 0
    guard git_config_get_int64(&value, config.pointer, name) == 0 else { return nil }
    return Int(value)
  }

  /// The value of a configuration key that is on or off; nil when it is not set or neither.
  package func configFlag(_ name: String) -> Bool? {
    guard
      let config = try? Handle<ConfigKind>(
        "git_repository_config_snapshot", { git_repository_config_snapshot(&$0, pointer) })
    else { return nil }
    var value: Int32 = 0
    guard git_config_get_bool(&value, config.pointer, name) == 0 else { return nil }
    return value != 0
  }

  /// The same in the configuration of this work tree alone (`extensions.worktreeConfig`), which libgit2 1.5 does not
  /// look at.
  func workTreeFlag(_ name: String) -> Bool? {
    let path = gitDirectory + "/config.worktree"
    guard let config = try? Handle<ConfigKind>("git_config_open_ondisk", { git_config_open_ondisk(&$0, path) }) else {
      return nil
    }
    var value: Int32 = 0
    guard git_config_get_bool(&value, config.pointer, name) == 0 else { return nil }
    return value != 0
  }
}
