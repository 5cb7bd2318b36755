"""Days in English: "Nov 21, 2026", as they stand beside each fact."""

DATE_FORMAT = "M j, Y"
DATETIME_FORMAT = "M j, Y, P"
