internal import KojaModel

/// The schema `false`: nothing is allowed here.
///
/// Fails when: there is a value.
/// Spec: JSON Schema Core 2020-12, 4.3.2.
struct FalseSchema: Assertion {
  static let name = "false"

  /// The one that there is.
  init() {}

  init?(_ site: Site, _ compiler: inout Compiler) {}

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.never) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let name = scene.name(node)
    return Wording(
      Phrase(id: "\(name.id) tidak boleh ada di sini", en: "\(name.en) is not allowed here"),
      hint: Phrase(id: "hapus", en: "remove it"))
  }
}
