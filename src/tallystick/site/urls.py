"""Which folder answers which address."""

from django.urls import include, path

from tallystick.api.interface import api
from tallystick.site.accounts import addresses

urlpatterns = [
    path("api/v1/", api.urls),
    path("account/", include(addresses())),
    path("", include("tallystick.clerk.urls")),
]
