"""Who may open the pages of accounts and organisations."""

from __future__ import annotations

from houvast_web.access import Access, Need
from houvast_web.accounts.roles import Right

ORGANISATION = {"number": "{organisation}"}
MEMBER = {**ORGANISATION, "member": "{member}"}
RESET = {"uidb36": "1", "key": "set-password"}
PROVIDER = {"provider_id": "oidc"}
KEY = {"pk": "1"}

ACCESS = {
    "accounts:overview": Access(Need.ACCOUNT),
    "accounts:my_data": Access(Need.ACCOUNT),
    "accounts:export": Access(Need.ACCOUNT, "post"),
    "accounts:erase": Access(Need.ACCOUNT),
    "accounts:organisations": Access(Need.ACCOUNT),
    "accounts:join": Access(Need.ACCOUNT, values={"token": "unknown"}),
    "accounts:organisation": Access(Right.SEE_ORGANISATION, values=ORGANISATION),
    "accounts:leave": Access(Right.SEE_ORGANISATION, "post", ORGANISATION),
    "accounts:audit": Access(Right.SEE_AUDIT, values=ORGANISATION),
    "accounts:invite": Access(Right.MANAGE_MEMBERS, "post", ORGANISATION),
    "accounts:role": Access(Right.MANAGE_MEMBERS, "post", MEMBER),
    "accounts:remove": Access(Right.MANAGE_MEMBERS, "post", MEMBER),
    "accounts:delete": Access(Right.MANAGE_MEMBERS, values=ORGANISATION),
    "account_login": Access(),
    "account_logout": Access(),
    "account_inactive": Access(),
    "account_signup": Access(),
    "account_email_verification_sent": Access(),
    "account_confirm_login_code": Access(),
    "account_confirm_email": Access(values={"key": "unknown"}),
    "account_reset_password": Access(),
    "account_reset_password_done": Access(),
    "account_reset_password_from_key": Access(values=RESET),
    "account_reset_password_from_key_done": Access(),
    "account_reauthenticate": Access(Need.ACCOUNT),
    "account_email": Access(Need.ACCOUNT),
    "account_change_password": Access(Need.ACCOUNT),
    "account_set_password": Access(Need.ACCOUNT),
    "mfa_index": Access(Need.ACCOUNT),
    # Only for who is half-way logging in; others are sent to the log-in page.
    "mfa_authenticate": Access(),
    "mfa_login_webauthn": Access(),
    "mfa_reauthenticate": Access(Need.ACCOUNT),
    "mfa_activate_totp": Access(Need.ACCOUNT),
    "mfa_deactivate_totp": Access(Need.ACCOUNT),
    "mfa_view_recovery_codes": Access(Need.ACCOUNT),
    "mfa_generate_recovery_codes": Access(Need.ACCOUNT),
    "mfa_download_recovery_codes": Access(Need.ACCOUNT),
    "mfa_list_webauthn": Access(Need.ACCOUNT),
    "mfa_add_webauthn": Access(Need.ACCOUNT),
    "mfa_reauthenticate_webauthn": Access(Need.ACCOUNT),
    "mfa_remove_webauthn": Access(Need.ACCOUNT, values=KEY),
    "mfa_edit_webauthn": Access(Need.ACCOUNT, values=KEY),
    "usersessions_list": Access(Need.ACCOUNT),
    "socialaccount_connections": Access(Need.ACCOUNT),
    "socialaccount_login_cancelled": Access(),
    "socialaccount_login_error": Access(),
    "socialaccount_signup": Access(),
    # Without a provider in the settings there is nothing behind these.
    "openid_connect_login": Access(values=PROVIDER),
    "openid_connect_callback": Access(values=PROVIDER),
}
