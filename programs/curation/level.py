"""Whether somebody who can know says that a program is an intensive outpatient program."""

from ..models import Answer

IS_IOP = ("level:iop", "level:iop-mental-health", "level:iop-substance-use")


def confirmed_iops(on):
    """The answers that say so of whatever program, on that day."""
    return Answer.objects.holding(on).filter(fact__in=IS_IOP, state=Answer.State.CONFIRMED_YES)


def is_confirmed_iop(program, on):
    return confirmed_iops(on).filter(program=program).exists()
