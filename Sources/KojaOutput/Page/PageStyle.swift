internal import KojaModel

/// How pages look: one style sheet inside the page, by whose hash the page lets nothing else style it.
enum PageStyle {
  /// The policy that the page gives its browser: nothing from outside, no script, this style sheet alone.
  static var policy: String { "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'" }

  /// The style sheet as an element.
  static var element: Markup { .element("style", [:], [.literal(sheet)]) }

  private static var hash: String { Base64.text(SHA256.bytes(Array("\(sheet)".utf8))) }

  private static let sheet: StaticString = """

    :root { color-scheme: light dark; --ink: #16202a; --soft: #55626f; --paper: #f6f8f9; --card: #fff; --line: #dde3e8;
      --accent: #0b6e69; --second: #b4511b; --third: #5b4fa3;
      --s0: #eef1f3; --s1: #cfe6e2; --s2: #9dcfc8; --s3: #62aea6; --s4: #2b857e; --s5: #0a5c57; --none: #fff; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8edf1; --soft: #a3b1bd; --paper: #10161b; --card: #18212a;
      --line: #2c3944; --accent: #5cc9bf; --second: #f0a06c; --third: #b3a8f2;
      --s0: #22303a; --s1: #1d4a4b; --s2: #216764; --s3: #2f8a84; --s4: #55b3ab; --s5: #9fe3da; --none: #18212a; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    a { color: var(--accent); }
    a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--second); outline-offset: 2px; }
    .skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem; }
    header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 2rem; }
    .top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; color: var(--soft); font-size: .9rem; }
    .top b { color: var(--accent); letter-spacing: .06em; text-transform: uppercase; font-size: .8rem; }
    h1 { font-size: clamp(1.7rem, 5vw, 2.6rem); line-height: 1.15; margin: .6rem 0 .4rem; letter-spacing: -.01em; }
    .lead { max-width: 46rem; margin: 0 0 1.5rem; color: var(--soft); font-size: 1.05rem; }
    main { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); grid-auto-flow: dense; gap: 1.25rem; }
    section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; min-width: 0; }
    section.wide { grid-column: 1 / -1; } section.tall { grid-row: span 2; }
    section.plain { background: none; border: 0; padding: 0; }
    h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .75rem; }
    .plain h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .note, figcaption, small, .data { color: var(--soft); font-size: .85rem; }
    .note { margin: .75rem 0 0; } .data { margin: .5rem 0 0; }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: 1rem; margin: 0; }
    .tiles div { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem;
      display: flex; flex-direction: column-reverse; justify-content: flex-end; }
    .tiles dt { color: var(--soft); font-size: .9rem; line-height: 1.3; }
    .tiles dd { margin: 0; font-size: 2.2rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
    .scroll { overflow-x: auto; background:
      linear-gradient(to right, var(--card), transparent) left / 2rem 100%, linear-gradient(to left, var(--card), transparent) right / 2rem 100%,
      linear-gradient(to right, var(--line), transparent) left / .8rem 100%, linear-gradient(to left, var(--line), transparent) right / .8rem 100%;
      background-repeat: no-repeat; background-attachment: local, local, scroll, scroll; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    thead th { color: var(--soft); font-weight: 600; font-size: .82rem; vertical-align: bottom; }
    tbody th { font-weight: 500; min-width: 9rem; } tbody tr:last-child > * { border-bottom: 0; }
    th:first-child, td:first-child { padding-left: 0; }
    .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } thead .figure { white-space: normal; }
    .whole { white-space: nowrap; font-variant-numeric: tabular-nums; } tbody th.whole { min-width: 0; }
    td.bar { width: 8rem; min-width: 4rem; vertical-align: middle; } svg.bar { display: block; width: 100%; height: .7rem; }
    .track { fill: var(--s0); } .fill { fill: var(--accent); }
    figure { margin: 0 0 .75rem; } figure > svg { display: block; width: 100%; height: auto; }
    .legend { list-style: none; padding: 0; margin: .35rem 0; display: flex; flex-wrap: wrap; gap: .15rem 1rem; }
    .key { width: 1rem; height: .75rem; vertical-align: -.05rem; }
    .area { stroke: var(--line); stroke-width: 1.5; } .area:hover { stroke: var(--second); }
    .s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); } .s3 { fill: var(--s3); }
    .s4 { fill: var(--s4); } .s5 { fill: var(--s5); } .none { fill: var(--none); stroke: var(--line); }
    .place { fill: var(--ink); font-size: 12px; font-weight: 600; paint-order: stroke; stroke: var(--card); stroke-width: 3px;
      stroke-linejoin: round; pointer-events: none; }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; } .grid { stroke: var(--line); }
    .l0 { stroke: var(--accent); } .l1 { stroke: var(--second); stroke-dasharray: 7 4; } .l2 { stroke: var(--third); stroke-dasharray: 2 4; }
    .dot { fill: var(--card); stroke-width: 2; stroke-dasharray: none; }
    .line.open { stroke-dasharray: 1 6; stroke-linecap: round; } .dot.open { stroke-dasharray: 1.5 2; }
    figure { container-type: inline-size; } .tick { fill: var(--soft); font-size: 13px; }
    @container (max-width: 40rem) { .tick { font-size: 16px; } } @container (max-width: 26rem) { .tick { font-size: 22px; } }
    @container (min-width: 60rem) { .tick { font-size: 9px; } .place { font-size: 9px; } }
    summary { cursor: pointer; color: var(--accent); font-size: .9rem; }
    .files { margin: .5rem 0 0; padding-left: 1.2rem; }
    footer { padding-top: 1.5rem; padding-bottom: 2.5rem; color: var(--soft); font-size: .85rem; }
    @media (max-width: 56rem) { main { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 30rem) { header, main, footer { padding-left: .9rem; padding-right: .9rem; } section { padding: 1rem; }
      table { font-size: .85rem; } th, td { padding: .35rem .4rem; } tbody th { min-width: 6.5rem; } td.bar { width: 4rem; min-width: 3rem; }
      .place { font-size: 20px; } .tiles { grid-template-columns: 1fr 1fr; gap: .6rem; }
      .tiles div { padding: .8rem; } .tiles dd { font-size: 1.7rem; } }
    @media print { :root { color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --card: #fff; --line: #bbb; --accent: #0b6e69;
      --second: #b4511b; --third: #5b4fa3; --s0: #eef1f3; --s1: #cfe6e2; --s2: #9dcfc8; --s3: #62aea6; --s4: #2b857e; --s5: #0a5c57; --none: #fff; }
      body { font-size: 10pt; } main { display: block; } section { border: 0; padding: 0; margin-bottom: 1rem; } body.broad { page: broad; }
      tr, figure, .tiles { break-inside: avoid; } h2 { break-after: avoid; } .skip, .language, summary { display: none; }
      details::details-content { content-visibility: visible; height: auto; }
      svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .scroll { overflow: visible; background: none; } }
    @page broad { size: A4 landscape; }

    """
}
