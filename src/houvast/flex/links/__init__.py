"""Links: what it is worth that people of one department can also work in another.

Capacity stands before demand is known. A link lets hours of one department serve the demand of another, at a
productivity. What a set of links is worth is the demand it serves more than none, over many draws of demand that keep
what departments have in common (Jordan and Graves 1995).
"""
