"""Addresses of the clerk's pages. The first part of a name is the place in the navigation that it belongs to."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from tallystick.clerk.views import inbox, requests, start, station

urlpatterns = [
    path("", start.start, name="start"),
    path("login/", LoginView.as_view(template_name="clerk/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", include("django.conf.urls.i18n")),
    path("send/<str:link>/", station.send, name="send"),
    path("send/<str:link>/<str:token>/", station.sent, name="sent"),
    path("send/<str:link>/<str:token>/label/", station.label, name="send-label"),
    path("inbox/", inbox.waiting, name="inbox"),
    path("inbox/<int:entry>/", inbox.item, name="inbox-item"),
    path("page/<int:arrival>/<int:page>.png", inbox.picture, name="page-picture"),
    path("requests/", requests.listing, name="requests"),
    path("requests/<int:entry>/", requests.one, name="request"),
    path("requests/<int:entry>/clause/", requests.clause, name="request-clause"),
    path("receipt/<int:entry>/", requests.receipt, name="receipt"),
]
