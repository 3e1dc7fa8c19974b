"""Flex: how much flexibility an employer needs, and which mix of measures keeps people secure.

Each step works alone on files of the user: need (`diagnosis`), competence (`competence`), links between departments
(`links`), a pool of employers (`pool`), the mix of measures (`mix`) and the agency triangle (`agency`).
"""
