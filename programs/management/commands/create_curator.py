"""Makes the account of a curator, who keeps the catalogue true."""

import os
from getpass import getpass

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ...curation.accounts import has_account
from ...curation.roles import LEAD, give_role


class Command(BaseCommand):
    help = _("Make a curator's account. Asks for what CURATOR_EMAIL and CURATOR_PASSWORD do not already say.")

    def handle(self, *args, **options):
        email = os.environ.get("CURATOR_EMAIL") or self.asked(_("E-mail address: "), input, acceptable_email)
        try:
            email = acceptable_email(email)
            password = os.environ.get("CURATOR_PASSWORD") or self.asked(
                _("Password: "), getpass, lambda answer: acceptable_password(answer, email), twice=True
            )
            acceptable_password(password, email)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        make_curator(email, password)
        self.stdout.write(_("%(email)s is a curator now, and signs in at /curation/.") % {"email": email})

    def asked(self, question, ask, acceptable, twice=False):
        """The first acceptable answer; says what was wrong with each of the others."""
        while True:
            try:
                answer = ask(question)
                if twice and ask(_("The same again: ")) != answer:
                    raise ValidationError(_("The two passwords differ."))
                return acceptable(answer)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
            except (EOFError, KeyboardInterrupt) as error:
                raise CommandError(_("Nobody answered, so no account was made.")) from error


def acceptable_email(answer):
    """The address as accounts keep it. Raises ValidationError for none, and for one that is taken."""
    email = answer.strip().lower()
    validate_email(email)
    if has_account(email):
        raise ValidationError(
            _("%(email)s has an account already. `manage.py changepassword %(email)s` gives it a new password."),
            params={"email": email},
        )
    return email


def acceptable_password(answer, email):
    """The password itself. Raises ValidationError for one that is easily guessed."""
    validate_password(answer, user=get_user_model()(username=email, email=email))
    return answer


@transaction.atomic
def make_curator(email, password):
    """A lead curator who may do everything in the admin too. The address counts as checked: whoever made it has it."""
    curator = get_user_model().objects.create_superuser(username=email, email=email, password=password)
    EmailAddress.objects.create(user=curator, email=email, primary=True, verified=True)
    give_role(curator, LEAD)
    return curator
