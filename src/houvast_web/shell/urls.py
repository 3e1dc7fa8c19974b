"""Addresses of the shell."""

from __future__ import annotations

from django.urls import path

from houvast_web.shell import views

app_name = "shell"
urlpatterns = [
    path("", views.start, name="start"),
    path("desk/<slug:key>/", views.planned, name="planned"),
    path("words/", views.glossary, name="glossary"),
    path("theme.css", views.theme, name="theme"),
]
