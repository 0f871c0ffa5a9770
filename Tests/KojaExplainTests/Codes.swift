import Glibc
import KojaTestSupport

/// Every code that koja can print, as its sources have them: literals, and the names of keywords that report.
enum Codes {
  static func all() throws -> Set<String> {
    let texts = try sources("Sources").filter { !$0.contains("/KojaExplain/") && !$0.contains("/KojaCLI/") }.map {
      ($0, try Checkout.text($0))
    }
    let written = texts.flatMap { _, text in literals(in: text).filter { isCode($0) } }
    return Set(written).union(texts.compactMap { path, text in keywords(path, text) }.flatMap(\.self))
  }

  private static let families: Set<String> = [
    "attachment", "history", "json", "number", "privacy", "ref", "schema", "store", "unique", "workflow", "yaml",
  ]

  private static func isCode(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, families.contains(String(parts[0])), let first = parts[1].first else { return false }
    return first.isLowercase && parts[1].allSatisfy { $0.isLetter || $0 == "-" }
  }

  /// Keywords that add findings of their own; others pass on those of the schemas inside.
  private static func keywords(_ path: String, _ text: String) -> [String]? {
    guard path.contains("/KojaSchema/Keywords/") else { return nil }
    let names = text.splitting(at: "struct ").dropFirst().compactMap { part -> String? in
      let head = String(part.prefix { $0 != "{" })
      let adds = !head.contains(": Keyword") || part.contains(".add(") || part.contains(".explain(&")
      guard head.contains(":"), adds, let name = part.splitting(at: "static let name = \"").dropFirst().first else {
        return nil
      }
      return "schema/" + name.prefix { $0 != "\"" }
    }
    return names
  }

  private static func literals(in text: String) -> [String] {
    text.split(separator: "\n").flatMap { line -> [String] in
      guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return [] }
      return line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
        .map { String($0.element) }
    }
  }

  /// The Swift files below a folder.
  static func sources(_ folder: String) throws -> [String] {
    let output = try Shell.run("/usr/bin/find", [folder, "-name", "*.swift"], in: Checkout.root, environment: [:])
    return output.lines
  }
}
