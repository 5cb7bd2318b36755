"""Resets a lost second factor, for whoever runs the installation: also a superuser's, which no curator may."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...curation import letters
from ...curation.accounts import reset_second_factor

VIA = "manage.py reset_second_factor"


class Command(BaseCommand):
    help = _("Take a lost second factor off an account, which sets up a new one at its next sign-in. It is recorded.")

    def add_arguments(self, parser):
        parser.add_argument("email", help=_("the address of the account; be sure who asks"))

    def handle(self, *args, email, **options):
        user = get_user_model().objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(_("There is no account of %(email)s.") % {"email": email})
        try:
            reset_second_factor(user, via=VIA)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            _("Reset. %(email)s sets a new password by “Forgot your password?”, then a new second factor.")
            % {"email": user.email}
        )
        if not letters.try_to_send(letters.second_factor_reset(user)):
            self.stderr.write(_("The letter that tells them could not be sent. Tell them yourself."))
