"""Mix: which measures together cover demand, at what cost and with what security for those who do the work.

A stochastic programme in two stages: contracts, training and rosters are decided for the year; overtime, moved hours,
pool, on-call and agency hours follow week by week once demand is known. Cost and security are kept apart.
"""
