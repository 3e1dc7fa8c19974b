"""Chapters on job and work security: over time, for whom, where."""

from __future__ import annotations

from houvast.reports.document import Section
from houvast.reports.findings import by_group, kept, over_time
from houvast.reports.story import Story


def security(story: Story) -> Section:
    """Job and work security over time and by contract, age, education and sex."""
    introduction = story.say(
        "Baanzekerheid gaat over deze baan, werkzekerheid over betaald werk waar dan ook. Ze kunnen uiteenlopen: wie "
        "vaak wisselt heeft weinig baanzekerheid en kan toch veel werkzekerheid hebben. Een gemiddelde zonder "
        "verdeling "
        "is een half antwoord, dus staan de groepen erbij.",
        "Job security is about this job, work security about paid work anywhere. They can part: somebody who changes "
        "often has little job security and may still have much work security. An average without its distribution is "
        "half an answer, so the groups are shown.",
    )
    both = ("job_security", "work_security")
    groupings = ("contract", "age", "education", "sex")
    figures = (
        over_time(story, "securities", both),
        *(by_group(story, f"security-by-{grouping}", both, grouping) for grouping in groupings),
    )
    heading = story.say("Baanzekerheid en werkzekerheid", "Job security and work security")
    return Section("security", heading, (introduction,), (), kept(*figures))


def regions(story: Story) -> Section:
    """Unemployment and work security by region."""
    figures = kept(by_group(story, "by-region", ("unemployment_rate", "work_security"), "region"))
    return Section("regions", story.say("Regio’s", "Regions"), (), (), figures)
