"""A Django site in one module that keeps cases and reads a page of rows, on SQLite or PostgreSQL."""

import json
import os
import platform
import sys
from urllib.parse import urlsplit

import django
from django.conf import settings

URL = os.environ["SITE_DATABASE"]


def database():
    """Return the settings of the database; a commit reaches the disk on both."""
    if URL.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": URL.removeprefix("sqlite:"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(URL)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": parts.username,
        "HOST": parts.hostname,
        "PORT": parts.port,
        "CONN_MAX_AGE": None,
    }


settings.configure(
    DEBUG=False,
    SECRET_KEY="not a secret: this site serves a benchmark on the loopback address",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    USE_TZ=True,
    DATABASES={"default": database()},
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Case(models.Model):
    """A case, with an index on the instant that it was kept."""

    title_ko = models.TextField()
    title_en = models.TextField()
    publisher_ko = models.TextField()
    publisher_en = models.TextField()
    kept_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        app_label = "bench"


class Row(models.Model):
    """A line of the page."""

    title = models.TextField()
    office = models.TextField()

    class Meta:
        app_label = "bench"


def hello(request):
    """Answer without the database."""
    return HttpResponse("hello")


def keep(request):
    """Keep a case and say its place."""
    case = json.loads(request.body)
    title, publisher = case["title"], case["publisher"]
    kept = Case.objects.create(
        title_ko=title["ko"],
        title_en=title["en"],
        publisher_ko=publisher["ko"],
        publisher_en=publisher["en"],
    )
    return JsonResponse({"seq": kept.pk}, status=201)


def count(request):
    """Say how many cases there are."""
    return JsonResponse({"seq": Case.objects.count()})


def page(request):
    """Read the rows of the page."""
    rows = list(Row.objects.order_by("id").values("id", "title", "office"))
    return JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})


urlpatterns = [
    path("hello", hello),
    path("cases", keep),
    path("count", count),
    path("dashboard.json", page),
]
application = get_wsgi_application()


def prepare():
    """Make the tables and the rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Case)
        editor.create_model(Row)
    rows = [Row(title=f"제{number}호 지역 특화 사업", office="특구지원과") for number in range(1, 16)]
    Row.objects.bulk_create(rows)


def versions():
    """Say what is compared."""
    import gunicorn
    import psycopg

    names = {"Django": django.__version__, "gunicorn": gunicorn.__version__, "psycopg": psycopg.__version__}
    names["Python"] = platform.python_version()
    print(", ".join(f"{name} {version}" for name, version in names.items()))


if __name__ == "__main__":
    {"prepare": prepare, "versions": versions}[sys.argv[1]]()
