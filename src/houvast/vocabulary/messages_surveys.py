"""Messages of the surveys: data, designs, statistics. Read by `houvast.vocabulary.messages`."""

MESSAGES_OF_SURVEYS: dict[str, dict[str, str]] = {
    # --- the table -------------------------------------------------------------------------------------
    "surveys.file_kind": {
        "nl": "{where}: bestanden van soort {found} worden niet gelezen. Geef een .csv, .tsv, .parquet, .sav of .dta.",
        "en": "{where}: files of kind {found} are not read. Give a .csv, .tsv, .parquet, .sav or .dta.",
    },
    "surveys.no_column": {
        "nl": "{where}: {file} heeft geen kolom {found}.{did_you_mean}",
        "en": "{where}: {file} has no column {found}.{did_you_mean}",
    },
    "surveys.more_of_the_same": {
        "nl": "{where}: en nog {found} keer hetzelfde.",
        "en": "{where}: and {found} more of the same.",
    },
    "surveys.id_twice": {
        "nl": "{where}: {found} staat er al eerder. Elke deelnemer hoort er één keer in; verwijder de dubbele rij.",
        "en": "{where}: {found} is there already. Every respondent belongs in it once; remove the double row.",
    },
    "surveys.not_positive": {
        "nl": "{where}: deze maat vraagt waarden boven 0; gevonden: {found}. Kies met where wie erin hoort.",
        "en": "{where}: this index needs values above 0; found: {found}. Choose with where who belongs in it.",
    },
    "surveys.negative": {
        "nl": "{where}: deze maat vraagt waarden vanaf 0; gevonden: {found}. Kies met where wie erin hoort.",
        "en": "{where}: this index needs values from 0; found: {found}. Choose with where who belongs in it.",
    },
    # --- DESIGN.yaml -----------------------------------------------------------------------------------
    "surveys.wrong_form": {
        "nl": "{where}: hier hoort {expected}; gevonden: {found}.",
        "en": "{where}: {expected} belongs here; found: {found}.",
    },
    "surveys.unknown_key": {
        "nl": "{where}: de sleutel {found} is onbekend; mogelijk: {expected}.{did_you_mean}",
        "en": "{where}: the key {found} is unknown; possible: {expected}.{did_you_mean}",
    },
    "surveys.choice": {
        "nl": "{where}: {found} kan hier niet; kies uit {expected}.{did_you_mean}",
        "en": "{where}: {found} cannot stand here; choose from {expected}.{did_you_mean}",
    },
    "surveys.weight": {
        "nl": "{where}: een gewicht is een getal boven 0; gevonden: {found}. Vul het gewicht in of verwijder de rij.",
        "en": "{where}: a weight is a number above 0; found: {found}. Fill in the weight or remove the row.",
    },
    "surveys.no_weights": {
        "nl": "{where}: zonder weights moet fpc bij elke trap zeggen hoeveel eenheden er zijn.",
        "en": "{where}: without weights, fpc must say at every stage how many units there are.",
    },
    "surveys.fpc": {
        "nl": "{where}: hier hoort het aantal eenheden in het stratum of het getrokken deel, boven 0; gevonden: {found}.",
        "en": "{where}: the number of units in the stratum or the sampled share belongs here, above 0; found: {found}.",
    },
    "surveys.fpc_differs": {
        "nl": "{where}: dit getal hoort in het hele stratum hetzelfde te zijn; gevonden: {found}, eerder een ander.",
        "en": "{where}: this number must be the same throughout a stratum; found: {found}, earlier another.",
    },
    "surveys.fpc_small": {
        "nl": "{where}: er zijn meer eenheden getrokken dan er volgens deze cel zijn; gevonden: {found}.",
        "en": "{where}: more units were drawn than there are by this cell; found: {found}.",
    },
    "surveys.design_cell_empty": {
        "nl": "{where}: deze cel hoort gevuld te zijn; zonder haar is niet bekend hoe de rij getrokken is.",
        "en": "{where}: this cell must be filled; without it nobody knows how the row was drawn.",
    },
    "surveys.cluster_in_strata": {
        "nl": "{where}: {found} komt in meer dan één stratum voor. Beginnen de nummers in elk stratum opnieuw, zet dan"
        " nest: true; anders staat het cluster in een verkeerd stratum.",
        "en": "{where}: {found} occurs in more than one stratum. If numbers start again in every stratum, set nest:"
        " true; otherwise the cluster stands in a wrong stratum.",
    },
    "surveys.lonely_psu": {
        "nl": "In {found} strata van trap {stage} is één eenheid getrokken, zodat hun fout niet te schatten is. Voeg"
        " strata samen, of kies lonely_psu: certainty, adjust of average.",
        "en": "In {found} strata of stage {stage} one unit was drawn, so that their error cannot be estimated. Merge"
        " strata, or choose lonely_psu: certainty, adjust or average.",
    },
    "surveys.all_lonely": {
        "nl": "In elk stratum van trap {stage} is één eenheid getrokken: er is niets om over te middelen. Voeg strata"
        " samen, of kies lonely_psu: adjust.",
        "en": "In every stratum of stage {stage} one unit was drawn: there is nothing to average over. Merge strata, or"
        " choose lonely_psu: adjust.",
    },
    "surveys.replicate_columns": {
        "nl": "{where}: noem onder columns de kolommen met herhaalgewichten (r1, r2, ... of r*); gevonden: {found}.",
        "en": "{where}: name the columns with replicate weights under columns (r1, r2, ... or r*); found: {found}.",
    },
    "surveys.replicate_scale": {
        "nl": "{where}: scale ontbreekt. Zonder de schaal van wie de gewichten maakte, is de fout procenten mis.",
        "en": "{where}: scale is missing. Without the scale of whoever made the weights, errors are percents off.",
    },
    "surveys.rscales": {
        "nl": "{where}: er horen {expected} rscales te zijn, één per kolom, of één getal; gevonden: {found}.",
        "en": "{where}: there must be {expected} rscales, one per column, or one number; found: {found}.",
    },
    "surveys.replicates_calibrated": {
        "nl": "{where}: herhaalgewichten zijn al gekalibreerd door wie ze maakte. Laat calibration of replicates weg.",
        "en": "{where}: replicate weights were calibrated by whoever made them. Leave out calibration or replicates.",
    },
    "surveys.bounds": {
        "nl": "{where}: de methode logit vraagt bounds: [laagste, hoogste], met 1 ertussen.",
        "en": "{where}: the method logit needs bounds: [lowest, highest], with 1 between them.",
    },
    "surveys.not_in_totals": {
        "nl": "{where}: {found} heeft geen totaal; er zijn totalen voor {expected}.",
        "en": "{where}: {found} has no total; there are totals for {expected}.",
    },
    "surveys.total_without_rows": {
        "nl": "{where}: voor {found} is een totaal gegeven, maar niemand in de gegevens heeft die waarde.",
        "en": "{where}: a total is given for {found}, but nobody in the data has that value.",
    },
    "surveys.not_calibrated": {
        "nl": "De gewichten halen de totalen niet ({found}). Controleer of de totalen bij elkaar passen.",
        "en": "The weights do not meet the totals ({found}). Check that the totals agree with each other.",
    },
    "surveys.not_calibrated_at": {
        "nl": "{where}: de gewichten halen de totalen niet ({found}). Controleer of de totalen bij elkaar passen.",
        "en": "{where}: the weights do not meet the totals ({found}). Check that the totals agree with each other.",
    },
    # --- STATS.yaml ------------------------------------------------------------------------------------
    "surveys.no_statistics": {
        "nl": "{where}: hier hoort een lijst van te schatten grootheden (statistic, variables, by, where);"
        " gevonden: {found}.",
        "en": "{where}: a list of what to estimate belongs here (statistic, variables, by, where); found: {found}.",
    },
    "surveys.too_few_variables": {
        "nl": "{where}: {statistic} vraagt ten minste {expected} variables; gevonden: {found}.",
        "en": "{where}: {statistic} needs at least {expected} variables; found: {found}.",
    },
    "surveys.by_missing": {
        "nl": "{where}: {statistic} vergelijkt groepen; noem onder by de kolom die ze onderscheidt.",
        "en": "{where}: {statistic} compares groups; name the column that tells them apart under by.",
    },
    "surveys.not_a_share": {
        "nl": "{where}: hier hoort een getal tussen 0 en 1; gevonden: {found}.",
        "en": "{where}: a number between 0 and 1 belongs here; found: {found}.",
    },
    "surveys.condition": {
        "nl": "{where}: de voorwaarde {found} is niet te lezen ({reason}). Schrijf bijvoorbeeld:"
        ' sector == "Q" and age >= 25.',
        "en": "{where}: the condition {found} cannot be read ({reason}). Write for example:"
        ' sector == "Q" and age >= 25.',
    },
    "surveys.nobody": {
        "nl": "{where}: niemand valt in dit domein met een antwoord op {found}. Controleer where, by en de kolommen.",
        "en": "{where}: nobody is in this domain with an answer to {found}. Check where, by and the columns.",
    },
    "surveys.level": {
        "nl": "{where}: {found} komt niet voor; er zijn: {expected}.{did_you_mean}",
        "en": "{where}: {found} does not occur; there are: {expected}.{did_you_mean}",
    },
    "surveys.many_levels": {
        "nl": "{where}: {name} heeft {found} verschillende waarden, meer dan {expected}. Noem onder levels welke.",
        "en": "{where}: {name} has {found} different values, more than {expected}. Name under levels which ones.",
    },
    "surveys.own_weights": {
        "nl": "{where}: eigen gewichten gaan niet samen met herhaalgewichten of calibration. Schat deze grootheid apart.",
        "en": "{where}: weights of its own do not go with replicate weights or calibration. Estimate this one apart.",
    },
    "surveys.two_groups": {
        "nl": "{where}: oaxaca vergelijkt twee groepen; gevonden: {found}. Kies er twee met where.",
        "en": "{where}: oaxaca compares two groups; found: {found}. Choose two with where.",
    },
    "surveys.singular": {
        "nl": "{where}: de verklarende kolommen {found} zeggen hetzelfde in een van de groepen. Laat er één weg.",
        "en": "{where}: the explaining columns {found} say the same in one of the groups. Leave one out.",
    },
}
