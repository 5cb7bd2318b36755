"""Who has an account. Lead curators open and close them and give roles; nobody makes another superuser here."""

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..curation import letters
from ..curation.accounts import change_account, has_account, open_account, reset_second_factor, role_of
from ..curation.roles import MAY
from .reading import LooksOnly, NotesWhatWas

User = get_user_model()


class AccountForm(forms.ModelForm):
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("none")), *((r, r) for r in MAY)])
    lost_factor = forms.BooleanField(
        label=_("Reset the lost second factor"),
        required=False,
        help_text=_(
            "First speak with them, and be sure who it is. They are signed out everywhere, set a new password by "
            "“Forgot your password?” and a new second factor at sign-in. It is recorded, and cannot be taken back."
        ),
    )

    class Meta:
        model = User
        fields = ["is_active"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["role"] = role_of(self.instance)
        if not is_mfa_enabled(self.instance):
            del self.fields["lost_factor"]


class NewAccountForm(forms.ModelForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They set their password by “Forgot your password?” on the sign-in page."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[(role, role) for role in MAY])

    class Meta:
        model = User
        fields = ["email"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if has_account(email):
            raise ValidationError(_("This address has an account already."))
        return email


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(NotesWhatWas):
    list_display = ["email", "roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    search_fields = ["email"]
    ordering = ["email"]
    readonly_fields = ["email", "last_login", "date_joined", "is_superuser"]
    fields = ["email", "role", "is_active", "lost_factor", "is_superuser", "last_login", "date_joined"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("Role"))
    def roles(self, user):
        return role_of(user) or ("superuser" if user.is_superuser else "–")

    def get_form(self, request, obj=None, change=False, **options):
        return super().get_form(request, obj, change=change, form=AccountForm if obj else NewAccountForm, fields=None)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["email", "role"]
        return [name for name in self.fields if name != "lost_factor" or is_mfa_enabled(obj)]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def has_module_permission(self, request):
        return request.user.is_active and request.user.has_perm("programs.publish_programs")

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        """A superuser's account is a superuser's matter, and nobody shuts out themselves."""
        if not self.has_module_permission(request) or obj == request.user:
            return False
        return request.user.is_superuser or not (obj and obj.is_superuser)

    def has_delete_permission(self, request, obj=None):
        """Everything that an account did names it: it is closed, never deleted."""
        return False

    def save_model(self, request, obj, form, change):
        if change:
            change_account(obj, form.cleaned_data["role"], is_active=form.cleaned_data["is_active"])
            if form.cleaned_data.get("lost_factor"):
                reset_second_factor(obj, by=request.user)
                if not letters.try_to_send(letters.second_factor_reset(obj)):
                    self.message_user(request, _("The letter that tells them could not be sent."), messages.WARNING)
        else:
            made = open_account(form.cleaned_data["email"], form.cleaned_data["role"])
            obj.pk, obj.username, obj._state.adding = made.pk, made.username, False

    def save_related(self, request, form, formsets, change):
        """The role is all there is, and save_model has given it."""


@admin.register(Group)
class RoleAdmin(LooksOnly, admin.ModelAdmin):
    """What a role may do is said in curation.roles."""

    search_fields = ["name"]
