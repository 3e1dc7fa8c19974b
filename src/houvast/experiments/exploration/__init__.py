"""Explore the futures live: what is explored, answers in the time of one run, a preview, and what a number rests on."""
