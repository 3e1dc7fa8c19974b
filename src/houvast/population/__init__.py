"""People, employers and first jobs as declared columns, built from the facts.

`build.build_population` makes a population, `cache.load_or_build` keeps it, `validation.validate` checks it;
the columns are declared in `columns`.
"""
