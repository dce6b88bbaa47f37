"""Addresses of the clerk's pages. The first part of a name is the place in the navigation that it belongs to."""

from allauth.account.views import login
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from tallystick.clerk.views import contacts, inbox, register, report, requests, start, statement, station

urlpatterns = [
    path("", start.start, name="start"),
    path("login/", login, name="account_login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", include("django.conf.urls.i18n")),
    path("send/<str:link>/", station.send, name="send"),
    path("send/<str:link>/note/", contacts.note, name="note"),
    path("send/<str:link>/note/<str:token>/", contacts.noted, name="noted"),
    path("send/<str:link>/<str:token>/", station.sent, name="sent"),
    path("send/<str:link>/<str:token>/label/", station.label, name="send-label"),
    path("inbox/", inbox.waiting, name="inbox"),
    path("inbox/take-back/", inbox.take_back, name="inbox-take-back"),
    path("inbox/<int:entry>/", inbox.item, name="inbox-item"),
    path("page/<int:arrival>/<int:page>.png", inbox.picture, name="page-picture"),
    path("requests/", requests.listing, name="requests"),
    path("requests/<int:entry>/", requests.one, name="request"),
    path("requests/<int:entry>/call-back/", requests.call_back, name="request-call-back"),
    path("requests/<int:entry>/clause/", requests.clause, name="request-clause"),
    path("contacts/", contacts.listing, name="contacts"),
    path("receipt/<int:entry>/", requests.receipt, name="receipt"),
    path("report/", report.listing, name="reports"),
    path("report/<str:period>/", report.before, name="report"),
    path("report/<str:period>/adopt/", report.adopt, name="report-adopt"),
    path("report/<str:period>/prepare/", report.prepare, name="report-prepare"),
    path("report/<str:period>/sign/", report.sign, name="report-sign"),
    path("report/<str:period>/draft/<str:name>", report.draft, name="report-draft"),
    path("report/<str:period>/v<int:version>/<str:name>", report.packet, name="report-packet"),
    path("statement/", statement.listing, name="statements"),
    path("statement/<str:period>/", statement.statement, name="statement"),
    path("statement/<str:period>/<str:name>", statement.file, name="statement-file"),
    path("register/", register.register, name="register"),
]
