"""Desk "Mijn werk": from what somebody can do to other work, what it asks, and a passport of their own."""
