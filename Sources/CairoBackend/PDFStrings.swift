import CCairo
import Scene

/// Document information (PDF 1.7, 14.3.3). Cairo writes the present time when no date is set, so one is set always.
func setMetadata(_ properties: DocumentProperties, on surface: OpaquePointer) {
  let date = pdfDate(properties.date)
  let entries: [(cairo_pdf_metadata_t, String?)] = [
    (CAIRO_PDF_METADATA_TITLE, properties.title),
    (CAIRO_PDF_METADATA_AUTHOR, properties.authors.joined(separator: ", ")),
    (CAIRO_PDF_METADATA_SUBJECT, properties.subject),
    (CAIRO_PDF_METADATA_KEYWORDS, properties.keywords.joined(separator: ", ")),
    (CAIRO_PDF_METADATA_CREATE_DATE, date),
    (CAIRO_PDF_METADATA_MOD_DATE, date),
  ]
  for case (let key, let text?) in entries where !text.isEmpty { cairo_pdf_surface_set_metadata(surface, key, text) }
}

/// An ISO 8601 date as cairo reads it: `YYYY-MM-DD` gets midnight UTC; anything cairo would misread gives 1980-01-01.
func pdfDate(_ date: String?) -> String {
  let fallback = "1980-01-01T00:00:00Z"
  guard let date else { return fallback }
  let shape = String(date.unicodeScalars.map { ("0"..."9").contains($0) ? "0" : Character($0) })
  switch shape {
  case "0000-00-00": return date + "T00:00:00Z"
  case "0000-00-00T00:00:00": return date + "Z"
  case "0000-00-00T00:00:00Z", "0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00": return date
  default: return fallback
  }
}

/// A destination name as cairo's attribute strings and PDF strings both carry it: every byte that is not a letter, a digit or
/// one of `-_.:` becomes `%XX`, so different names stay different.
func pdfName(_ name: String) -> String {
  percentEncoded(name) { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: false
    }
  }
}

/// A URI that may stand unescaped in a PDF string: cairo 1.16 writes it as it is, so brackets, backslashes, quotes and all that
/// is not printable ASCII are percent-encoded (RFC 3986).
func pdfURI(_ uri: String) -> String {
  percentEncoded(uri) { byte in
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): false
    case UInt8(ascii: "<"), UInt8(ascii: ">"): false
    default: byte > 0x20 && byte < 0x7F
    }
  }
}

private func percentEncoded(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
  var out = ""
  for byte in text.utf8 {
    if isKept(byte) {
      out.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      let digits = String(byte, radix: 16, uppercase: true)
      out += byte < 16 ? "%0" + digits : "%" + digits
    }
  }
  return out
}

/// A number with at most three decimals and no exponent, for cairo's attribute strings; out-of-range values are held to 10 million.
func decimal(_ value: Double) -> String {
  let held = min(10_000_000, max(-10_000_000, value.isNaN ? 0 : value))
  let rounded = (held * 1000).rounded() / 1000
  return rounded == 0 ? "0" : "\(rounded)"
}
