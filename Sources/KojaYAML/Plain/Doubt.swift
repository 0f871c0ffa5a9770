/// Why ``PlainReader`` leaves a text to libyaml.
enum Doubt: Error {
  /// Something in it is outside the plain subset, or might deserve a finding.
  case unsure
  /// There are more nodes than room was made for.
  case full
}
