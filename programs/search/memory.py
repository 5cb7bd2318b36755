"""What was worked out once is kept. Keys come from closed lists, never from what a person wants."""

from collections import OrderedDict


def remembered(memo, key, make):
    """What `make` gives, made once for each memo."""
    found = memo.get(key)
    if found is None:
        found = memo[key] = make()
    return found


class Remembered(OrderedDict):
    """So many things, each made once; the oldest makes room. For what a catalogue has without end."""

    def __init__(self, most):
        super().__init__()
        self.most = most

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        if len(self) > self.most:
            self.popitem(last=False)
