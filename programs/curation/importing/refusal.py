"""Files that are not read at all, and why."""


class ImportRefusedError(ValueError):
    """The file is left alone and nothing was written. The message says what is wrong and what would be right."""

    def __init__(self, message):
        super().__init__(str(message))
