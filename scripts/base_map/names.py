"""Codes and names that differ from the source, which is Natural Earth of about 2014."""

# Natural Earth's own code to ISO 3166-1 alpha-3, or to ISO's range for users where ISO has none.
CODES = {
    "KOS": "XKX",  # Kosovo
    "CYN": "XNC",  # Northern Cyprus
    "SOL": "XSL",  # Somaliland
    "KAS": "XSG",  # Siachen Glacier
    "ATC": "XAC",  # Ashmore and Cartier Islands
    "IOA": "XIO",  # Christmas and Cocos Islands
    "SDS": "SSD",
    "PSX": "PSE",
    "SAH": "ESH",
    "ALD": "ALA",
}

NAMES = {
    "ALA": "Åland Islands",
    "BRN": "Brunei",
    "CIV": "Côte d’Ivoire",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "CPV": "Cabo Verde",
    "CZE": "Czechia",
    "FRO": "Faroe Islands",
    "GMB": "Gambia",
    "KOR": "South Korea",
    "LAO": "Laos",
    "MKD": "North Macedonia",
    "PRK": "North Korea",
    "RUS": "Russia",
    "SWZ": "Eswatini",
    "TLS": "Timor-Leste",
    "TUR": "Türkiye",
    "VNM": "Viet Nam",
}
