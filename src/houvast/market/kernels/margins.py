"""Margins: what a table of cells comes to for every group of every grouping.

In words
    People are counted by cell; what is kept of a month, quarter or year are the sums over
    the groups that outcomes are about. They are some hundred and fifty rows instead of some
    two thousand six hundred cells, so a history stays small, however many months it has.

Order
    After counting. The first axis of a table holds the counts of each thread.
"""

from __future__ import annotations

from houvast.market.kernels._compile import inline, kernel


@inline
def add_cell(table, thread, cell, row, margins):
    """Add one cell to one row."""
    for column in range(table.shape[2]):
        margins[row, column] += table[thread, cell, column]


@kernel
def sum_people(table, n_education, n_age, n_regions, margins):
    """Sum counts by (thread, person cell, column) to rows: everybody, then each sex, age, education and region."""
    n_cells = table.shape[1]
    n_sex = n_cells // (n_education * n_age * n_regions)
    of_age = 1 + n_sex
    of_education = of_age + n_age
    of_region = of_education + n_education
    for thread in range(table.shape[0]):
        for cell in range(n_cells):
            region = cell % n_regions
            age = cell // n_regions % n_age
            education = cell // (n_regions * n_age) % n_education
            sex = cell // (n_regions * n_age * n_education)
            add_cell(table, thread, cell, 1 + sex, margins)
            add_cell(table, thread, cell, of_education + education, margins)
            add_cell(table, thread, cell, of_age + age, margins)
            add_cell(table, thread, cell, of_region + region, margins)
    for row in range(1, of_age):
        for column in range(table.shape[2]):
            margins[0, column] += margins[row, column]


@kernel
def sum_work(table, n_occupations, margins):
    """Sum counts by (thread, work cell, column) to rows: each sector, then each occupation."""
    n_sectors = table.shape[1] // n_occupations
    for thread in range(table.shape[0]):
        for cell in range(table.shape[1]):
            add_cell(table, thread, cell, cell // n_occupations, margins)
            add_cell(table, thread, cell, n_sectors + cell % n_occupations, margins)
