package import KojaModel

extension WebPage {
  /// The page as an HTML document in a language. The same page gives the same bytes.
  package func document(_ language: Language) -> String {
    let options = OutputOptions(language: language, width: nil, now: now, zone: now.offset)
    let head = Markup.lines([
      .void("meta", ["charset": "utf-8"]),
      .void("meta", ["http-equiv": "Content-Security-Policy", "content": PageStyle.policy]),
      .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .void("meta", ["name": "referrer", "content": "no-referrer"]),
      .void("meta", ["name": "generator", "content": "koja"]),
      .element("title", text: title[language]),
      PageStyle.element,
    ])
    let body = Markup.lines(
      [
        .element(
          "a", ["class": "skip", "href": "#\(sections.first?.name ?? "")"],
          text: Phrase(id: "Langsung ke angka", en: "Skip to the figures")[language]), header(language),
        .element("main", [:], [.lines([.empty] + parts(options))]), footer(language),
      ])
    // Paper is turned for a page of one table only: between two kinds of sheets there is a break.
    let isBroad = sections.count == 1 && sections[0].isBroad(options)
    let html = Markup.element(
      "html", ["lang": language.rawValue],
      [
        .lines([
          .empty, .element("head", [:], [.lines([.empty]), head]),
          .element("body", ["class": isBroad ? "broad" : nil], [.lines([.empty]), body]),
        ])
      ])
    return "<!DOCTYPE html>\n" + html.html + "\n"
  }

  /// The sections, each as wide as it needs to be; two halves stand beside one another, so that none is left alone.
  private func parts(_ options: OutputOptions) -> [Markup] {
    var rooms = sections.map { $0.room(options) }
    let halves = rooms.reduce(0) { $0 + ($1 == .half ? 1 : $1 == .tall ? 2 : 0) }
    if halves % 2 == 1, let last = rooms.lastIndex(of: .half) { rooms[last] = .wide }
    return zip(sections, rooms).map { $0.markup($1, options) }
  }

  private func header(_ language: Language) -> Markup {
    let others = Language.allCases.filter { $0 != language }.compactMap { other in
      addresses[other].map { address in
        Markup.element(
          "a", ["class": "language", "href": address, "hreflang": other.rawValue, "lang": other.rawValue],
          text: other == .id ? "Bahasa Indonesia" : "English")
      }
    }
    let moment = "\(Moment.day(now.date, language)), \(Moment.clock(now))"
    return .element(
      "header", [:],
      [
        .element(
          "div", ["class": "top"],
          [
            .element("b", text: audience[language]),
            .element(
              "time", ["datetime": now.description], text: Phrase(id: "Keadaan ", en: "As of ")[language] + moment),
          ] + others),
        .element("h1", text: title[language]),
        lead.map { .element("p", ["class": "lead"], text: $0[language]) } ?? .empty,
      ])
  }

  private func footer(_ language: Language) -> Markup {
    let links = files.map { file in
      Markup.element(
        "li", [:], [.element("a", ["href": file.path], text: file.path), .text(" – " + file.label[language])])
    }
    let data = Phrase(id: "Data yang sama untuk diolah sendiri", en: "The same as data")[language]
    return .element(
      "footer", [:],
      (links.isEmpty ? [] : [.element("h2", text: data), .element("ul", ["class": "files"], links)])
        + [.element("p", text: source[language])])
  }
}

extension WebPage.Section {
  /// How much room a part takes: its class.
  fileprivate enum Room: String {
    case half
    case wide, tall
    case plain = "wide plain"
  }

  /// Characters of a table that fit half the page.
  private static let half = 66
  /// Characters of a table that fit a sheet of paper held upright.
  private static let sheet = 96

  fileprivate func room(_ options: OutputOptions) -> Room {
    func fitting(_ table: PageTable) -> Room { table.width(options) > Self.half ? .wide : .half }
    return switch drawing {
    case .tiles: .plain
    case .map: .tall
    case .table: fitting(PageTable(table: table))
    case .bars(let column, _): fitting(PageTable(table: table, bars: column))
    case .lines: .half
    }
  }

  /// Whether paper has to be turned for its table.
  fileprivate func isBroad(_ options: OutputOptions) -> Bool {
    switch drawing {
    case .table, .bars: PageTable(table: table).width(options) > Self.sheet
    case .tiles, .lines, .map: false
    }
  }

  fileprivate func markup(_ room: Room, _ options: OutputOptions) -> Markup {
    let language = options.language
    let data = data.map { path in
      Markup.element(
        "p", ["class": "data"],
        [
          .element(
            "a", ["href": path], text: Phrase(id: "Unduh angkanya (CSV)", en: "Download the figures (CSV)")[language])
        ])
    }
    return .element(
      "section", ["id": name, "class": room.rawValue, "aria-labelledby": "\(name)-title"],
      [.element("h2", ["id": "\(name)-title"], text: title[language])] + content(options)
        + [note.map { .element("p", ["class": "note"], text: $0[language]) } ?? .empty, data ?? .empty])
  }

  private func content(_ options: OutputOptions) -> [Markup] {
    let language = options.language
    let caption = (caption ?? title)[language]
    guard !table.rows.isEmpty else {
      return [.element("p", text: Phrase(id: "Tidak ada.", en: "None.")[language])]
    }
    switch drawing {
    case .table: return [PageTable(table: table).markup(caption: caption, options)]
    case .bars(let column, let full):
      return [PageTable(table: table, bars: column, full: full).markup(caption: caption, options)]
    case .tiles: return [tiles(options)]
    case .lines(let columns):
      let chart = LineChart(
        ticks: table.rows.map { $0.cells[0].text(table.columns[0].kind, options) },
        series: columns.map { column in
          LineChart.Series(
            label: table.columns[column].label, values: table.rows.map { PageTable.number($0.cells[column].value) })
        }, present: options.now.at(offset: options.zone).description)
      return [chart.drawing(name, title: caption, language), details(PageTable(table: table), caption, options)]
    case .map(let map):
      return [
        map.drawing(name, title: caption, language),
        details(PageTable(table: table, hidden: map.hidden), caption, options),
      ]
    }
  }

  /// What a drawing shows, as a table that is opened when it is wanted.
  private func details(_ table: PageTable, _ caption: String, _ options: OutputOptions) -> Markup {
    .element(
      "details", [:],
      [
        .element("summary", text: Phrase(id: "Angka dalam tabel", en: "Figures as a table")[options.language]),
        table.markup(caption: caption, options),
      ])
  }

  private func tiles(_ options: OutputOptions) -> Markup {
    let row = table.rows[0]
    return .element(
      "dl", ["class": "tiles"],
      zip(table.columns, row.cells).map { column, cell in
        .element(
          "div", [:],
          [
            .element("dt", text: column.label[options.language]),
            .element("dd", text: cell.value == .null && cell.display == nil ? "–" : cell.text(column.kind, options)),
          ])
      })
  }
}
