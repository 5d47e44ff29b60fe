import Charts
import Scene

extension Report {
  /// What is drawn, as JSON: the mark scene of a picture, else one object a page.
  package var sceneTexts: some Sequence<String> {
    let pages = markScene == nil ? Array(0..<pageCount) : [-1]
    return pages.lazy.map { page in
      if let markScene { return markSceneJSON(markScene) }
      return sceneJSON(scene(ofPage: page), fonts: fonts)
    }
  }
}
