"""Addresses of the employer desk."""

from __future__ import annotations

from django.urls import path

from houvast_web.flex_desk import data_views, register_views, skill_views, views

app_name = "flex_desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("example/matrix", views.example_matrix, name="example_matrix"),
    path("example/<slug:kind>", views.example, name="example"),
    path("example/<slug:kind>.<slug:form>", views.example_file, name="example_file"),
    path("vacancy", skill_views.vacancy, name="vacancy"),
    path("template/<slug:kind>.csv", data_views.template, name="template"),
    path("<int:number>/", views.home, name="home"),
    path("<int:number>/ask/<slug:kind>", views.ask, name="ask"),
    path("<int:number>/study/<uuid:study_id>", views.study, name="study"),
    path("<int:number>/study/<uuid:study_id>.<slug:form>", views.study_file, name="study_file"),
    path("<int:number>/study/<uuid:study_id>/stop", views.stop, name="stop"),
    path("<int:number>/study/<uuid:study_id>/remove", views.remove_study, name="remove_study"),
    path("<int:number>/files", data_views.files, name="files"),
    path("<int:number>/files/<slug:kind>", data_views.file, name="file"),
    path("<int:number>/files/<slug:kind>/remove", data_views.remove_file, name="remove_file"),
    path("<int:number>/matrix", data_views.cover, name="cover"),
    path("<int:number>/matrix/people", data_views.people, name="people"),
    path("<int:number>/matrix/people.<slug:form>", data_views.people_file, name="people_file"),
    path("<int:number>/matrix/confirm", skill_views.confirm, name="confirm"),
    path("<int:number>/matrix/level", data_views.level, name="level"),
    path("<int:number>/register", register_views.make, name="register_new"),
    path("<int:number>/register/<int:register_id>", register_views.register, name="register"),
    path("<int:number>/register/<int:register_id>.<slug:form>", register_views.register_file, name="register_file"),
    path("<int:number>/register/<int:register_id>/duty/<slug:key>", register_views.duty, name="duty"),
    path("<int:number>/register/<int:register_id>/remove", register_views.remove, name="remove_register"),
    path("<int:number>/export", data_views.export, name="export"),
    path("<int:number>/erase", data_views.erase, name="erase"),
]
