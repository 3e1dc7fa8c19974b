"""Who may open the pages of the policy desk: everybody."""

from __future__ import annotations

from houvast_web.access import Access

ACCESS = {"policy_desk:desk": Access()}
