"""Where somebody's work is kept: in the session of the visit, or in the account when somebody asked for that.

The session lies in the database of this workbench under a random name, and goes with the visit. The keys of a passport
are sealed with the secret of the workbench, so that a copy of the database alone cannot show anybody's passport.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from houvast.skills.migration import migrate
from houvast.skills.profile import Profile
from houvast.skills.store import Store
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.my_work import service
from houvast_web.my_work.models import KeptWork
from houvast_web.my_work.work import Work, work_from

SESSION = "my_work"
PURPOSE = b"houvast my work: keys of passports"


def load(request: HttpRequest) -> Work:
    """Return the visitor's work: of the account, else of this visit, else a new one.

    A profile in a version of the language that is gone is moved to the newest.
    """
    record = _record(request)
    kept = request.session.get(SESSION) if record is None else {"content": record.content, "keys": record.keys}
    if not kept:
        return Work(Profile(service.newest()))
    work = replace(work_from(kept["content"], "-"), keys=unsealed(kept["keys"]))
    return with_profile_in(work, service.newest()) if _is_gone(work.profile.version) else work


def save(request: HttpRequest, work: Work) -> None:
    """Keep the visitor's work where it was, whole."""
    record = _record(request)
    content, keys = work.as_plain(), sealed(work.keys)
    if record is None:
        request.session[SESSION] = {"content": content, "keys": keys}
    else:
        record.content, record.keys = content, keys
        record.save()


@transaction.atomic
def keep_in_account(request: HttpRequest) -> None:
    """Move the work of this visit into the account, in place of what was there."""
    kept = request.session.pop(SESSION, None)
    if kept:
        KeptWork.objects.filter(user=request.user.pk).delete()
        owner: Any = request.user
        KeptWork.objects.create(user=owner, **kept)


def forget(request: HttpRequest) -> None:
    """Erase the visitor's work, of this visit and of the account, and what was kept to check its passports."""
    from houvast_web.my_work.passport_service import unpublish

    unpublish(request.session.pop(SESSION, {}).get("content", {}))
    if request.user.is_authenticated:
        KeptWork.objects.filter(user=request.user.pk).delete()


def where_kept(request: HttpRequest) -> str:
    """Return `account` or `visit`."""
    return "visit" if _record(request) is None else "account"


def has_work_of_visit(request: HttpRequest) -> bool:
    """Whether somebody who is logged in has work of this visit that is not in the account."""
    return bool(request.user.is_authenticated and request.session.get(SESSION))


def with_profile_in(work: Work, version: str) -> Work:
    """Move a profile to another version of the language."""
    store = Store()
    old = None if _is_gone(work.profile.version) else store.language(work.profile.version)
    return replace(work, profile=migrate(work.profile, old, store.language(version)).profile)


def sealed(keys: Any) -> str:
    """Seal files; an empty text for none."""
    return _cipher().encrypt(json.dumps(dict(keys)).encode()).decode("ascii") if keys else ""


def unsealed(text: str) -> dict[str, str]:
    """Open what was sealed.

    Raises
    ------
    HouvastError
        `skills.passport_key` when the secret of the workbench is another than when it was sealed.
    """
    from cryptography.fernet import InvalidToken

    if not text:
        return {}
    try:
        return dict(json.loads(_cipher().decrypt(text.encode("ascii"))))
    except InvalidToken as fault:
        raise HouvastError(problem("skills.passport_key", where="-", found="SECRET_KEY")) from fault


def _cipher() -> Any:
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, None, PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _record(request: HttpRequest) -> KeptWork | None:
    if not request.user.is_authenticated:
        return None
    return KeptWork.objects.filter(user=request.user.pk).first()


def _is_gone(version: str) -> bool:
    return version not in service.versions()
