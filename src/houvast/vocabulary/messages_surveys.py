"""Messages of the surveys: data, designs, statistics. Read by `houvast.vocabulary.messages`."""

MESSAGES_OF_SURVEYS: dict[str, dict[str, str]] = {
    # --- the table -------------------------------------------------------------------------------------
    "surveys.file_kind": {
        "nl": "{where}: bestanden van soort {found} worden niet gelezen. Geef een .csv, .tsv, .parquet, .sav of .dta.",
        "en": "{where}: files of kind {found} are not read. Give a .csv, .tsv, .parquet, .sav or .dta.",
    },
    "surveys.file_large": {
        "nl": "{where}: het bestand is {found} bytes, meer dan {expected}. Lever alleen de kolommen die nodig zijn.",
        "en": "{where}: the file is {found} bytes, more than {expected}. Deliver only the columns that are needed.",
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
        "nl": "{where}: hier hoort het aantal eenheden in het stratum of het getrokken deel, boven 0;"
        " gevonden: {found}.",
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
        "nl": "{where}: eigen gewichten gaan niet samen met herhaalgewichten of calibration."
        " Schat deze grootheid apart.",
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
    # --- the monitor -----------------------------------------------------------------------------------
    "surveys.unknown_code": {
        "nl": "{where}: {found} is geen antwoord op deze vraag; mogelijk: {expected}.",
        "en": "{where}: {found} is no answer to this question; possible: {expected}.",
    },
    "surveys.no_answers": {
        "nl": "{where}: niemand beantwoordde {found}. Haal de vraag weg of lever de antwoorden mee.",
        "en": "{where}: nobody answered {found}. Remove the question or deliver the answers too.",
    },
    "surveys.all_equal": {
        "nl": "{where}: iedereen antwoordde {answer} op {found}. Zo'n kolom is meestal verkeerd ingelezen.",
        "en": "{where}: everybody answered {answer} to {found}. Such a column was usually read wrongly.",
    },
    "surveys.not_reversed": {
        "nl": "{where}: {found} loopt tegen de rest van de schaal {scale} in. Draai de vraag om (direction of reversed)"
        " of haal haar uit de schaal.",
        "en": "{where}: {found} runs against the rest of the scale {scale}. Turn the question round (direction or"
        " reversed) or take it out of the scale.",
    },
    "surveys.minimum_n": {
        "nl": "{where}: groepen onder {expected} worden nooit getoond; gevonden: {found}.",
        "en": "{where}: groups below {expected} are never shown; found: {found}.",
    },
    "surveys.halves": {
        "nl": "{where}: de vragen van grip {grip} zijn aan verschillende delen van de steekproef gesteld ({found})"
        " en dus niet per persoon te combineren. Geef ze hetzelfde gewicht of verdeel ze.",
        "en": "{where}: the questions of grip {grip} were put to different parts of the sample ({found}) and cannot be"
        " combined per person. Give them the same weight or split them.",
    },
    "surveys.no_company": {
        "nl": "{where}: {found} komt niet voor in {column}.{did_you_mean}",
        "en": "{where}: {found} does not occur in {column}.{did_you_mean}",
    },
    # --- questionnaires --------------------------------------------------------------------------------
    "surveys.no_question": {
        "nl": "{where}: de schaal {name} noemt een vraag {found} die er niet is.{did_you_mean}",
        "en": "{where}: the scale {name} names a question {found} that is not there.{did_you_mean}",
    },
    "surveys.code_twice": {
        "nl": "{where}: het antwoord {found} staat er twee keer. Geef elk antwoord een eigen code.",
        "en": "{where}: the answer {found} is there twice. Give every answer a code of its own.",
    },
    "surveys.question_key": {
        "nl": "{where}: een vraag heet in kleine letters en cijfers, hoogstens 20; gevonden: {found}.",
        "en": "{where}: a question is named in lower-case letters and digits, at most 20; found: {found}.",
    },
    "surveys.routing": {
        "nl": "{where}: de voorwaarde {found} verwijst naar {name}, die niet eerder gevraagd wordt.{did_you_mean}",
        "en": "{where}: the condition {found} refers to {name}, which is not asked before.{did_you_mean}",
    },
    "surveys.not_imported": {
        "nl": "{where} is niet te lezen als vragenlijst van LimeSurvey of SurveyJS: {found}.",
        "en": "{where} cannot be read as a questionnaire of LimeSurvey or SurveyJS: {found}.",
    },
    "surveys.questionnaire_kind": {
        "nl": "Een vragenlijst wordt geschreven als {expected}; gevonden: {found}.",
        "en": "A questionnaire is written as {expected}; found: {found}.",
    },
    "surveys.question_kind": {
        "nl": "{where}: de vraag {name} is van soort {found}, die niet gelezen wordt. Maak er een keuze- of open"
        " vraag van.",
        "en": "{where}: the question {name} is of kind {found}, which is not read. Make it a choice or an open"
        " question.",
    },
    "surveys.questionnaire_asks": {
        "nl": "{where}: een psychologisch contract vraagt per onderwerp wat verwacht mag worden (obliged) en wat"
        " ervan komt (fulfilled); gevonden: {found}.",
        "en": "{where}: a psychological contract asks per subject what may be expected (obliged) and what comes of it"
        " (fulfilled); found: {found}.",
    },
    # --- protection and rounds -------------------------------------------------------------------------
    "surveys.count": {
        "nl": "{where}: een aantal is een geheel getal vanaf 0; gevonden: {found}.",
        "en": "{where}: a count is a whole number from 0; found: {found}.",
    },
    "surveys.cell_twice": {
        "nl": "{where}: deze cel staat er al ({found}). Laat er één staan.",
        "en": "{where}: this cell is there already ({found}). Keep one.",
    },
    "surveys.too_few": {
        "nl": "Er zijn {found} antwoorden; onder {expected} wordt niets getoond.",
        "en": "There are {found} answers; below {expected} nothing is shown.",
    },
    "surveys.report_tree": {
        "nl": "Een rapportboom heeft één geheel, en elke groep hoort daarbij; gevonden: {found}.",
        "en": "A report tree has one whole, and every group belongs to it; found: {found}.",
    },
    "surveys.no_group": {
        "nl": "{found} staat niet in de rapportboom; mogelijk: {expected}.{did_you_mean}",
        "en": "{found} is not in the report tree; possible: {expected}.{did_you_mean}",
    },
    "surveys.activity": {
        "nl": "{where}: {found} staat niet in de tabel van HR-activiteiten.{did_you_mean}",
        "en": "{where}: {found} is not in the table of HR activities.{did_you_mean}",
    },
    "surveys.party": {
        "nl": "{found} tekent geen afspraak; dat doen {expected}.",
        "en": "{found} signs no agreement; {expected} do.",
    },
    "surveys.agreement_incomplete": {
        "nl": "{where} is er nog niet. Geef voor een nieuwe afspraak ook {expected}.",
        "en": "{where} is not there yet. For a new agreement also give {expected}.",
    },
    "surveys.agreement_long": {
        "nl": "Een kant van een afspraak telt hooguit {most} tekens; gevonden: {found}. Maak het korter.",
        "en": "One side of an agreement takes at most {most} characters; found: {found}. Make it shorter.",
    },
    "surveys.agreement_subject": {
        "nl": "{found} is geen onderwerp van het psychologisch contract. Kies uit: {expected}.",
        "en": "{found} is no subject of the psychological contract. Choose from: {expected}.",
    },
    "surveys.bad_agreement": {
        "nl": "{where}: {key} past niet bij een afspraak: {found}. Neem het bestand zoals het hier gemaakt is, of begin"
        " opnieuw.",
        "en": "{where}: {key} does not fit an agreement: {found}. Take the file as it was made here, or begin anew.",
    },
    "surveys.agreement_empty": {
        "nl": "Een afspraak noemt wat beide kanten doen. Vul beide in voordat iemand tekent.",
        "en": "An agreement says what both sides do. Fill in both before anybody signs.",
    },
    "surveys.round_purpose": {
        "nl": "Deze ronde heeft geen doel. Schrijf op waarvoor de antwoorden zijn, en waarvoor niet.",
        "en": "This round has no purpose. Write down what the answers are for, and what not.",
    },
    "surveys.round_not_agreed": {
        "nl": "De ondernemingsraad heeft nog niet ingestemd (artikel 27 WOR). Een ronde opent pas daarna.",
        "en": "The works council has not agreed yet (article 27 of the Works Councils Act). A round opens only then.",
    },
    "surveys.round_threshold": {
        "nl": "De kleinste groep is {found}; het minimum is {expected} (cijfers, open antwoorden).",
        "en": "The smallest group is {found}; the minimum is {expected} (figures, open answers).",
    },
    "surveys.round_dates": {
        "nl": "Openen, sluiten en wissen volgen op elkaar, en wissen hoogstens {expected} dagen na sluiten; gevonden:"
        " {found} dagen.",
        "en": "Opening, closing and deleting follow each other, deleting at most {expected} days after closing; found:"
        " {found} days.",
    },
    "surveys.token": {
        "nl": "Deze code klopt niet: zij heeft {expected} letters en cijfers, zonder 0, 1, I en O. Typ haar over van"
        " de uitnodiging.",
        "en": "This code is not right: it has {expected} letters and digits, without 0, 1, I and O. Copy it from the"
        " invitation.",
    },
    "surveys.closing": {
        "nl": "De antwoorden zijn verzegeld met een andere sleutel dan die van deze server. Zet de sleutel (secret-key"
        " of HOUVAST_SECRET_KEY) terug waarmee de ronde begon, en sluit opnieuw; er is niets gewist.",
        "en": "The answers were sealed with another key than that of this server. Put back the key (secret-key or"
        " HOUVAST_SECRET_KEY) with which the round began, and close again; nothing was erased.",
    },
    "surveys.draft": {
        "nl": "Dit concept is met deze code niet te openen.",
        "en": "This draft cannot be opened with this code.",
    },
}
