"""Who may open which address of the policy desk: everybody explores; a full run opens for whoever asked for it."""

from __future__ import annotations

from houvast_web.access import Access

NO_RUN = {"run_id": "00000000-0000-0000-0000-000000000000"}

ACCESS = {
    "policy_desk:desk": Access(),
    "policy_desk:answer": Access(),
    "policy_desk:part": Access(values={"key": "flows"}),
    "policy_desk:explain": Access(),
    "policy_desk:ahead": Access(),
    "policy_desk:preview": Access(),
    "policy_desk:download": Access(values={"key": "flows", "form": "csv"}),
    "policy_desk:runs": Access(),
    "policy_desk:full": Access(method="post"),
    "policy_desk:run": Access(values=NO_RUN),
    "policy_desk:events": Access(values=NO_RUN),
    "policy_desk:stop": Access(method="post", values=NO_RUN),
    "policy_desk:resume": Access(method="post", values=NO_RUN),
}
