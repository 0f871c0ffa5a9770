/// Somebody with a git identity. The officers are those of the sample records.
package enum Person: String, Sendable {
  case rina = "Rina Sari"
  case siti = "Siti Marlina"
  case agus = "Agus Priyadi"
  case hendra = "Hendra Wijaya"
  case lestari = "Lestari Ningsih"
  case budi = "Budi Hartono"
  case dewi = "Dewi Anggraini"
  case yuli = "Yuli Astuti"
  case rudi = "Rudi Kurniawan"
  case tono = "Tono Saputra"
  case indah = "Indah Permata"
  case ratna = "Ratna Wulandari"
  /// Not an officer.
  case stranger = "Orang Lain"

  /// The e-mail address that the officer's record names.
  package var email: String {
    rawValue.lowercased().map { $0 == " " ? "." : String($0) }.joined() + "@jambi.example"
  }

  /// What git and koja need to know who acts; without dates, so that commits carry their own time.
  package var environment: [String: String] {
    [
      "GIT_AUTHOR_NAME": rawValue, "GIT_AUTHOR_EMAIL": email, "GIT_COMMITTER_NAME": rawValue,
      "GIT_COMMITTER_EMAIL": email,
    ]
  }
}
