"""The people of the demonstration. They are made nowhere else."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.crypto import salted_hmac

PASSWORD_LENGTH = 16


@dataclass(frozen=True)
class Account:
    role: str
    works_in_admin: bool = False

    @property
    def email(self):
        return f"{self.role}@example.org"

    @property
    def password(self):
        """Follows from the installation's secret key: the same at each start, another one on each machine."""
        return salted_hmac("demonstration", self.email, algorithm="sha256").hexdigest()[:PASSWORD_LENGTH]

    def user(self):
        """The account in the database, made or mended so that role and password are as said."""
        user, _made = get_user_model().objects.get_or_create(username=self.email, defaults={"email": self.email})
        user.is_staff = user.is_superuser = self.works_in_admin
        if not user.check_password(self.password):
            user.set_password(self.password)
        user.save()
        user.groups.set([Group.objects.get_or_create(name=self.role)[0]])
        return user


def accounts():
    return (Account("curator", works_in_admin=True), Account("clinician"))
