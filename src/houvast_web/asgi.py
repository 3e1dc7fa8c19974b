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

# The processes that answer the policy desk warm up while the first visitor still reads.
from houvast_web.policy_desk.service import warm_up  # noqa: E402 - needs the apps

warm_up()
