"""Which folder answers which address."""

from django.urls import include, path

urlpatterns = [path("", include("tallystick.clerk.urls"))]
