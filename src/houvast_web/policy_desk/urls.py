"""Addresses of the policy desk."""

from __future__ import annotations

from django.urls import path

from houvast_web.policy_desk import views

app_name = "policy_desk"
urlpatterns = [path("", views.desk, name="desk")]
