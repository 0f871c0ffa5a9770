internal import KojaModel

/// By which rules a text is read.
enum YAMLRules {
  /// A record: libyaml, minus what deceives.
  case record
  /// Any YAML 1.2, for `koja validate`: anchors, aliases and the tags of the core schema mean what the standard says.
  case any

  /// How much something matters that the standard allows but that readers or tools take for something else.
  var deceit: Severity { self == .record ? .error : .warning }
}
