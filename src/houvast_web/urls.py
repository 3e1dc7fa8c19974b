"""Addresses. Every page has its language in front, so that a shared link keeps it."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from houvast_web.accounts import single_sign_on
from houvast_web.shell.views import healthy

urlpatterns = [
    path("healthy", healthy, name="healthy"),
    *i18n_patterns(
        path("", include("houvast_web.shell.urls")),
        path("account/oidc/<str:provider_id>/login/", single_sign_on.login, name="openid_connect_login"),
        path("account/oidc/<str:provider_id>/login/callback/", single_sign_on.callback, name="openid_connect_callback"),
        path("account/", include("allauth.urls")),
        path("me/", include("houvast_web.accounts.urls")),
        path("policy/", include("houvast_web.policy_desk.urls")),
        path("workshops/", include("houvast_web.workshop.urls")),
        path("work/", include("houvast_web.my_work.urls")),
        path("employer/", include("houvast_web.flex_desk.urls")),
        path("", include("houvast_web.rounds.urls")),
    ),
]

handler400 = "houvast_web.shell.views.malformed"
handler403 = "houvast_web.shell.views.refused"
handler404 = "houvast_web.shell.views.not_found"
handler500 = "houvast_web.shell.views.broken"
