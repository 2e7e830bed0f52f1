"""One page of Django in one module: settings, model, view, and the two chores around them."""

import json
import pathlib
import platform
import sys

import django
from django.conf import settings

HERE = pathlib.Path(__file__).parent

settings.configure(
    DEBUG=False,
    SECRET_KEY="not a secret: this site serves a benchmark on the loopback address",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HERE / "site.db",
            "CONN_MAX_AGE": None,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Row(models.Model):
    """A line of the list on the page."""

    text = models.TextField()

    class Meta:
        app_label = "bench"


def home(request):
    """Render the page from the rows of the database."""
    return render(request, "home.html", {"rows": Row.objects.order_by("id")})


urlpatterns = [path("", home)]
application = get_wsgi_application()


def prepare():
    """Make the database anew."""
    (HERE / "site.db").unlink(missing_ok=True)
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    rows = json.loads((HERE / "rows.json").read_text(encoding="utf-8"))
    Row.objects.bulk_create([Row(text=text) for text in rows])


def versions():
    """Say what is compared."""
    import gunicorn

    print(f"Django {django.__version__}, gunicorn {gunicorn.__version__}, Python {platform.python_version()}")


if __name__ == "__main__":
    {"prepare": prepare, "versions": versions}[sys.argv[1]]()
