"""Quality of draws: the bits that the market uses, given to a battery of statistical tests."""
