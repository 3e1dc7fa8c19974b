"""Addresses of workshops."""

from __future__ import annotations

from django.urls import path

from houvast_web.workshop import rating_views, views

app_name = "workshop"
ONE = "of/<int:number>/<int:workshop>/"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("of/<int:number>/make/", views.make, name="make"),
    path(ONE, views.lead, name="lead"),
    path(f"{ONE}ranking/", views.ranking, name="ranking"),
    path(f"{ONE}ranking.<slug:form>", views.ranking_file, name="ranking_file"),
    path(f"{ONE}invite/", views.invite, name="invite"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}axes/", views.axes, name="axes"),
    path(f"{ONE}corner/<slug:key>/", views.corner, name="corner"),
    path(f"{ONE}save/", views.save, name="save"),
    path(f"{ONE}votes.csv", views.votes, name="votes"),
    path(f"{ONE}files/", views.files, name="files"),
    path(f"{ONE}<slug:name>.zip", views.future, name="future"),
    path(f"{ONE}erase/", views.erase, name="erase"),
    path("join/<str:token>/", rating_views.join, name="join"),
    path("rate/<int:workshop>/", rating_views.rate, name="rate"),
    path("rate/<int:workshop>/my-answers.json", rating_views.my_answers, name="my_answers"),
    path("rate/<int:workshop>/withdraw/", rating_views.withdraw, name="withdraw"),
]
