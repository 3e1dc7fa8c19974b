"""What the desk keeps about people: their own work, in their account."""

from __future__ import annotations

from houvast.vocabulary.errors import Both
from houvast_web.personal_data import Basis, Holding

NONCE_DAYS = 8
"""A day longer than a share may be used."""

HOLDINGS = (
    Holding(
        "my_work.KeptWork",
        name=Both("Mijn werk", "My work"),
        technical=("id",),
        personal=("user", "content", "keys", "updated_at"),
        owner="user",
        purpose=Both("uw vaardigheden, plannen en paspoort bewaren", "keeping your skills, plans and passport"),
        basis=Basis.CONSENT,
        retention=Both("tot u het wist", "until you erase it"),
        secret=("keys",),
    ),
    Holding(
        "my_work.IssuedPassport",
        technical=("id", "uri", "issuer", "status", "expires_at"),
        purpose=Both("een getoond paspoort controleren", "checking a passport that is shown"),
        retention=Both("tot het paspoort verloopt of gewist wordt", "until the passport expires or is deleted"),
        keep_days=0,
        age="expires_at",
    ),
    Holding(
        "my_work.SeenNonce",
        technical=("id", "mark", "seen_at"),
        purpose=Both("een getoond paspoort maar één keer laten gebruiken", "letting a shown passport be used once"),
        retention=Both(f"{NONCE_DAYS} dagen", f"{NONCE_DAYS} days"),
        keep_days=NONCE_DAYS,
        age="seen_at",
    ),
)
