import KojaCivic
import KojaModel
import KojaTestSupport
import KojaYAML

/// A text that had to be YAML is none.
struct NotYAML: Error { let findings: [Finding] }

/// The tree of a text.
func document(_ text: String) throws -> Document {
  let reading = YAMLReader.read(Array(text.utf8), path: "test.yaml")
  guard let document = reading.document, reading.findings.isEmpty else { throw NotYAML(findings: reading.findings) }
  return document
}

/// A workflow that nothing is wrong with.
func workflow(_ text: String) throws -> Workflow {
  let (workflow, findings) = Workflow.read(try document(text), path: "workflow.yaml")
  guard findings.isEmpty else { throw NotYAML(findings: findings) }
  return workflow
}

/// The workflow of a collection as it is shipped.
func shipped(_ collection: String) throws -> Workflow {
  try workflow(try Checkout.text("schemas/\(collection)/workflow.yaml"))
}

/// The calendar of the city for 2026.
func cityCalendar(collectiveLeaveIsOff: Bool = true) throws -> BusinessCalendar {
  let text = try Checkout.text("records/calendars/kota-jambi.yaml")
  let changed = collectiveLeaveIsOff ? text : try text.editing("  - national\n  - collective\n", "  - national\n")
  return BusinessCalendar(id: "kota-jambi", try document(changed))
}

/// A moment; texts without a zone are of Jakarta.
func at(_ text: String) throws -> Timestamp {
  guard let time = Timestamp(text, defaultOffset: 7 * 60) else { throw Shell.Unsuccessful("not a time: \(text)") }
  return time
}
