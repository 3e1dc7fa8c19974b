"""Chapters on job and work security: over time, for whom, where."""

from __future__ import annotations

from houvast.reports.document import Section
from houvast.reports.findings import by_group, kept, over_time
from houvast.reports.story import Story


def security(story: Story) -> Section:
    """Job and work security over time and by contract, age, education and sex."""
    introduction = story.say(
        "Baanzekerheid gaat over deze baan, werkzekerheid over betaald werk waar dan ook. Ze kunnen uiteenlopen: wie "
        "vaak wisselt heeft weinig baanzekerheid en kan toch veel werkzekerheid hebben. Een gemiddelde zonder verdeling "
        "is een half antwoord, dus staan de groepen erbij.",
        "Job security is about this job, work security about paid work anywhere. They can part: somebody who changes "
        "often has little job security and may still have much work security. An average without its distribution is "
        "half an answer, so the groups are shown.",
    )
    figures = [over_time(story, "securities", ("job_security", "work_security"))]
    for grouping in ("contract", "age", "education", "sex"):
        for outcome in ("job_security", "work_security"):
            figures.append(by_group(story, f"{outcome.replace('_', '-')}-by-{grouping}", outcome, grouping))
    heading = story.say("Baanzekerheid en werkzekerheid", "Job security and work security")
    return Section("security", heading, (introduction,), (), kept(*figures))


def regions(story: Story) -> Section:
    """Unemployment and work security by region."""
    figures = kept(
        by_group(story, "unemployment-by-region", "unemployment_rate", "region"),
        by_group(story, "work-security-by-region", "work_security", "region"),
    )
    return Section("regions", story.say("Regio’s", "Regions"), (), (), figures)
