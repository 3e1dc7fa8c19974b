"""ESCO 1.1 with job zones, imported once."""

from __future__ import annotations

import pytest

from houvast.skills.importing import import_files
from houvast.skills.store import Store


@pytest.fixture(scope="session")
def esco_store(shared_data, tmp_path_factory):
    """A store with ESCO 1.1.0 in English and Dutch, the crosswalk to O*NET, job zones and exposure."""
    folder = shared_data / "skills"
    store = Store(tmp_path_factory.mktemp("skills") / "skills.houvast")
    import_files(folder / "esco110_en", version="1.1.0", store=store)
    import_files(folder / "esco12_nl", version="1.1.0", store=store)
    for name in (
        "crosswalk/esco110_onet2019_official",
        "crosswalk/esco103_to_uwv_noc_nl",
        "onet/job_zones",
        "exposure/ilo_genai_2025_isco4",
        "exposure/aioe_isco08_derived",
    ):
        import_files(folder / f"{name}.csv.gz", store=store)
    return store
