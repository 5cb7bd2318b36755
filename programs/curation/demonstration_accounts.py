"""The people of the demonstration. They are made nowhere else."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.utils.crypto import salted_hmac
from django.utils.text import slugify

from . import clinicians
from .roles import AUDITOR, CURATOR, LEAD, MAY, give_role

PASSWORD_LENGTH = 16
WORKPLACE, PHONE = "Sample Hospital, Unit 4", "(508) 555-0190"


@dataclass(frozen=True)
class Account:
    role: str

    @property
    def email(self):
        return f"{slugify(self.role)}@example.org"

    @property
    def password(self):
        """Follows from the installation's secret key: the same at each start, another one on each machine."""
        return salted_hmac("demonstration", self.email, algorithm="sha256").hexdigest()[:PASSWORD_LENGTH]

    def user(self):
        """The account in the database, made or mended so that role and password are as said."""
        user, _made = get_user_model().objects.get_or_create(username=self.email, defaults={"email": self.email})
        if not user.check_password(self.password):
            user.set_password(self.password)
        user.save()
        EmailAddress.objects.update_or_create(user=user, email=self.email, defaults={"primary": True, "verified": True})
        if self.role in MAY:
            give_role(user, self.role)
        else:
            clinicians.enroll(user, WORKPLACE, PHONE)
        return user


def accounts():
    return (Account(CURATOR), Account(LEAD), Account(AUDITOR), Account(clinicians.GROUP))
