"""Who may do what at the desk. A role is a group of accounts; what it may do is said here and nowhere else."""

from django.contrib.auth.models import Group, Permission

AUDITOR, CURATOR, LEAD = "auditor", "curator", "lead curator"

MAY = {
    AUDITOR: ("see_desk",),
    CURATOR: ("see_desk", "record_facts"),
    LEAD: ("see_desk", "record_facts", "publish_programs"),
}

READ_IN_ADMIN = ("organization", "site", "program", "term", "source", "assertion", "importrun", "importrow", "action")


def keep_roles():
    """Make the groups, and give each the permissions said above and no others."""
    reading = Permission.objects.filter(
        content_type__app_label="programs", codename__in=[f"view_{model}" for model in READ_IN_ADMIN]
    )
    for role, codenames in MAY.items():
        group, _made = Group.objects.get_or_create(name=role)
        named = Permission.objects.filter(content_type__app_label="programs", codename__in=codenames)
        group.permissions.set([*named, *reading])


def give_role(user, role):
    """The account gets this role of the desk in the place of any other, and may open the Django admin."""
    keep_roles()
    user.groups.remove(*Group.objects.filter(name__in=MAY))
    user.groups.add(Group.objects.get(name=role))
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
