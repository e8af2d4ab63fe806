"""The admin of this site: Django's own, behind two factors."""

from django.conf import settings
from django_otp.admin import OTPAdminSite

from safety_site.staff.sign_in import SignInForm


class StaffSite(OTPAdminSite):
    """Register content with `@admin.register(Model, site=staff_site)`, in a module that
    `StaffConfig.ready` imports.
    """

    site_title = site_header = f"{settings.SITE_NAME}: editors"
    index_title = "What would you like to do?"
    login_form = SignInForm
    login_template = "staff/sign_in.html"
    logout_template = "staff/signed_out.html"


# "admin", so that Django's templates and `reverse("admin:…")` find it.
staff_site = StaffSite(name="admin")
