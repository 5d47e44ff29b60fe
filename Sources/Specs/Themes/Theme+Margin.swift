extension Theme {
  /// The theme for text in a narrow column beside the page's text: running text is set as margin notes are, ragged and on their
  /// grid, and headings inside it are small.
  package var forMargin: Theme {
    var theme = self
    let wide = ["body", "quote", "title", "h2"]
    let note = styles[.marginNote] ?? Theme.plainStyle(.marginNote)
    let body = styles[.body] ?? Theme.plainStyle(.body)
    let ratio = body.size > 0 ? note.size / body.size : 1
    theme.styles[.body] = note
    for role in [TextRole.quote, .code, .noteMark] {
      var style = styles[role] ?? Theme.plainStyle(role)
      style.size *= ratio
      style.rise *= ratio
      style.leading = note.leading
      theme.styles[role] = style
    }
    let small = styles[.h3] ?? Theme.plainStyle(.h3)
    for role in [TextRole.title, .sectionNumber, .h2] { theme.styles[role] = small }
    theme.page.grid = page.noteGrid
    theme.page.firstLineIndent = 0
    theme.overrides.removeAll { wide.contains($0.name.text) }
    // A language's own settings of running text are those of the wide column.
    theme.languages = languages.map { language in
      var language = language
      language.value.text.removeAll { wide.contains($0.name.text) }
      return language
    }
    return theme
  }

  /// The theme with all sizes and leadings of text, and the line grid, times `factor`.
  package func scaled(by factor: Double) -> Theme {
    var theme = self
    theme.textScale *= factor
    theme.page.grid *= factor
    theme.page.noteGrid *= factor
    theme.page.sourceGrid *= factor
    return theme
  }
}
