internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What one record contributes to the checks between records.
package struct JoinedFacts: Sendable {
  /// A value at a place of a file.
  package struct Mark: Sendable {
    /// The value.
    package let value: String
    /// The record, `collection/id`.
    package let record: String
    /// The file.
    package let path: String
    /// The bytes of the value.
    package let bytes: Range<Int>

    /// Whether both have the same value.
    func says(_ other: Mark) -> Bool { value.sameBytes(as: other.value) }
  }

  /// A claim of a number. A class: the checks between records keep several lists of the same claims.
  package final class Claim: Sendable {
    /// The register and year that the number belongs to.
    package let register: String
    /// The year of the register.
    package let year: Int
    /// The serial.
    package let serial: Int
    /// The record that the claim names, at its place.
    package let record: Mark
    /// The number as it is written.
    package let number: Mark
    /// Whether it was declared void.
    package let isVoid: Bool

    init(register: String, year: Int, serial: Int, record: Mark, number: Mark, isVoid: Bool) {
      (self.register, self.year, self.serial) = (register, year, serial)
      (self.record, self.number, self.isVoid) = (record, number, isVoid)
    }

    /// The file of the record that the claim names, where that is known.
    func carriers(_ catalogue: Catalogue) -> [String] {
      let (collection, id) = ReferenceCheck.target(record.value, "*")
      return catalogue.collection(collection)?.path(of: id).map { [$0] } ?? []
    }
  }

  /// Values of unique fields, by `collection.field`.
  package var unique: [(field: String, mark: Mark)] = []
  /// Numbers that records carry, by register.
  package var numbers: [(register: String, mark: Mark)] = []
  /// Claims.
  package var claims: [Claim] = []

  /// Collects the facts of a record.
  package init(_ record: Record, _ context: CheckContext) {
    let document = record.document
    guard document.kind(Document.root) == .mapping else { return }
    func mark(_ node: NodeIndex) -> Mark? {
      document.text(node).map {
        Mark(value: $0, record: record.reference, path: record.path, bytes: document.range(node))
      }
    }
    // The unique values of a withdrawn record are free again.
    let isWithdrawn = record.collection.allowsWithdrawal && Withdrawal.isPresent(in: document)
    for field in record.collection.uniqueFields where !isWithdrawn {
      if let mark = document.node(at: field.path).flatMap(mark) {
        unique.append(("\(record.collection.name).\(field.name)", mark))
      }
    }
    for register in context.reference.registersByCollection[Key(record.collection.name)] ?? [] {
      guard register.when.admits({ document.scalar($0) }), document.scalar(register.field) != nil,
        let node = document.node(at: register.field.split(separator: ".").map(String.init)), let mark = mark(node)
      else { continue }
      numbers.append((register.id, mark))
    }
    // What a claim says of itself is compared with its id by `ClaimCheck`; the id is what counts.
    if record.collection.name == EngineCollections.numbers,
      let (register, year, serial) = ClaimCheck.parts(of: record.id),
      let number = document.value("number").flatMap(mark)
    {
      let subject = document.value("record").flatMap(mark)
      let isVoid = document.value("void").map { document.kind($0) == .mapping } ?? false
      guard let subject = subject ?? (isVoid ? number : nil) else { return }
      claims.append(
        Claim(
          register: register, year: year, serial: serial, record: subject, number: number, isVoid: isVoid))
    }
  }

  /// The facts that an older version of the record does not have: only these can newly clash with other records.
  func new(since old: JoinedFacts?) -> JoinedFacts {
    guard let old else { return self }
    var new = self
    new.unique.removeAll { mine in old.unique.contains { $0.field == mine.field && $0.mark.says(mine.mark) } }
    new.numbers.removeAll { mine in old.numbers.contains { $0.register == mine.register && $0.mark.says(mine.mark) } }
    new.claims.removeAll { mine in
      old.claims.contains { $0.number.says(mine.number) && $0.record.says(mine.record) && $0.isVoid == mine.isVoid }
    }
    return new
  }

  /// The same with all numbers and claims of some registers.
  func with(_ all: JoinedFacts, where isWanted: (_ register: String) -> Bool) -> JoinedFacts {
    var facts = self
    facts.numbers = all.numbers.filter { isWanted($0.register) }
    facts.claims = all.claims.filter { isWanted($0.register) }
    return facts
  }

  /// The folder that holds the claims of a register.
  static func folder(of register: String) -> String { "records/\(EngineCollections.numbers)/\(register)" }

  /// The folders and files whose records these facts must be compared with; `lost` are numbers that the record no longer
  /// carries and that may have left a claim behind.
  func rivals(lost: [(register: String, mark: Mark)], _ catalogue: Catalogue) -> [String] {
    let registers = (numbers + lost).map(\.register) + claims.map(\.register)
    return unique.compactMap { $0.field.split(separator: ".").first.map { "records/\($0)" } }
      + registers.map(Self.folder) + claims.flatMap { $0.carriers(catalogue) }
  }
}
