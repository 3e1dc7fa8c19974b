"""A peer: a minimal month of workers and vacancies in Mesa, the usual Python library for agent-based models.

It does far less than a month of Houvast: workers have an occupation and a job or none; jobs end with one
probability; each unemployed worker applies for one vacancy of the own occupation; each vacancy takes the first.
No contracts, employers, ages, search on the job, vacancy chains or outcomes by group. So the comparison is
generous to the peer, and says what an object per person costs, not which model is better.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

from benchmarks.children import peak_bytes, tell

WORKERS = 100_000
OCCUPATIONS = 114
SEPARATION_PROB = 0.01
UNEMPLOYED_SHARE = 0.04
WARM_UP_STEPS, STEPS = 2, 10


def build(n_workers: int, seed: int) -> Any:
    """Return the model."""
    import mesa

    class Worker(mesa.Agent):
        """Somebody with an occupation and a job or none."""

        def __init__(self, model: Any) -> None:
            super().__init__(model)
            self.occupation = model.random.randrange(OCCUPATIONS)
            self.employed = model.random.random() >= UNEMPLOYED_SHARE
            self.months = 0

        def live(self) -> None:
            """Lose a job, or apply for one."""
            self.months += 1
            if self.employed:
                if self.model.random.random() < SEPARATION_PROB:
                    self.employed = False
                    self.months = 0
                    self.model.opened[self.occupation] += 1
            else:
                self.model.applicants[self.occupation].append(self)

    class Labour(mesa.Model):
        """Workers, and a number of vacancies per occupation."""

        def __init__(self) -> None:
            super().__init__(seed=seed)
            self.opened = [0] * OCCUPATIONS
            self.applicants: list[list[Worker]] = [[] for _ in range(OCCUPATIONS)]
            Worker.create_agents(self, n_workers)

        def month(self) -> None:
            """Let everybody live through a month, then fill the vacancies."""
            self.agents.do("live")
            for occupation, waiting in enumerate(self.applicants):
                hired = waiting[: self.opened[occupation]]
                for worker in hired:
                    worker.employed = True
                    worker.months = 0
                self.opened[occupation] -= len(hired)
                waiting.clear()

    return Labour()


def measure() -> dict[str, Any]:
    """Return time per worker and step, and memory."""
    from importlib.metadata import version

    model = build(WORKERS, seed=1)
    for _ in range(WARM_UP_STEPS):
        model.month()
    wall, processor = [], []
    for _ in range(STEPS):
        before, cpu_before = time.perf_counter(), time.process_time()
        model.month()
        wall.append((time.perf_counter() - before) / WORKERS)
        processor.append((time.process_time() - cpu_before) / WORKERS)
    return {
        "mesa": version("mesa"),
        "workers": WORKERS,
        "wall_s": wall,
        "cpu_s": processor,
        "peak_bytes": peak_bytes(),
    }


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    tell(measure())
