"""A progress bar on a terminal; nothing where the output goes to a file."""


class ProgressBar:
    """Called with (done, total); draws one line of stderr over and over, and ends it."""

    WIDTH = 30

    def __init__(self, stream):
        self.stream = stream
        self.is_shown = stream.isatty()

    def __call__(self, done, total):
        if not self.is_shown:
            return
        filled = self.WIDTH * done // max(total, 1)
        end = "\n" if done == total else ""
        self.stream.write(f"\r[{'#' * filled}{'.' * (self.WIDTH - filled)}] {done} / {total}", ending=end)
        self.stream.flush()
