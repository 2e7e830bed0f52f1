"""A queue of cases in Django: settings, model, view, and filling it with the cases that the other side has too."""

import datetime
import pathlib
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
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [HERE]}],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402

PROCEDURES = ["recommendation.e7", "petition.general", "road.control"]
MATTERS = [
    "음성 인식 모델 경량화",
    "자율주행 배송 로봇 실증",
    "의료 영상 판독 보조",
    "제조 설비 이상 탐지",
    "양재천 보행로 전시",
]
STAGES = ["received", "in_check", "in_review"]
TEMPLATE = """<!doctype html><html lang="ko"><body><p>{{ total }} {{ overdue }}</p>
<ul>{% for row in stages %}<li>{{ row.stage }} {{ row.n }}</li>{% endfor %}</ul>
<table><thead><tr><th>number</th></tr></thead><tbody>{% for case in cases %}
<tr><th scope="row"><a href="/cases/{{ case.number }}">{{ case.number }}</a></th><td>{{ case.title }}<br>
{{ case.organisation }}</td><td>{{ case.stage }}</td><td>{{ case.due }}</td><td>{{ case.officer }}</td></tr>{% endfor %}
</tbody></table>
<table>{% for row in loads %}<tr><td>{{ row.officer }}</td><td>{{ row.n }}</td></tr>{% endfor %}
{% for row in late %}<tr><td>{{ row.officer }}</td><td>{{ row.n }}</td></tr>{% endfor %}</table></body></html>
"""


class Case(models.Model):
    """A case as the queue shows it."""

    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    procedure = models.CharField(max_length=40)
    stage = models.CharField(max_length=20, db_index=True)
    officer = models.CharField(max_length=40, db_index=True)
    due = models.DateField()

    class Meta:
        app_label = "bench"
        indexes = [models.Index(fields=["due", "number"], name="by_due")]


def tally(cases, field):
    """Count cases by a field."""
    return list(cases.values(field).annotate(n=models.Count("id")).order_by(field))


def desk(request):
    """Render the queue with its counts."""
    today = datetime.date.fromisoformat((HERE / "today").read_text(encoding="utf-8"))
    every = Case.objects.all()
    cases = every
    for word in request.GET.get("q", "").split():
        cases = cases.filter(models.Q(title__icontains=word) | models.Q(number__icontains=word))
    stages = tally(cases, "stage")
    if request.GET.get("stage"):
        cases = cases.filter(stage=request.GET["stage"])
    if request.GET.get("overdue"):
        cases = cases.filter(due__lt=today)
    found = {
        "cases": list(cases.order_by("due", "number")[:50]),
        "total": cases.count(),
        "overdue": cases.filter(due__lt=today).count(),
        "stages": stages,
        "loads": tally(every, "officer"),
        "late": tally(every.filter(due__lt=today), "officer"),
    }
    return render(request, "desk.html", found)


urlpatterns = [path("", desk)]
application = get_wsgi_application()


def prepare(count, today):
    """Make the database anew, with the cases that the other side invents."""
    (HERE / "site.db").unlink(missing_ok=True)
    (HERE / "today").write_text(today, encoding="utf-8")
    (HERE / "desk.html").write_text(TEMPLATE, encoding="utf-8")
    day = datetime.date.fromisoformat(today)
    with connection.schema_editor() as editor:
        editor.create_model(Case)
    cases = (
        Case(
            number=f"{2018 + n // 50000}-{n % 50000 + 1:05}",
            title=f"{MATTERS[n * 13 % len(MATTERS)]} {n}",
            organisation=f"가상기업 {n % 500}호",
            procedure=PROCEDURES[n * 7 % len(PROCEDURES)],
            stage=STAGES[n % 3],
            officer="officer" if n % 2 else "",
            due=day + datetime.timedelta(days=n * 37 % 110 - 11),
        )
        for n in range(int(count))
    )
    Case.objects.bulk_create(cases, batch_size=500)


if __name__ == "__main__":
    {"prepare": prepare}[sys.argv[1]](*sys.argv[2:])
