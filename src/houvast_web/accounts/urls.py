"""Addresses of accounts and organisations."""

from __future__ import annotations

from django.urls import path

from houvast_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("my-data/", views.my_data, name="my_data"),
    path("my-data/export/", views.export, name="export"),
    path("my-data/erase/", views.erase, name="erase"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<int:number>/", views.organisation, name="organisation"),
    path("organisations/<int:number>/invite/", views.invite, name="invite"),
    path("organisations/<int:number>/members/<int:member>/role/", views.role, name="role"),
    path("organisations/<int:number>/members/<int:member>/remove/", views.remove, name="remove"),
    path("organisations/<int:number>/leave/", views.leave, name="leave"),
    path("organisations/<int:number>/delete/", views.delete, name="delete"),
    path("organisations/<int:number>/audit/", views.audit, name="audit"),
    path("join/<str:token>/", views.join, name="join"),
]
