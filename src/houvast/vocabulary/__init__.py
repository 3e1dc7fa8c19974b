"""The words of Houvast: people, contracts, securities, outcomes, units, months and messages.

No part of it reads a file or computes anything; everything else is said in these words.
"""
