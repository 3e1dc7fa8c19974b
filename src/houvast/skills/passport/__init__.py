"""The skills passport: the person's own record, shown skill by skill, checked offline, taken along anywhere."""
