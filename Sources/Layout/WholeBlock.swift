/// A block that is not parted while a page has room for the whole of it.
package struct WholeBlock: Block {
  package var block: any Block

  package init(_ block: any Block) { self.block = block }

  package var widthRange: ClosedRange<Double> { block.widthRange }

  package func layout(in region: Region, from cursor: Cursor) -> Fragment {
    let fragment = block.layout(in: region, from: cursor)
    let isFresh = region.height >= region.fullHeight - 0.01
    return fragment.next == nil || isFresh || cursor != .start ? fragment : .nothing(from: cursor, width: region.width)
  }
}

extension WholeBlock: ContainerBlock {
  package var inside: [any Block] {
    get { [block] }
    set { if let first = newValue.first { block = first } }
  }
}
