"""The report of a comparison: problem, goal, options, consequences."""
