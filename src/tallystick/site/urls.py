"""Which folder answers which address."""

from django.urls import include, path

from tallystick.site.accounts import addresses

urlpatterns = [path("account/", include(addresses())), path("", include("tallystick.clerk.urls"))]
