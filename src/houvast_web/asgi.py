"""The application that uvicorn serves."""

from __future__ import annotations

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast_web.settings")
# whitenoise hands out files in pieces made by an ordinary iterator; Django reads that one in a thread, and says so
# at every file.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
application = get_asgi_application()


def _make_ready() -> None:
    """Read beforehand what the first visitor would wait for: addresses, the start page, its picture."""
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import get_resolver

    from houvast_web.my_work import service as my_work
    from houvast_web.policy_desk.service import warm_up
    from houvast_web.shell import service

    len(get_resolver().url_patterns)
    get_template("shell/start.html")
    for language, _name in settings.LANGUAGES:
        service.start_page(language)
    warm_up()  # the processes that answer the policy desk, while the first visitor still reads
    my_work.warm_up()


_make_ready()
