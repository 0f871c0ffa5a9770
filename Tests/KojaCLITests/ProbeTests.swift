import KojaTestSupport
import Testing

/// What a monitor outside found out about the city's apps: in through a mapping, told by the overview and in downtime.
@Suite struct ProbeTests {
  private static let table = """
    monitor,app,time,status,latency,message
    Pemantau kota,sipadek,2026-07-30T08:00:00+07:00,up,120,HTTP 200
    Pemantau kota,sipadek,2026-07-30T08:05:00+07:00,down,,Tidak ada jawaban
    Pemantau kota,sipadek,2026-07-30T08:10:00+07:00,down,,Tidak ada jawaban
    Pemantau kota,sipadek,2026-07-30T08:25:00+07:00,up,340,HTTP 200
    Pemantau kota,sipaten,2026-07-30T08:00:00+07:00,up,95,HTTP 200
    Pemantau kota,SIPATEN,2026-07-30T08:05:00+07:00,padam,,HTTP 502

    """

  private let store: ScratchStore
  private let outside: ScratchDirectory

  init() throws { (store, outside) = (try ScratchStore(), try ScratchDirectory()) }

  private func take(_ table: String) throws -> Shell.Output {
    try store.koja("import", "probes", try outside.write(table, to: "probes.csv"), "--lang", "en")
  }

  @Test func theyComeInOnceAndTheOverviewNamesWhatIsDown() throws {
    let first = try take(Self.table)
    #expect(first.status == 0 && first.standardError.contains("6 records made"), "\(first.standardError)")
    #expect(try take(Self.table).standardError.contains("0 records made, 6 there already"))
    #expect(try store.koja("check").status == 0)
    let now = try store.koja("overview", "--now", "2026-07-30T08:45", "--lang", "en").text
    let line = try #require(now.splitting(at: "\n").first { $0.contains("Apps down") }, "\(now)")
    #expect(line.contains("SIPATEN 40 minutes") && !line.contains("SIPADEK"), "\(line)")
    let calm = try store.koja("overview", "--now", "2026-07-30T08:03", "--lang", "en").text
    #expect(calm.contains("Apps down: none"), "\(calm)")
    let earlier = try store.koja("report", "apps-down", "--now", "2026-07-30T08:12", "--format", "jsonl").lines
    #expect(earlier.count == 2 && earlier.contains { $0.contains(#""app":"sipadek""#) && $0.contains(#""down":420"#) })
  }

  @Test func downtimeCountsFromTheFirstSilenceToTheNextAnswer() throws {
    _ = try take(Self.table)
    let rows = try store.koja(
      "report", "downtime", "period=2026-07-30", "--now", "2026-07-30T09:05", "--format", "jsonl"
    ).lines
    #expect(
      rows.contains { $0.contains(#""asset":"sipadek""#) && $0.contains(#""outages":1,"downtime":1200,"down":0"#) },
      "\(rows)")
    #expect(
      rows.contains { $0.contains(#""asset":"sipaten""#) && $0.contains(#""outages":1,"downtime":3600,"down":1"#) },
      "\(rows)")
    let behind = try store.koja(
      "report", "downtime", "--records", "asset=sipadek", "source=probes", "--now", "2026-07-30T09:05", "--format",
      "ids")
    #expect(behind.lines.count == 2 && behind.lines.allSatisfy { $0.hasPrefix("PRB-") }, "\(behind.text)")
    // An app that has been silent since July is down in August, though nobody asked it again.
    let later = try store.koja(
      "report", "downtime", "period=2026-08", "--records", "--now", "2026-08-03T00:00", "--format", "ids")
    #expect(later.lines.contains { $0.hasPrefix("PRB-") }, "\(later.text)")
  }

  @Test func aRowThatNobodyCanTellApartStaysOut() throws {
    let output = try take(
      "app,time,status,latency,monitor\nsipadek,,up,10,m1\nsipadekk,2026-07-30T08:00:00+07:00,up,10,m1\n")
    #expect(
      output.status == 1 && output.standardError.contains("the column `time` is empty"), "\(output.standardError)")
    #expect(output.standardError.contains("ref/unknown") && output.standardError.contains("did you mean `sipadek`?"))
  }
}
