"""The peer of ``pages.py``: Django's own admin over the entries of a register, served by the same web server.

python benchmarks/pages_peer.py PORT, with TALLYSTICK_HOME naming the register. For measuring only.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, ClassVar

import django
from django.conf import settings


def configure() -> None:
    """Django with its admin on the register's database, and nothing else of ours but the tables."""
    apps = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
    settings.configure(
        SECRET_KEY="of the measurement only",
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(os.environ["TALLYSTICK_HOME"]) / "register.sqlite3",
            }
        },
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in apps), "tallystick.records"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        SESSION_COOKIE_NAME="peer",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        ROOT_URLCONF=__name__,
        STATIC_URL="static/",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


configure()

from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from tallystick.records.models import Entry  # noqa: E402


class Entries(admin.ModelAdmin):  # type: ignore[type-arg]
    """The list as Django makes it: a hundred rows a page."""

    list_display: ClassVar[list[str]] = ["log", "index", "kind", "slot"]
    list_filter: ClassVar[list[str]] = ["log", "kind"]


admin.site.register(Entry, Entries)


def ready(_request: HttpRequest) -> HttpResponse:
    """Say that the server answers."""
    return HttpResponse("ready")


urlpatterns = [path("login/", ready), path("admin/", admin.site.urls)]


def main() -> None:
    """Serve until stopped; the user of the measurement may see everything."""
    from django.core.wsgi import get_wsgi_application
    from waitress import serve

    User.objects.filter(username="clerk").update(is_staff=True, is_superuser=True)
    application: Any = get_wsgi_application()
    serve(application, host="127.0.0.1", port=int(sys.argv[1]), threads=4, ident=None)


if __name__ == "__main__":
    main()
