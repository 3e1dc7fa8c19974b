"""The report of a competence matrix: who can do what, what lacks, what rests on one."""

from __future__ import annotations

from datetime import date

from houvast.flex.competence import Competence, Matrix
from houvast.reports.document import Chart, Document, Figure, Section
from houvast.reports.flex.charts import MOST_ROWS, Cell, heatmap
from houvast.reports.flex.writing import Teller, plain_name, quick_charts, table
from houvast.reports.palette import ACCENT, SECOND


@quick_charts
def matrix_report(matrix: Matrix, found: Competence, language: str, today: date) -> Document:
    """Tell a competence matrix; people appear as the matrix names them."""
    teller = Teller(language)
    lacking = {cover.required.skill for cover in found.covers if cover.is_lacking}
    only = {(cover.only_one, cover.required.skill) for cover in found.covers if cover.only_one}
    people = set(matrix.people[:MOST_ROWS])
    cells = [
        Cell(
            plain_name(each.person),
            plain_name(each.skill),
            each.counted_level(today),
            f"{each.counted_level(today)}{'•' if each.wish == 1 else ''}",
            (each.person, each.skill) in only,
            SECOND if each.skill in lacking else ACCENT,
        )
        for each in matrix.ratings
        if each.person in people
    ]
    sentence = teller.say(
        f"{len(lacking)} vaardigheden hebben te weinig mensen; {len(only)} rusten op één mens.",
        f"{len(lacking)} skills have too few people; {len(only)} rest on one person.",
    )
    cover = table(
        teller.say("Dekking", "Cover"),
        (
            teller.say("vaardigheid", "skill"),
            teller.say("niveau", "level"),
            teller.say("mensen", "people"),
            teller.say("nodig", "needed"),
            teller.say("enige", "only one"),
        ),
        [
            (
                plain_name(c.required.skill),
                c.required.level,
                c.n_people,
                c.required.people,
                plain_name(c.only_one or ""),
            )
            for c in found.covers
        ],
        teller,
        0,
    )
    routes = table(
        teller.say("Opleidingsroutes", "Training routes"),
        (
            teller.say("vaardigheid", "skill"),
            teller.say("tekort", "lacking"),
            teller.say("kunnen en willen", "can and would"),
        ),
        [(plain_name(route.skill), route.lacking, route.n_candidates) for route in found.routes],
        teller,
        0,
    )
    wishes = {0.0: teller.say("nee", "no"), 0.5: teller.say("misschien", "maybe"), 1.0: teller.say("ja", "yes")}
    levels = table(
        teller.say("Niveau per mens", "Level per person"),
        (
            teller.say("mens", "person"),
            teller.say("vaardigheid", "skill"),
            teller.say("opgegeven", "rated"),
            teller.say("telt", "counts"),
            teller.say("potentie", "potential"),
            teller.say("wens", "wish"),
        ),
        [
            (
                plain_name(each.person),
                plain_name(each.skill),
                each.level,
                each.counted_level(today),
                each.potential,
                wishes[each.wish],
            )
            for each in matrix.ratings
        ],
        teller,
        0,
    )
    figure = Figure(
        "matrix",
        sentence,
        teller.say(
            "Niveau dat telt; oranje: dekking ontbreekt; ring: de enige; punt: wil leren.",
            "Level that counts; orange: cover lacks; ring: the only one; dot: wishes to learn.",
        ),
        Chart(heatmap(cells, has_text=True), teller.say("Mensen naar vaardigheden", "People by skills"))
        if cells
        else None,
        tuple(each for each in (cover, routes, levels) if each.rows),
    )
    caution = teller.say(
        "Dit zijn personeelsgegevens. Deel ze alleen met wie erover gaat; een systeem van beoordelen vraagt"
        " instemming van de"
        " ondernemingsraad. Niemand wordt gerangschikt.",
        "These are data about people. Share them only with those concerned; a system of rating needs the consent"
        " of the works"
        " council. Nobody is ranked.",
    )
    section = Section("matrix_section", teller.say("Wie kan wat", "Who can do what"), figures=(figure,))
    return teller.document(teller.say("Competentiematrix", "Competence matrix"), "", (caution,), (section,))
