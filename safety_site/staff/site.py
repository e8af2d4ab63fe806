"""The admin of this site: Django's own, behind two factors."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_otp.admin import OTPAdminSite

from safety_site.staff import interface
from safety_site.staff.models import User
from safety_site.staff.sign_in import SignInForm


class StaffSite(OTPAdminSite):
    """Register content with `@admin.register(Model, site=staff_site)`, in a module that
    `StaffConfig.ready` imports.
    """

    site_title = site_header = format_lazy(
        gettext_lazy("{site}: editors"), site=settings.SITE_NAME
    )
    index_title = gettext_lazy("What would you like to do?")
    login_form = SignInForm
    login_template = "staff/sign_in.html"
    logout_template = "staff/signed_out.html"

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"interfaces": interface.languages()}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        view = self.admin_view(require_POST(self.choose_interface))
        return [path("interface/", view, name="interface"), *super().get_urls()]

    def choose_interface(self, request: HttpRequest) -> HttpResponse:
        """The language of one's own screens."""
        code = request.POST.get("language", "")
        if isinstance(request.user, User) and interface.is_offered(code):
            request.user.interface = code
            request.user.save(update_fields=["interface"])
        return redirect("admin:index")


# "admin", so that Django's templates and `reverse("admin:…")` find it.
staff_site = StaffSite(name="admin")
