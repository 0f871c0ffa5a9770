import KojaTestSupport

/// What a person sees of one command: the command, what it printed, how it ended.
func transcript(_ arguments: [String], _ output: Shell.Output) -> String {
  let shown = arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: " ").replacing(
    "\u{1B}", with: "\\e")
  var text = "$ koja \(shown)\n" + output.text
  if !output.standardError.isEmpty { text += "--- standard error\n" + output.standardError }
  return text + "--- exit \(output.status)\n\n"
}

let goldens = Golden("Tests/KojaCLITests/Goldens")

extension String {
  /// Hex marks of commits and present dates replaced, so that runs can be compared.
  func steady(_ replacements: [(String, String)] = []) -> String {
    var text = normalized(replacements)
    text.replace(#/\[[0-9a-f]{8}\]/#, with: "[COMMIT]")
    text.replace(#/\b[0-9a-f]{8}$/#.anchorsMatchLineEndings(), with: "COMMIT")
    text.replace(#/\b20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\+07:00/#, with: "NOW")
    text.replace(#/\b[0-9]{1,2} [A-Z][a-z]{2,8} 20[0-9]{2},? [0-9]{2}[.:][0-9]{2}/#, with: "NOW")
    text.replace(#/\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\s+[0-9]{2}:[0-9]{2}\b/#, with: "NOW")
    text.replace(#/\b(Sen|Sel|Rab|Kam|Jum|Sab|Min) NOW/#, with: "NOW")
    return text
  }
}
