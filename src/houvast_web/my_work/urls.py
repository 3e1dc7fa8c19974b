"""Addresses of the desk. None of them holds anything about anybody: what is asked stands in the form."""

from __future__ import annotations

from django.urls import path

from houvast_web.my_work import attested_views, file_views, move_views, passport_views, skill_views

app_name = "my_work"
urlpatterns = [
    path("", skill_views.start, name="start"),
    path("titles", skill_views.titles, name="titles"),
    path("occupation", skill_views.occupation, name="occupation"),
    path("day", skill_views.day, name="day"),
    path("skills", skill_views.skills, name="skills"),
    path("evidence", skill_views.evidence, name="evidence"),
    path("evidence/employer", attested_views.attested, name="attested"),
    path("moves", move_views.moves, name="moves"),
    path("moves/choose", move_views.choose, name="choose"),
    path("plan", move_views.plan, name="plan"),
    path("plan/file", move_views.plan_file, name="plan_file"),
    path("passport", passport_views.passport, name="passport"),
    path("passport/issue", passport_views.issue, name="issue"),
    path("passport/share", passport_views.share, name="share"),
    path("passport/shown/<int:number>", passport_views.shown, name="shown"),
    path("passport/revoke", passport_views.revoke, name="revoke"),
    path("passport/delete", passport_views.delete, name="delete"),
    path("passport/file/<slug:form>", passport_views.export, name="export"),
    path("check", passport_views.check, name="check"),
    path("file", file_views.file, name="file"),
    path("file/take", file_views.take, name="take"),
    path("keep", file_views.keep, name="keep"),
    path("erase", file_views.erase, name="erase"),
]
