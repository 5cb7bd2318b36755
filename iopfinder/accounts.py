"""How accounts are made and guarded: django-allauth does the work, these are the house's choices."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Curators are made by curators. Nobody signs up for the desk."""
        return False


def needs_second_factor(user):
    """Whether this account must set up a second factor before it may go on. In the demonstration nobody must."""
    return settings.SECOND_FACTOR_REQUIRED and not is_mfa_enabled(user)
