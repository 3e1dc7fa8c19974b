"""What accounts keep, the models of others included that they bring along."""

from __future__ import annotations

from houvast.vocabulary.errors import Both
from houvast_web.accounts.models import INVITATION_DAYS
from houvast_web.personal_data import Basis, Holding

AUDIT = "accounts.AuditEntry"
AUDIT_DAYS = 365
SESSION_DAYS = 30
TASK_DAYS = 30
ACCOUNT_LONG = Both("tot u uw account wist", "until you erase your account")
LOG_IN = Both("inloggen", "logging in")
SAFE = Both("misbruik herkennen", "recognising abuse")
UNUSED = Both("niet in gebruik", "not in use")

HOLDINGS = (
    Holding(
        "accounts.User",
        name=Both("Account", "Account"),
        technical=("id", "is_active", "is_demo"),
        personal=("email", "password", "date_joined", "last_login"),
        owner="pk",
        purpose=LOG_IN,
        basis=Basis.AGREEMENT,
        retention=ACCOUNT_LONG,
        secret=("password",),
    ),
    Holding("accounts.Organisation", technical=("id", "name", "created_at")),
    Holding(
        "accounts.Membership",
        name=Both("Lidmaatschappen", "Memberships"),
        technical=("id", "organisation"),
        personal=("user", "role", "since"),
        owner="user",
        purpose=Both("weten wat u in een organisatie mag", "knowing what you may do in an organisation"),
        basis=Basis.AGREEMENT,
        retention=Both("tot u de organisatie verlaat", "until you leave the organisation"),
    ),
    Holding(
        "accounts.Invitation",
        technical=("id", "organisation", "role", "token_hash", "expires_at"),
        retention=Both(f"{INVITATION_DAYS} dagen", f"{INVITATION_DAYS} days"),
        keep_days=0,
        age="expires_at",
    ),
    Holding(
        AUDIT,
        name=Both("Regels in het logboek", "Lines of the audit log"),
        technical=("id", "organisation", "action", "subject"),
        personal=("actor", "at"),
        owner="actor",
        purpose=Both("nagaan wie wat deed", "tracing who did what"),
        basis=Basis.INTEREST,
        retention=Both("een jaar; na het wissen van uw account zonder wie", "a year; without who once you are erased"),
        keep_days=AUDIT_DAYS,
        age="at",
    ),
    Holding(
        "account.EmailAddress",
        name=Both("E-mailadressen", "E-mail addresses"),
        technical=("id", "verified", "primary"),
        personal=("user", "email"),
        owner="user",
        purpose=LOG_IN,
        basis=Basis.AGREEMENT,
        retention=ACCOUNT_LONG,
    ),
    Holding(
        "account.EmailConfirmation",
        name=Both("Bevestigingen van een adres", "Confirmations of an address"),
        technical=("id", "created", "sent", "key"),
        personal=("email_address",),
        owner="email_address__user",
        purpose=Both("nagaan dat een adres van u is", "checking that an address is yours"),
        basis=Basis.AGREEMENT,
        retention=Both("een maand", "a month"),
        secret=("key",),
        keep_days=30,
        age="created",
    ),
    Holding(
        "mfa.Authenticator",
        name=Both("Tweede factoren", "Second factors"),
        technical=("id", "type"),
        personal=("user", "data", "created_at", "last_used_at"),
        owner="user",
        purpose=Both("inloggen met een tweede factor", "logging in with a second factor"),
        basis=Basis.AGREEMENT,
        retention=Both("tot u de factor verwijdert", "until you remove the factor"),
        secret=("data",),
    ),
    Holding(
        "usersessions.UserSession",
        name=Both("Plaatsen waar u bent ingelogd", "Places where you are logged in"),
        technical=("id", "session_key", "data"),
        personal=("user", "created_at", "ip", "last_seen_at", "user_agent"),
        owner="user",
        purpose=Both("u laten zien waar u ingelogd bent", "showing you where you are logged in"),
        basis=Basis.INTEREST,
        retention=Both(f"{SESSION_DAYS} dagen", f"{SESSION_DAYS} days"),
        secret=("session_key",),
        keep_days=SESSION_DAYS,
        age="last_seen_at",
    ),
    Holding(
        "sessions.Session",
        technical=("session_key", "session_data", "expire_date"),
        retention=Both("zeven dagen zonder bezoek", "seven days without a visit"),
        keep_days=0,
        age="expire_date",
    ),
    Holding(
        "socialaccount.SocialAccount",
        name=Both("Koppelingen met uw organisatie", "Links with your organisation"),
        technical=("id", "provider"),
        personal=("user", "uid", "last_login", "date_joined", "extra_data"),
        owner="user",
        purpose=Both("inloggen via uw organisatie", "logging in through your organisation"),
        basis=Basis.AGREEMENT,
        retention=ACCOUNT_LONG,
    ),
    Holding(
        "socialaccount.SocialToken",
        name=Both("Sleutels van een koppeling", "Keys of a link"),
        technical=("id", "app", "expires_at"),
        personal=("account", "token", "token_secret"),
        owner="account__user",
        purpose=UNUSED,
        basis=Basis.AGREEMENT,
        retention=UNUSED,
        secret=("token", "token_secret"),
    ),
    Holding(
        "socialaccount.SocialApp",
        technical=("id", "provider", "provider_id", "name", "client_id", "secret", "key", "settings"),
    ),
    Holding("contenttypes.ContentType", technical=("id", "app_label", "model")),
    Holding("auth.Permission", technical=("id", "name", "content_type", "codename"), purpose=UNUSED),
    Holding("auth.Group", technical=("id", "name", "permissions"), purpose=UNUSED),
    Holding(
        "django_tasks_database.DBTaskResult",
        technical=(
            "id",
            "status",
            "enqueued_at",
            "started_at",
            "finished_at",
            "args_kwargs",
            "priority",
            "task_path",
            "worker_ids",
            "queue_name",
            "backend_name",
            "run_after",
            "return_value",
            "exception_class_path",
            "traceback",
        ),
        purpose=Both("lang werk; de opdracht bevat nummers, geen gegevens", "long work; holds numbers, never data"),
        retention=Both(f"{TASK_DAYS} dagen", f"{TASK_DAYS} days"),
        keep_days=TASK_DAYS,
        age="enqueued_at",
    ),
)
