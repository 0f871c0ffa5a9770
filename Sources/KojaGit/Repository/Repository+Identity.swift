package import KojaModel

extension Repository {
  /// Who would author and commit a change made now, exactly as git answers it, without its guess from the host name.
  ///
  /// `GIT_AUTHOR_*` and `GIT_COMMITTER_*` of the environment, then `author.*` and `committer.*`, then `user.*` of the
  /// configuration, then `EMAIL`. The offset of `now` stands for the local time zone. Throws `identity`.
  package func identity(
    environment: [String: String], now: Timestamp
  ) throws(GitError) -> (author: Signature, committer: Signature) {
    (
      try signature("author", environment, now),
      try signature("committer", environment, now)
    )
  }

  private func signature(_ role: String, _ environment: [String: String], _ now: Timestamp) throws(GitError)
    -> Signature
  {
    let prefix = "GIT_\(role.uppercased())_"
    func configured(_ field: String) -> String? {
      configString("\(role).\(field)").nonEmpty ?? configString("user.\(field)").nonEmpty
    }
    let name = environment[prefix + "NAME"] ?? configured("name")
    let email = environment[prefix + "EMAIL"] ?? configured("email") ?? environment["EMAIL"].nonEmpty
    guard let name, let email else { throw Self.missing(name: name == nil, email: email == nil) }
    var time = (seconds: now.seconds, offset: now.offset)
    if let text = environment[prefix + "DATE"].nonEmpty {
      guard let given = Signature.date(text, offset: now.offset) else { throw Self.unreadable(prefix + "DATE", text) }
      time = given
    }
    let signature = Signature(name: name, email: email, seconds: time.seconds, offset: time.offset)
    guard !signature.name.isEmpty else { throw Self.missing(name: true, email: false) }
    return signature
  }

  private static func missing(name: Bool, email: Bool) -> GitError {
    let commands = [
      name ? #"`git config --global user.name "Nama Anda"`"# : nil,
      email ? "`git config --global user.email anda@contoh.go.id`" : nil,
    ].compactMap { $0 }
    return GitError(
      .identity, operation: "identity",
      Phrase(
        id: "git belum tahu siapa Anda: \(name ? "nama" : "alamat surel") belum diatur",
        en: "git does not know who you are: no \(name ? "name" : "e-mail address") is set"),
      hint: Phrase(
        id: "jalankan " + commands.joined(separator: " dan "), en: "run " + commands.joined(separator: " and ")))
  }

  private static func unreadable(_ variable: String, _ text: String) -> GitError {
    GitError(
      .identity, operation: "identity",
      Phrase(id: "`\(variable)` bukan tanggal: `\(text)`", en: "`\(variable)` is not a date: `\(text)`"),
      hint: Phrase(id: "tulis seperti `2026-03-14T08:12:00+07:00`", en: "write it like `2026-03-14T08:12:00+07:00`"))
  }
}

extension String? {
  /// The text unless it is missing or empty.
  fileprivate var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
