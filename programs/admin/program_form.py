"""The program's form as one more door: the desk's own forms, saved through curation.record."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..curation.editing import Sitting
from ..models import Program
from .reading import LooksOnly


@admin.register(Program)
class ProgramAdmin(LooksOnly, admin.ModelAdmin):
    list_display = ["name", "organization", "site", "status"]
    list_filter = ["status", "site__county"]
    list_select_related = ["organization", "site"]
    search_fields = ["name", "organization__name", "site__town"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALWAYS

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("programs.record_facts")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        program = self.get_object(request, unquote(object_id))
        if program is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, program):
            raise PermissionDenied
        if request.method == "POST" and not self.has_change_permission(request, program):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        name = (data or request.GET).get("section" if data else "edit", "")
        sitting = Sitting(program, timezone.localdate(), name=name, data=data, usual=request.session.get("voice"))
        if data and sitting.open and "more" in data:
            sitting.more(data)
        elif data and sitting.open and "look" not in data and self._save(request, sitting):
            return HttpResponseRedirect(f"{request.path}#{name}")
        return self._page(request, program, sitting)

    def _save(self, request, sitting):
        """Whether all is done; while not, the forms say why."""
        saved = sitting.save(request.user)
        if saved:
            request.session["voice"] = sitting.voice_form.usual
            messages.success(request, _("Saved. The desk's history takes it back."))
        elif sitting.is_unchanged:
            messages.info(request, _("Nothing differs, so nothing was saved."))
        return bool(saved or sitting.is_unchanged)

    def _page(self, request, program, sitting):
        rows = sitting.form.rows.forms if sitting.form and sitting.form.rows else ()
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": program.name, "program": program,
            "sitting": sitting, "written": [(row, None) for row in rows],
            "may_change": self.has_change_permission(request, program),
        }  # fmt: skip
        return TemplateResponse(request, "admin/programs/program/facts.html", context, status=sitting.status)
