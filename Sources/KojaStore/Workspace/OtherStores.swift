internal import KojaGit
internal import KojaModel
internal import Synchronization

/// The other stores that a store refers to, as far as they are on this machine. Where one is not, references into it say
/// nothing to anybody, and everything else works.
///
/// A store is opened when it is first asked about.
package final class OtherStores: Sendable {
  private let places: [(setting: StoreSettings.Other, location: StoreLocation?)]
  private let opened = Mutex<[Key: OtherStore?]>([:])

  /// No other stores.
  package static let none = OtherStores(places: [])

  private init(places: [(setting: StoreSettings.Other, location: StoreLocation?)]) { self.places = places }

  /// Those of a store. Where each lies: `koja.stores.<name>` in the configuration of the clone, else the folder that the
  /// settings name.
  init(of store: Store) {
    places = store.settings.others.map { setting in
      let folder = store.repository?.configPath("koja.stores.\(setting.name)") ?? setting.folder
      return (setting, try? StoreLocation.exactly(folder.hasPrefix("/") ? folder : store.files.absolute(folder)))
    }
  }

  /// The store that a reference, `private/people`, leads to, and the collection there; nil where it is not on this machine.
  func target(of reference: String) -> (store: OtherStore, collection: String)? {
    guard let slash = reference.firstIndex(of: "/"), let store = store(String(reference[..<slash])) else { return nil }
    return (store, String(reference[reference.index(after: slash)...]))
  }

  private func store(_ name: String) -> OtherStore? {
    guard let place = places.first(where: { $0.setting.name.sameBytes(as: name) })?.location, !place.isBare else {
      return nil
    }
    return opened.withLock { opened in
      if let known = opened[Key(name)] { return known }
      let files = StoreFiles(root: place.root)
      let found = Catalogue.load(files).catalogue.map { OtherStore(name: name, files: files, catalogue: $0) }
      opened[Key(name)] = found
      return found
    }
  }

  /// What is wrong with where the other stores lie.
  ///
  /// Findings: `privacy/exposed`.
  var findings: [Finding] {
    places.compactMap { setting, location in
      guard let location, store(setting.name) != nil else { return nil }
      return Exposure(of: location).map { $0.finding(setting) }
    }
  }

  /// The names of those that are not on this machine.
  package var absent: [String] { places.map(\.setting.name).filter { store($0) == nil } }
}

extension Store {
  /// The other stores that this one refers to.
  package var others: OtherStores { OtherStores(of: self) }
}
