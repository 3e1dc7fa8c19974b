"""Addresses of survey rounds: those of the organisation, and those of a respondent, which say nothing about anybody."""

from __future__ import annotations

from django.urls import include, path

from houvast_web.rounds import answer_views, views

app_name = "rounds"
of_round = [
    path("", views.show, name="round"),
    path("agree/", views.agree, name="agree"),
    path("invite/", views.invite, name="invite"),
    path("remind/", views.remind, name="remind"),
    path("close/", views.close, name="close"),
    path("remove/", views.remove, name="remove"),
    path("report.<slug:form>", views.download, name="download"),
]
urlpatterns = [
    path("rounds/<int:number>/", views.overview, name="rounds"),
    path("rounds/<int:number>/new/", views.new, name="new"),
    path("rounds/<int:number>/<uuid:round_id>/", include(of_round)),
    path("answer/", answer_views.enter, name="enter"),
    path("answer/start/", answer_views.start, name="start"),
    path("answer/<int:page>/", answer_views.page, name="page"),
    path("answer/save/", answer_views.save, name="save"),
    path("answer/hand-in/", answer_views.hand_in, name="hand_in"),
    path("answer/own/", answer_views.own, name="own"),
    path("answer/own/file/", answer_views.own_file, name="own_file"),
    path("answer/own/erase/", answer_views.erase_own, name="erase_own"),
    path("answer/leave/", answer_views.leave, name="leave"),
]
