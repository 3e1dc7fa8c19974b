"""Addresses of the policy desk."""

from __future__ import annotations

from django.urls import path

from houvast_web.policy_desk import run_views, views

app_name = "policy_desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("answer", views.answer, name="answer"),
    path("ahead", views.ahead, name="ahead"),
    path("part/<slug:key>", views.part, name="part"),
    path("explain", views.explain, name="explain"),
    path("preview.json", views.preview, name="preview"),
    path("file/<slug:key>.<slug:form>", views.download, name="download"),
    path("runs", run_views.history, name="runs"),
    path("full", run_views.start, name="full"),
    path("full/<uuid:run_id>", run_views.run, name="run"),
    path("full/<uuid:run_id>/events", run_views.events, name="events"),
    path("full/<uuid:run_id>/stop", run_views.stop, name="stop"),
    path("full/<uuid:run_id>/resume", run_views.resume, name="resume"),
]
