/// koja's own trailers at the end of a commit's message. Hints for people and machines; here they are compared with what
/// the commit really did.
struct Trailers {
  /// `Koja-Record`: `collection/id`.
  private(set) var records: [String] = []
  /// `Koja-Action`.
  private(set) var action: String?
  /// `Koja-Count`.
  private(set) var count: Int?
  /// `Koja-Rename`: two `collection/id`, what went and what came.
  private(set) var renames: [(from: String, to: String)] = []

  /// `Koja-Undo`: the commit that was taken back.
  private(set) var undoes: String?

  /// Reads the last paragraph of a message.
  init(_ message: String) {
    var lines: [Substring] = []
    for line in message.split(separator: "\n", omittingEmptySubsequences: false).reversed() {
      if line.isEmpty, lines.isEmpty { continue }
      guard !line.isEmpty else { break }
      lines.append(line)
    }
    for line in lines.reversed() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = String(line[line.index(after: colon)...].drop { $0 == " " })
      switch line[..<colon] {
      case "Koja-Record": records.append(value)
      case "Koja-Action": action = value
      case "Koja-Undo": undoes = value
      case "Koja-Count": count = Int(value)
      case "Koja-Rename":
        let ids = value.split(separator: " ").map(String.init)
        if ids.count == 2 { renames.append((ids[0], ids[1])) }
      default: break
      }
    }
  }

  /// Whether koja says that it made the commit.
  var isThere: Bool { !records.isEmpty || count != nil }
}
