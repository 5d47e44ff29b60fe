package import Diagnostics

extension Column {
  /// A column of integers 0 and 1 as booleans; nil when it has any other value.
  package var asBooleans: Column? {
    guard case .integers(let cells) = storage, cells.indices.allSatisfy({ nulls[$0] || cells[$0] == 0 || cells[$0] == 1 }) else { return nil }
    return Column(name: name, storage: .booleans(cells.map { $0 == 1 }), nulls: nulls)
  }

  /// A column of ISO dates as dates; nil when any text is none.
  package var asDates: Column? {
    guard type == .string else { return nil }
    let read = strictly(as: .date(format: nil))
    return read.firstUnread == nil ? read.column : nil
  }

  /// The column read anew by the text of its cells, as a delimited file is read.
  /// - Returns: the column, and the first row (from 0) that did not read.
  fileprivate func strictly(as reading: CellReading) -> (column: Column, firstUnread: Int?) {
    var filler = ColumnFiller(reading: reading, rows: count, textBytes: 0)
    var firstUnread: Int?
    var isEmpty = true
    for row in 0..<count {
      if isNull(at: row) {
        filler.appendNull()
        continue
      }
      isEmpty = false
      var text = text(at: row)
      if !text.withUTF8({ filler.append($0) }), firstUnread == nil { firstUnread = row }
    }
    var column = filler.column(named: name, isEmpty: isEmpty)
    column.label = label
    return (column, firstUnread)
  }

  /// Integers as numbers; any other column as it is.
  package var asNumbers: Column {
    guard case .integers(let cells) = storage else { return self }
    return Column(name: name, storage: .numbers(cells.map { Double($0) }, decimals: .none), nulls: nulls)
  }
}

extension Table {
  /// The table with the columns of stated types read anew, for sources that have types of their own.
  /// - Throws: `unknown-column`; `wrong-cell` with the row that does not read.
  package func reading(_ types: [StatedType]) throws(Failure) -> Table {
    var table = self
    for type in types {
      let column = try table.require(ColumnReference(type.column, at: type.range))
      let (read, unread) = column.strictly(as: type.reading)
      if let row = unread {
        throw Failure(
          Diagnostic(
            "wrong-cell", at: rowSpans.isEmpty ? type.range : range(ofRow: row),
            "\"\(column.text(at: row).prefix(40))\" in row \(row + 1) of \"\(name)\" is not \(type.reading.phrase)"))
      }
      table = table.setting(read)
    }
    return table
  }

  /// `name=value` for each column of a row (from 0), long texts and many columns shortened: for messages.
  package func summary(ofRow row: Int) -> String {
    let shown = columns.prefix(8).map { column in
      let text = column.text(at: row)
      let short = text.count > 30 ? text.prefix(29) + "…" : Substring(text)
      return column.isNull(at: row) ? "\(column.name)=null" : "\(column.name)=\(short)"
    }
    return shown.joined(separator: ", ") + (columns.count > 8 ? ", …" : "")
  }
}
