import DataTables
import Diagnostics
import Inputs

/// A view with its rows and scales: the tree that is drawn.
indirect enum ViewModel {
  case unit(UnitModel)
  case layer(LayerModel)
  case facet(FacetModel)
  case concat(ConcatModel)

  /// The scales that an outer view may share.
  var scales: [Channel: ScaleComponent] {
    switch self {
    case .unit(let m): m.scales
    case .layer(let m): m.scales
    case .facet(let m): m.scales
    case .concat(let m): m.scales
    }
  }

  var units: [UnitModel] {
    switch self {
    case .unit(let m): [m]
    case .layer(let m): m.children.flatMap(\.units)
    case .facet(let m): m.child.units
    case .concat(let m): m.children.flatMap(\.units)
    }
  }

  var common: CommonSpec {
    switch self {
    case .unit(let m): m.common
    case .layer(let m): m.common
    case .facet(let m): m.spec.common
    case .concat(let m): m.common
    }
  }
}

struct LayerModel {
  var common: CommonSpec
  var children: [ViewModel]
  var scales: [Channel: ScaleComponent]
}

struct FacetModel {
  var spec: FacetSpec
  var child: ViewModel
  var scales: [Channel: ScaleComponent]
  /// The rows of the facet, with the columns it parts by.
  var frame: Frame
}

struct ConcatModel {
  var common: CommonSpec
  var children: [ViewModel]
  var columns: Int?
  var scales: [Channel: ScaleComponent]
}

/// Makes the tree of views: rows through transforms, scales shared as `resolve` says.
struct ViewModelBuilder {
  let compilation: Compilation

  /// - Parameter isInner: whether another view holds this one.
  func build(_ spec: ViewSpec, rows inherited: Frame, facets: [String] = [], isInner: Bool = true) throws(Failure) -> ViewModel {
    let common = spec.common
    var frame = inherited
    if let source = common.data {
      frame = try compilation.frame(of: source)
      ImplicitDates(spec).parse(&frame)
    }
    let pipeline = TransformPipeline(compilation: compilation)
    let steps = common.transforms
    var unfiltered: Frame?
    if binsIgnoreFilter(steps, isInner && common.data == nil), let last = steps.last {
      let before = try pipeline.run(Array(steps.dropLast()), over: frame)
      frame = try pipeline.run([last], over: before)
      unfiltered = before
    } else {
      frame = try pipeline.run(steps, over: frame)
    }
    switch spec {
    case .unit(let unit):
      let model = UnitModel(spec: unit, facets: facets)
      try UnitRows(compilation: compilation, unit: model).prepare(frame, binningOver: unfiltered)
      model.scales = scaleComponents(of: model, compilation)
      model.filterInvalid(compilation.config)
      return .unit(model)
    case .layer(let layer):
      var children: [ViewModel] = []
      for child in layer.children { children.append(try build(child, rows: frame, facets: facets)) }
      let scales = share(children, common) { _ in "shared" }
      return .layer(LayerModel(common: common, children: children, scales: scales))
    case .concat(let concat):
      guard concat.children.count <= ChartLimits.views else { throw tooMany(concat.children.count, common) }
      var children: [ViewModel] = []
      for child in concat.children { children.append(try build(child, rows: frame, facets: facets)) }
      let scales = share(children, common) { $0.isPosition || $0.isPolar || $0.isOffset ? "independent" : "shared" }
      return .concat(ConcatModel(common: common, children: children, columns: concat.columns, scales: scales))
    case .facet(let facet): return try self.facet(facet, frame, facets)
    }
  }

  /// Whether bins cover the rows before the last filter, so that they are those of the brothers of the view.
  ///
  /// Vega-Lite moves bins above a filter unless the filter is the first step over its data or follows another.
  private func binsIgnoreFilter(_ steps: [TreeNode], _ inheritsRows: Bool) -> Bool {
    guard steps.last?["filter"] != nil else { return false }
    return steps.count == 1 ? inheritsRows : steps[steps.count - 2]["filter"] == nil
  }

  private func tooMany(_ count: Int, _ common: CommonSpec) -> Failure {
    Failure(Diagnostic("too-many-views", kind: .limit, at: common.node.range, "\(count) views are more than the limit of \(ChartLimits.views)"))
  }

  private func facet(_ spec: FacetSpec, _ given: Frame, _ facets: [String]) throws(Failure) -> ViewModel {
    var frame = given
    var columns = facets
    for def in [spec.facet, spec.row, spec.column].compactMap({ $0 }) where def.isField {
      guard let field = def.field else { continue }
      compilation.noteUnknownField(field, in: frame, at: def.node.range)
      if !frame.has(def.flatField) { frame[def.flatField] = compilation.values(of: field, in: frame) }
      if case .settings(let settings)? = def.bin {
        addBins(to: &frame, field: def.flatField, settings: settings, start: def.column, end: def.endColumn, compilation)
        let format = numberFormat("")
        frame[def.rangeColumn] = zip(frame[def.column], frame[def.endColumn]).map { a, b in
          guard let x = a.finite, let y = b.finite else { return .string("null") }
          return .string("\(format(x)) \u{2013} \(format(y))")
        }
        columns.append(def.rangeColumn)
      } else if let unit = def.computedTimeUnit {
        addTimeUnit(to: &frame, field: def.flatField, unit: unit, name: def.column, compilation)
      }
      columns.append(def.column)
    }
    let child = try build(spec.child, rows: frame, facets: columns)
    var scales = child.scales
    for channel in Array(scales.keys) where (spec.common.resolution("scale", channel) ?? (channel == .theta ? "independent" : "shared")) == "independent" { scales[channel] = nil }
    return .facet(FacetModel(spec: spec, child: child, scales: scales, frame: frame))
  }

  /// Joins the scales of brothers, channel by channel, unless `resolve` keeps them apart.
  private func share(_ children: [ViewModel], _ common: CommonSpec, _ rule: (Channel) -> String) -> [Channel: ScaleComponent] {
    var result: [Channel: ScaleComponent] = [:]
    for channel in Channel.scaled {
      let mine = children.compactMap { $0.scales[channel] }
      guard let first = mine.first else { continue }
      if (common.resolution("scale", channel) ?? rule(channel)) == "independent" {
        continue
      }
      if mine.contains(where: { !$0.type.isCompatible(with: first.type) }) { continue }
      for other in mine.dropFirst() where other !== first {
        first.merge(other)
        for unit in children.flatMap(\.units) where unit.scales[channel] === other { unit.scales[channel] = first }
      }
      result[channel] = first
    }
    return result
  }
}
