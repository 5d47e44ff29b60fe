// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled the same way: Swift 6, explicit existentials, explicit import
/// visibility, and no warning left standing.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// One row of the layer table: a module and what it may import.
/// `Tests/ArchitectureTests` holds the same table against the `import` lines of the sources.
func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, exclude: [String] = [], _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "monsoon",
  products: [.executable(name: "monsoon", targets: ["monsoon"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // C libraries
    .systemLibrary(name: "CCairo", pkgConfig: "cairo"),
    .systemLibrary(name: "CHarfBuzz", pkgConfig: "harfbuzz"),
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark-gfm"),
    .systemLibrary(name: "CHyphen"),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png16"), .linkedLibrary("deflate"), .linkedLibrary("z")]),
    .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    // Links nothing: librsvg is opened when the first SVG picture is met.
    .target(name: "CSVG"),
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),

    // Values
    layer("Geometry"),
    layer("Diagnostics"),
    layer("Scene", ["Geometry"]),
    // Reading
    layer("Inputs", ["Diagnostics"]),
    layer("Formats", ["Diagnostics", "CICU"]),
    layer("DataTables", ["Diagnostics", "Inputs", "Formats", "CICU"]),
    layer("Queries", ["Diagnostics", "Inputs", "DataTables", "CSQLite"]),
    layer("Specs", ["Geometry", "Diagnostics", "Inputs"]),
    // Chart and map arithmetic
    layer("Scales", ["Geometry", "Formats"]),
    layer("Geo", ["Geometry", "Diagnostics", "Inputs"]),
    // Text and pages
    layer("Typesetting", ["Geometry", "Diagnostics", "Scene", "CHarfBuzz", "CHyphen", "CICU"]),
    layer("Layout", ["Geometry", "Diagnostics", "Scene", "Typesetting"]),
    // Kinds of block
    layer("Charts", ["Geometry", "Diagnostics", "Scene", "Inputs", "DataTables", "Formats", "Scales", "Geo", "Typesetting", "Layout"]),
    layer("Tables", ["Geometry", "Diagnostics", "Scene", "Specs", "DataTables", "Formats", "Typesetting", "Layout"]),
    layer("Prose", ["Geometry", "Diagnostics", "Scene", "Specs", "Typesetting", "Layout", "CCmark"]),
    layer("Maps", ["Geometry", "Diagnostics", "Scene", "Inputs", "Specs", "DataTables", "Formats", "Scales", "Geo", "Typesetting", "Layout", "Charts"]),
    // The pipeline and its outputs
    layer("Reports", ["Geometry", "Diagnostics", "Scene", "Inputs", "Specs", "DataTables", "Queries", "Formats", "Scales", "Geo", "Typesetting", "Layout", "Charts", "Tables", "Prose", "Maps"]),
    layer("CairoBackend", ["Geometry", "Diagnostics", "Scene", "CCairo", "CPNG", "CJPEG", "CSVG"]),
    .executableTarget(
      name: "monsoon",
      dependencies: ["Diagnostics", "Inputs", "Specs", "Reports", "Scene", "Geometry", "CairoBackend", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),

    // Tests
    tests("GeometryTests", ["Geometry"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("SceneTests", ["Scene", "Geometry"]),
    // Yams is the oracle that our own YAML reader is compared with.
    tests("InputsTests", ["Inputs", "Diagnostics", .product(name: "Yams", package: "Yams")]),
    tests("SpecsTests", ["Specs", "Inputs", "Diagnostics", "Geometry"]),
    tests("FormatsTests", ["Formats", "Diagnostics"]),
    tests("DataTablesTests", ["DataTables", "Formats", "Inputs", "Diagnostics"]),
    tests("QueriesTests", ["Queries", "DataTables", "Inputs", "Diagnostics", "CSQLite"]),
    tests("ScalesTests", ["Scales", "Formats", "Geometry"]),
    tests("GeoTests", ["Geo", "Inputs", "Geometry", "Diagnostics"]),
    tests("TypesettingTests", ["Typesetting", "Scene", "Geometry", "Diagnostics"]),
    tests("LayoutTests", ["Layout", "Typesetting", "Scene", "Geometry"]),
    tests("ChartsTests", ["Charts", "Layout", "Scales", "Typesetting", "DataTables", "Formats", "Inputs", "Scene", "Geometry", "Diagnostics"]),
    tests("TablesTests", ["Tables", "Layout", "Specs", "Typesetting", "DataTables", "Inputs", "Scene", "Geometry", "Diagnostics"]),
    tests("ProseTests", ["Prose", "Layout", "Specs", "Typesetting", "Scene", "Geometry", "Diagnostics"]),
    tests("MapsTests", ["Maps", "Charts", "Geo", "Layout", "Specs", "Typesetting", "DataTables", "Inputs", "Scene", "Geometry", "Diagnostics"]),
    tests("CairoBackendTests", ["CairoBackend", "Scene", "Geometry", "Diagnostics"]),
    tests("ReportsTests", exclude: ["Goldens"], ["Reports", "CairoBackend", "Charts", "Layout", "Specs", "Typesetting", "DataTables", "Inputs", "Scene", "Geometry", "Diagnostics"]),
    tests("ArchitectureTests", []),
    // Drives the built program; see Tests/CommandLineTests/Program.swift.
    .testTarget(name: "CommandLineTests", dependencies: ["monsoon"], exclude: ["Fixtures"], swiftSettings: strict),
  ]
)
