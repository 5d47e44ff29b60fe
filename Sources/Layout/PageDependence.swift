/// A block whose content needs the page numbers of other places: contents, lists of figures, texts with references to pages.
///
/// It is laid out as it is in the first pass, and as `resolved` says in the following ones.
package protocol PageDependentBlock: Block {
  /// False for a container that holds no such block.
  var dependsOnPages: Bool { get }
  /// The block with the places filled in. Pure.
  func resolved(in index: PageIndex) -> any Block
  /// What it shows of the index, so that a block can be named whose numbers do not settle.
  func shownPages(in index: PageIndex) -> [String]
}

extension PageDependentBlock {
  package var dependsOnPages: Bool { true }
  package func shownPages(in index: PageIndex) -> [String] { [] }
}

/// A block made of other blocks, which may need page numbers.
package protocol ContainerBlock: PageDependentBlock {
  /// The blocks inside, in an order and number that do not change.
  var inside: [any Block] { get set }
}

extension ContainerBlock {
  package var dependsOnPages: Bool { inside.contains { Layout.dependsOnPages($0) } }

  package func resolved(in index: PageIndex) -> any Block {
    guard dependsOnPages else { return self }
    var copy = self
    copy.inside = inside.map { resolve($0, in: index) }
    return copy
  }

  package func shownPages(in index: PageIndex) -> [String] { inside.flatMap { Layout.shownPages(of: $0, in: index) } }
}

func dependsOnPages(_ block: any Block) -> Bool { (block as? any PageDependentBlock)?.dependsOnPages ?? false }

func resolve(_ block: any Block, in index: PageIndex) -> any Block {
  (block as? any PageDependentBlock)?.resolved(in: index) ?? block
}

func shownPages(of block: any Block, in index: PageIndex) -> [String] {
  (block as? any PageDependentBlock)?.shownPages(in: index) ?? []
}

extension RowBlock: ContainerBlock {
  package var inside: [any Block] {
    get { children }
    set { children = newValue }
  }
}

extension StackBlock: ContainerBlock {
  package var inside: [any Block] {
    get { children.map(\.block) }
    set { for (index, block) in zip(children.indices, newValue) { children[index].block = block } }
  }
}

extension NarrowBlock: ContainerBlock {
  package var inside: [any Block] {
    get { [block] }
    set { if let first = newValue.first { block = first } }
  }
}

extension FigureBlock: ContainerBlock {
  package var inside: [any Block] {
    get { [picture] + [head, continuedHead, foot, continuedFoot].compactMap { $0 } }
    set {
      var rest = newValue.makeIterator()
      if let first = rest.next() { picture = first }
      if head != nil { head = rest.next() }
      if continuedHead != nil { continuedHead = rest.next() }
      if foot != nil { foot = rest.next() }
      if continuedFoot != nil { continuedFoot = rest.next() }
    }
  }
}
