"""Futures as data: developments, votes, axes, four scenarios and what they ask of policy.

Every step of the way from fifteen developments to four futures is a file beside the code, and can be replaced by
one's own: see `houvast futures new`.
"""
