"""The words of futures: what the world does, how sure that is, and the plane of scenarios that follows."""

from houvast.vocabulary.word import Word

DESTEP = (
    Word("demographic", "demografisch", "demographic", "wie er zijn", "who there are"),
    Word("economic", "economisch", "economic", "wat er verdiend en gevraagd wordt", "what is earned and asked for"),
    Word(
        "social_cultural",
        "sociaal-cultureel",
        "social and cultural",
        "wat mensen willen en gewoon vinden",
        "what people want and find normal",
    ),
    Word("technological", "technologisch", "technological", "wat kan en gebruikt wordt", "what can be done and is"),
    Word("ecological", "ecologisch", "ecological", "wat klimaat en grondstoffen toelaten", "what nature allows"),
    Word(
        "political_legal",
        "politiek-juridisch",
        "political and legal",
        "wat besloten en afgesproken wordt",
        "what is decided and agreed",
    ),
)
"""The six classes of developments. Their order is that of the name."""

FUTURES = (
    Word(
        "development",
        "externe ontwikkeling",
        "external development",
        "wat de wereld doet, los van een maatregel",
        "what the world does, whatever the measure",
    ),
    Word(
        "key_uncertainty",
        "kernonzekerheid",
        "key uncertainty",
        "een ontwikkeling met veel impact en veel onzekerheid",
        "a development with high impact and high uncertainty",
    ),
    Word(
        "given",
        "gegeven",
        "given",
        "een ontwikkeling met veel impact en weinig onzekerheid; zij geldt in alle scenario's",
        "a development with high impact and low uncertainty; it holds in all scenarios",
    ),
    Word(
        "aside",
        "bijzaak",
        "side issue",
        "een ontwikkeling met weinig impact",
        "a development with low impact",
    ),
    Word("axis", "as", "axis", "een kernonzekerheid met twee polen", "a key uncertainty with two poles"),
    Word(
        "scenario",
        "scenario",
        "scenario",
        "een punt in het vlak van twee assen: wat als, geen voorspelling en zonder kans",
        "a point in the plane of two axes: what if, no forecast and without a probability",
    ),
    Word(
        "lever",
        "parameter",
        "parameter",
        "een feit dat een scenario verschuift; nooit een uitkomst",
        "a fact that a scenario moves; never an outcome",
    ),
    Word(
        "policy_question",
        "beleidsvraag",
        "policy question",
        "wat een scenario aan beleid vraagt, gekoppeld aan uitkomsten en maatregelen",
        "what a scenario asks of policy, linked to outcomes and measures",
    ),
)
FUTURES_BY_KEY: dict[str, Word] = {word.key: word for word in (*DESTEP, *FUTURES)}
