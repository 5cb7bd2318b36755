"""The other states: by the first three digits of a ZIP code, by name, and by the cities over the border.

The three-digit prefixes were written from common knowledge and agree with a public table of the states' ZIP ranges (see
fixtures/README.md); the Postal Service's own list L002 was not at hand.
"""

from django.utils.translation import gettext_lazy as _

MASSACHUSETTS = "MA"

NAMES = {
    "AL": _("Alabama"), "AK": _("Alaska"), "AZ": _("Arizona"), "AR": _("Arkansas"), "CA": _("California"),
    "CO": _("Colorado"), "CT": _("Connecticut"), "DE": _("Delaware"), "DC": _("the District of Columbia"),
    "FL": _("Florida"), "GA": _("Georgia"), "HI": _("Hawaii"), "ID": _("Idaho"), "IL": _("Illinois"),
    "IN": _("Indiana"), "IA": _("Iowa"), "KS": _("Kansas"), "KY": _("Kentucky"), "LA": _("Louisiana"),
    "ME": _("Maine"), "MD": _("Maryland"), "MA": _("Massachusetts"), "MI": _("Michigan"), "MN": _("Minnesota"),
    "MS": _("Mississippi"), "MO": _("Missouri"), "MT": _("Montana"), "NE": _("Nebraska"), "NV": _("Nevada"),
    "NH": _("New Hampshire"), "NJ": _("New Jersey"), "NM": _("New Mexico"), "NY": _("New York"),
    "NC": _("North Carolina"), "ND": _("North Dakota"), "OH": _("Ohio"), "OK": _("Oklahoma"), "OR": _("Oregon"),
    "PA": _("Pennsylvania"), "RI": _("Rhode Island"), "SC": _("South Carolina"), "SD": _("South Dakota"),
    "TN": _("Tennessee"), "TX": _("Texas"), "UT": _("Utah"), "VT": _("Vermont"), "VA": _("Virginia"),
    "WA": _("Washington State"), "WV": _("West Virginia"), "WI": _("Wisconsin"), "WY": _("Wyoming"),
    "PR": _("Puerto Rico"), "VI": _("the U.S. Virgin Islands"), "GU": _("Guam"),
    "AE": _("the military mail of Europe"), "AA": _("the military mail of the Americas"),
    "AP": _("the military mail of the Pacific"),
}  # fmt: skip

# As typed, always English, whatever language the page is in.
WRITTEN = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "conn": "CT", "delaware": "DE", "district of columbia": "DC", "florida": "FL",
    "georgia": "GA", "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS",
    "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA", "mass": "MA",
    "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE",
    "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY",
    "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
    "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington state": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "puerto rico": "PR",
}  # fmt: skip

# First and last prefix of each run. Runs that cross a border are cut where the Postal Service cuts them.
_PREFIX_RUNS = (
    ("005", "005", "NY"), ("006", "007", "PR"), ("008", "008", "VI"), ("009", "009", "PR"), ("010", "027", "MA"),
    ("028", "029", "RI"), ("030", "038", "NH"), ("039", "049", "ME"), ("050", "054", "VT"), ("055", "055", "MA"),
    ("056", "059", "VT"), ("060", "069", "CT"), ("070", "089", "NJ"), ("090", "098", "AE"), ("100", "149", "NY"),
    ("150", "196", "PA"), ("197", "199", "DE"), ("200", "200", "DC"), ("201", "201", "VA"), ("202", "205", "DC"),
    ("206", "212", "MD"), ("214", "219", "MD"), ("220", "246", "VA"), ("247", "268", "WV"), ("270", "289", "NC"),
    ("290", "299", "SC"), ("300", "319", "GA"), ("320", "339", "FL"), ("340", "340", "AA"), ("341", "349", "FL"),
    ("350", "369", "AL"), ("370", "385", "TN"), ("386", "397", "MS"), ("398", "399", "GA"), ("400", "427", "KY"),
    ("430", "459", "OH"), ("460", "479", "IN"), ("480", "499", "MI"), ("500", "528", "IA"), ("530", "549", "WI"),
    ("550", "567", "MN"), ("569", "569", "DC"), ("570", "577", "SD"), ("580", "588", "ND"), ("590", "599", "MT"),
    ("600", "629", "IL"), ("630", "658", "MO"), ("660", "679", "KS"), ("680", "693", "NE"), ("700", "714", "LA"),
    ("716", "729", "AR"), ("730", "732", "OK"), ("733", "733", "TX"), ("734", "749", "OK"), ("750", "799", "TX"),
    ("800", "816", "CO"), ("820", "831", "WY"), ("832", "838", "ID"), ("840", "847", "UT"), ("850", "865", "AZ"),
    ("870", "884", "NM"), ("885", "885", "TX"), ("889", "898", "NV"), ("900", "961", "CA"), ("962", "966", "AP"),
    ("967", "968", "HI"), ("969", "969", "GU"), ("970", "979", "OR"), ("980", "994", "WA"), ("995", "999", "AK"),
)  # fmt: skip

# Cities near the border whose name no place in Massachusetts has, for those who leave the state out.
NEARBY_CITIES = {
    "providence": "RI", "pawtucket": "RI", "woonsocket": "RI", "cranston": "RI", "east providence": "RI",
    "central falls": "RI", "newport": "RI", "cumberland": "RI", "nashua": "NH", "portsmouth": "NH", "keene": "NH",
    "derry": "NH", "londonderry": "NH", "exeter": "NH",
    "hartford": "CT", "enfield": "CT", "new haven": "CT", "new london": "CT", "norwich": "CT", "bridgeport": "CT",
    "stamford": "CT", "putnam": "CT", "brattleborough": "VT", "bennington": "VT",
    "albany": "NY", "troy": "NY", "new york city": "NY", "nyc": "NY", "brooklyn": "NY",
    "manhattan": "NY", "bronx": "NY", "queens": "NY", "portland": "ME", "kittery": "ME",
}  # fmt: skip


def of_zip(zip_code):
    """The two letters of the state that a ZIP code lies in; "" when no state has that prefix."""
    prefix = zip_code[:3]
    return next((state for first, last, state in _PREFIX_RUNS if first <= prefix <= last), "")


def of_word(words):
    """The two letters of the state written as "RI", "rhode island" or "Mass"; "" when it is none."""
    if words.upper() in NAMES:
        return words.upper()
    return WRITTEN.get(words, "")
