import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// One slip of a person is one finding, with its way out.
@Suite struct SlipTests {
  private static let lamp = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

  private func found(_ old: String, _ new: String, in path: String = lamp) throws -> [Finding] {
    try City.findings([path: .some(City.text(path).editing(old, new, in: path))])
  }

  @Test(arguments: [
    ("\nunit: perkim\n", "\nunit: perkm\n", "ref/unknown"),
    ("\nunit: perkim\n", "\nunit: per\u{200B}kim\n", "yaml/invisible"),
    ("\npriority: high\n", "\npriority: high\u{202E}\n", "yaml/bidi"),
    ("\npriority: high\n", "\nprio\u{200B}rity: high\n", "yaml/invisible"),
    ("priority: high\n", "priority: tinggi\n", "schema/enum"),
    (
      "refs:\n  - system: sikesal\n    id: \"contoh-0147\"\n", "refs:\n  - {system: sikesal, id:\"contoh-0147\"}\n",
      "yaml/text-lost"
    ),
    ("\npriority: high\n", "\npriority: \"hi\u{200B}gh\"\n", "yaml/invisible"),
  ]) func oneSlipIsOneFinding(old: String, new: String, code: String) throws {
    let findings = try found(old, new)
    #expect(findings.map(\.code) == [code], "\(findings.map { "\($0.code) \($0.message.en)" })")
    #expect(findings.first?.severity == .error && findings.first?.hint != nil)
  }

  /// What an action demands is not missing where its key is misspelt.
  @Test(arguments: [("attachments", "attachment"), ("response", "respons")])
  func aMisspeltKeyOfWhatAnActionDemandsIsOneFinding(key: String, typed: String) throws {
    let findings = try found("\n\(key):", "\n\(typed):", in: "records/complaints/2026/06/SKS-2606-8DXE6SY.yaml")
    #expect(findings.map(\.code) == ["schema/additionalProperties"])
    #expect(findings.first?.fix != nil)
  }

  @Test(
    arguments: [
      ("perkm", "perkim", true), ("Dinas Perkim", "perkim", true), ("dinas perkim", "perkim", true),
      ("PERKIM", "perkim", true), ("Dinas Prkim", "perkim", false), ("tidak-ada-sama-sekali", nil, false),
    ] as [(String, String?, Bool)]) func aReferenceIsFoundByWhatPeopleCallTheRecord(
      typed: String, meant: String?, isMended: Bool
    ) throws
  {
    let finding = try #require(try found("\nunit: perkim\n", "\nunit: \(typed)\n").first)
    #expect(finding.code == "ref/unknown")
    #expect(finding.hint?.en == meant.map { "did you mean `\($0)`?" })
    #expect((finding.fix != nil) == isMended)
  }

  @Test func aCaseIsOnlyTakenForAnotherAfterASingleSlip() throws {
    let path = "records/complaints/2026/03/SKS-2603-0XJ7RAJ.yaml"
    let text = try City.text(path)
    #expect(text.contains("SKS-2603-7K3FQ2X"))
    func fix(_ id: String) throws -> Fix? {
      try City.findings([path: .some(text.replacing("SKS-2603-7K3FQ2X", with: id))])
        .first { $0.code == "ref/unknown" }?.fix
    }
    #expect(try fix("SKS-2603-7K3FQ2Y") != nil)
    #expect(try fix("SKS-2603-7K3FQXY") == nil, "two slips may lead to another case")
  }

  @Test func anOfficerIsFoundByName() throws {
    let finding = try #require(try found("    by: rina-sari\n    unit:", "    by: Rina Sari\n    unit:").first)
    #expect(finding.code == "workflow/officer" && finding.hint?.en == "did you mean `rina-sari`?" && finding.fix != nil)
  }
}
