// swift-tools-version: 6.1
//
// One section per target, each with its test target; the arrows are explained in ARCHITECTURE.md.
// Exact versions stand here because Package.resolved is not kept.

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Tests start the tool a thousand times: what it is made of is optimised in debug builds, too.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "koja",
  products: [.executable(name: "koja", targets: ["koja"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // C libraries of the system: a module map and a header, nothing else.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Values, places, findings, times: no I/O, no dependency.
    .target(name: "KojaModel", swiftSettings: optimised),
    .testTarget(name: "KojaModelTests", dependencies: ["KojaModel"], swiftSettings: strict),

    // Text to tree with places, and edits in place.
    .target(name: "KojaYAML", dependencies: ["CLibYAML", "KojaModel"], swiftSettings: optimised),
    .testTarget(name: "KojaYAMLTests", dependencies: ["KojaYAML"], swiftSettings: strict),

    // JSON Schema 2020-12 over trees.
    .target(name: "KojaSchema", dependencies: ["CPCRE2", "KojaModel"], swiftSettings: optimised),
    .testTarget(
      name: "KojaSchemaTests", dependencies: ["KojaSchema", "KojaTestSupport", "KojaYAML"],
      exclude: ["SuiteExceptions.tsv"],
      swiftSettings: strict),

    // Workflow, clocks, numbering: pure functions.
    .target(name: "KojaCivic", dependencies: ["KojaModel"], swiftSettings: optimised),
    .testTarget(
      name: "KojaCivicTests", dependencies: ["KojaCivic", "KojaTestSupport", "KojaYAML"], swiftSettings: strict),

    // What a file is by its bytes, and pictures without what they tell of whoever took them.
    .target(name: "KojaPicture", swiftSettings: optimised),
    .testTarget(
      name: "KojaPictureTests", dependencies: ["KojaPicture", "KojaTestSupport"], swiftSettings: strict),

    // The git verbs that koja needs.
    .target(name: "KojaGit", dependencies: ["CLibGit2", "CZlib", "KojaModel"], swiftSettings: optimised),
    .testTarget(name: "KojaGitTests", dependencies: ["KojaGit", "KojaTestSupport"], swiftSettings: strict),

    // The derived, deletable SQLite index and the filter language over it.
    .target(
      name: "KojaIndex",
      dependencies: [
        "KojaModel", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: optimised),
    .testTarget(name: "KojaIndexTests", dependencies: ["KojaIndex", "KojaTestSupport"], swiftSettings: strict),

    // The one target that joins the above: a store, its checks, its changes, its trail.
    .target(
      name: "KojaStore",
      dependencies: ["KojaCivic", "KojaGit", "KojaIndex", "KojaModel", "KojaPicture", "KojaSchema", "KojaYAML"],
      resources: [.embedInCode("MetaSchemas")],
      swiftSettings: optimised),
    .testTarget(name: "KojaStoreTests", dependencies: ["KojaStore", "KojaTestSupport"], swiftSettings: strict),

    // The pages of all codes: what a finding means and how to get out.
    .target(
      name: "KojaExplain", dependencies: ["KojaModel", "KojaSchema", "KojaYAML"],
      resources: [.embedInCode("MetaSchema"), .embedInCode("Pages")], swiftSettings: optimised),
    .testTarget(
      name: "KojaExplainTests",
      dependencies: ["KojaExplain", "KojaSchema", "KojaStore", "KojaTestSupport", "KojaYAML", "koja"],
      swiftSettings: strict),

    // A made-up city of any size, from schemas, workflows and example pools.
    .target(
      name: "KojaDemo", dependencies: ["KojaCivic", "KojaGit", "KojaModel", "KojaSchema", "KojaStore", "KojaYAML"],
      swiftSettings: optimised),
    .testTarget(
      name: "KojaDemoTests", dependencies: ["KojaCivic", "KojaDemo", "KojaSchema", "KojaStore", "KojaTestSupport"],
      swiftSettings: strict),

    // Tables and findings to bytes; takes values, never a store.
    .target(name: "KojaOutput", dependencies: ["KojaModel"], swiftSettings: optimised),
    .testTarget(name: "KojaOutputTests", dependencies: ["KojaOutput"], swiftSettings: strict),

    // Arguments, terminal, environment, clock: wiring only.
    .target(
      name: "KojaCLI",
      dependencies: [
        "KojaDemo", "KojaExplain", "KojaOutput", "KojaStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: optimised),
    .executableTarget(name: "koja", dependencies: ["KojaCLI"], swiftSettings: strict),
    .testTarget(
      name: "KojaCLITests", dependencies: ["KojaTestSupport", "koja"], exclude: ["Goldens"], swiftSettings: strict),

    // Scratch folders, fixed clocks, goldens, running the built tool.
    .target(name: "KojaTestSupport", dependencies: ["KojaModel"], swiftSettings: strict),

    // What the fuzzer feeds, and the replay of what it once found.
    .target(
      name: "FuzzSubjects", dependencies: ["KojaIndex", "KojaModel", "KojaPicture", "KojaSchema", "KojaYAML"],
      path: "Tests/Fuzz/Subjects", swiftSettings: strict),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzSubjects"], path: "Tests/Fuzz/Replay", swiftSettings: strict),
  ]
)

// The fuzzer brings a `main` of its own and can only be linked under its sanitizer: `make fuzz` sets this.
if Context.environment["KOJA_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "koja-fuzz", dependencies: ["FuzzSubjects"], path: "Tests/Fuzz/Driver", swiftSettings: strict))
}
