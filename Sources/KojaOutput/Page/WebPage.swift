package import KojaModel

/// A page of figures, as others read it in a browser: self-contained, without scripts, for a screen of any width, a dark
/// room and paper.
package struct WebPage: Sendable {
  /// How a section is drawn. Positions are those of the table's columns.
  package enum Drawing: Sendable {
    /// As a table.
    case table
    /// One row, each of its figures large.
    case tiles
    /// A table with a bar for each row, behind its figure. `full` is where a bar ends; nil for the largest figure.
    case bars(Int, full: Double?)
    /// Lines over the first column.
    case lines([Int])
    /// Areas on a map.
    case map(AreaMap)
  }

  /// A part of the page.
  package struct Section: Sendable {
    /// Its name in addresses.
    package var name: String
    /// The heading.
    package var title: Phrase
    /// What the table is called for those who hear it; nil for the heading.
    package var caption: Phrase?
    /// What the figures mean.
    package var note: Phrase?
    /// The figures.
    package var table: Table
    /// How they are drawn.
    package var drawing: Drawing
    /// Where the same lie as data, relative to the page.
    package var data: String?

    /// A part of the page. See the properties.
    package init(
      name: String, title: Phrase, caption: Phrase? = nil, note: Phrase?, table: Table, drawing: Drawing,
      data: String? = nil
    ) {
      (self.name, self.title, self.caption, self.note) = (name, title, caption, note)
      (self.table, self.drawing, self.data) = (table, drawing, data)
    }
  }

  /// A file beside the page.
  package struct File: Sendable {
    /// Its path, relative to the page.
    package var path: String
    /// What it holds.
    package var label: Phrase

    /// A file beside the page.
    package init(path: String, label: Phrase) { (self.path, self.label) = (path, label) }
  }

  /// The title.
  package var title: Phrase
  /// One or two sentences below it.
  package var lead: Phrase?
  /// For whom it is.
  package var audience: Phrase
  /// The moment that the figures are of.
  package var now: Timestamp
  /// What the figures were made from, for whoever wants to make them again.
  package var source: Phrase
  /// The parts.
  package var sections: [Section]
  /// Data beside the page.
  package var files: [File]
  /// The file names of the page in each language.
  package var addresses: [Language: String]

  /// A page. See the properties.
  package init(
    title: Phrase, lead: Phrase?, audience: Phrase, now: Timestamp, source: Phrase, sections: [Section], files: [File],
    addresses: [Language: String]
  ) {
    (self.title, self.lead, self.audience) = (title, lead, audience)
    (self.now, self.source, self.sections) = (now, source, sections)
    (self.files, self.addresses) = (files, addresses)
  }
}
