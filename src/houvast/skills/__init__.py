"""Skills: one language of occupations and skills, links, moves, training and a passport."""
