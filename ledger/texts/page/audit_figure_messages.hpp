// SPDX-License-Identifier: Apache-2.0
// What the audit report and the verification statement say of figures: rows of
// messages.hpp.
#pragma once

// clang-format off
#define LCL_AUDIT_FIGURE_MESSAGES(X) \
  /* population */ \
  X(population, "Population", "Population") \
  X(population_text, \
    "The period comprises {} of devices, each counted in exactly one class, according to the first {} " \
    "entries of the ledger. A cycle belongs to the period of its resale or disposal; it is open if its " \
    "device was collected before the end of the period and has not left since.", \
    "La période comprend {} d’appareils, chacun compté dans une seule classe, d’après les {} premières " \
    "entrées du registre. Un cycle appartient à la période de sa revente ou de sa mise au rebut ; il " \
    "est en cours si l’appareil a été collecté avant la fin de la période et n’en est pas sorti depuis.") \
  X(one_cycle, "{} cycle", "{} cycle") \
  X(several_cycles, "{} cycles", "{} cycles") \
  X(chart_devices, \
    "From collection to resale or disposal, cycles", \
    "De la collecte à la revente ou au rebut, en cycles") \
  X(chart_months, \
    "Net reductions by month and category, {}", \
    "Réductions nettes par mois et par catégorie, {}") \
  X(by_month_and_category, "By month and category, net reductions, kgCO2e", \
    "Par mois et par catégorie, réductions nettes, kgCO2e") \
  X(month, "Month", "Mois") \
  X(reason_functions_not_tested, "Not all functions of the device were tested", \
    "Toutes les fonctions de l’appareil n’ont pas été testées") \
  X(reason_data_not_erased, "No erasure of the data on the device is recorded", \
    "Aucun effacement des données de l’appareil n’est enregistré") \
  X(reason_reconditioned_abroad, "The device was reconditioned outside French territory", \
    "L’appareil a été reconditionné hors du territoire français") \
  X(reason_resold_abroad, "The device was sold outside French territory", \
    "L’appareil a été vendu hors du territoire français") \
  X(reason_warranty_too_short, "The device was sold with too short a warranty", \
    "L’appareil a été vendu avec une garantie trop courte") \
  X(category_smartphone, "smartphone", "smartphone") \
  X(category_tablet, "tablet", "tablette") \
  X(category_laptop, "laptop", "ordinateur portable") \
  X(category_desktop, "desktop", "ordinateur de bureau") \
  X(category_monitor, "monitor", "écran") \
  X(category_television, "television", "téléviseur") \
  X(category_console, "console", "console de jeux") \
  X(chart_years, \
    "Net reductions by year and category, {}", \
    "Réductions nettes par année et par catégorie, {}") \
  X(chart_categories, "Net reductions by category, {}", "Réductions nettes par catégorie, {}") \
  X(other_categories, "others", "autres") \
  X(cycles_by_class, "Cycles by class", "Cycles par classe") \
  X(by_category, "By category of device, kgCO2e", "Par catégorie d’appareil, kgCO2e") \
  X(by_participant, "By participant, kgCO2e", "Par participant, kgCO2e") \
  X(of_no_participant, "No participant’s", "D’aucun participant") \
  X(by_participant_text, \
    "Emissions are attributed to the participant of the event, avoided emissions to the seller.", \
    "Les émissions sont attribuées au participant de l’événement, les émissions évitées au vendeur.") \
  X(champions, "Impact Champions", "Impact Champions") \
  X(champions_text, \
    "Social enterprises (with a valid ESUS or ESAT agreement at the time) sold {} of the {} credited " \
    "devices, and account for {} of the emissions avoided. This changes no figure.", \
    "Des entreprises sociales (agrément ESUS ou ESAT en cours de validité à la date) ont vendu {} des " \
    "{} appareils crédités, soit {} des émissions évitées. Cela ne modifie aucun chiffre.") \
  X(identifiers, "Identifiers of devices", "Identifiants des appareils") \
  X(collections, "Collections in the period", "Collectes de la période") \
  X(imei_unchecked, "Under an IMEI without a check digit", "Sous un IMEI sans chiffre de contrôle") \
  X(serial_unchecked, "Under a serial number alone", "Sous un seul numéro de série") \
  X(identifiers_text, \
    "Where no check digit vouches for an identifier, a misread digit goes unnoticed, and one device can pass " \
    "for two.", \
    "Sans chiffre de contrôle, une erreur de lecture passe inaperçue, et un appareil peut compter pour deux.") \
  /* method */ \
  X(method, "Method", "Méthode") \
  X(not_approved, \
    "This methodology is not an approved method of the Label bas-carbone; its figures are those of a " \
    "reference encoding.", \
    "Cette méthode n’est pas une méthode approuvée du Label bas-carbone ; ses chiffres sont ceux d’un " \
    "encodage de référence.") \
  X(assumptions_text, \
    "{} of its {} parameters are assumptions. Texts and formulas are quoted as they stand in the " \
    "methodology.", \
    "{} de ses {} paramètres sont des hypothèses. Les textes et les formules sont cités tels qu’ils " \
    "figurent dans la méthode.") \
  X(steps_caption, "Steps of the calculation, in order", "Étapes du calcul, dans l’ordre") \
  X(rules_caption, \
    "Eligibility rules: a cycle is credited only if all of them are met", \
    "Règles d’éligibilité : un cycle n’est crédité que s’il les respecte toutes") \
  X(broken_rule, "If it is not met", "Si elle n’est pas respectée") \
  X(project_values_caption, \
    "What the label states of this project, as the method asks", \
    "Ce que le label énonce du projet, comme le demande la méthode") \
  X(value, "Value", "Valeur") \
  X(span, "May lie", "Plage admise") \
  X(source, "Source", "Source") \
  X(discount_additionality, "Discount for additionality", "Rabais d’additionnalité") \
  X(discount_uncertainty, "Discount for uncertainty", "Rabais d’incertitude") \
  X(discount_computed, \
    "computed from the low and high values of factors", \
    "calculé d’après les valeurs basses et hautes des facteurs") \
  X(discount_reversal, "Discount for reversal", "Rabais de non-permanence") \
  X(discounts_text, \
    "S is what is avoided, less what is emitted and given back; C is S after the three discounts, " \
    "applied one after the other, if S is positive. Sums are exact; each product is rounded half to " \
    "even at the ninth digit.", \
    "S est ce qui est évité, moins ce qui est émis et restitué ; C est S après les trois rabais, " \
    "appliqués l’un après l’autre, si S est positive. Les sommes sont exactes ; chaque produit est " \
    "arrondi au pair à la neuvième décimale.") \
  /* sample */ \
  X(sample, "Sample", "Échantillon") \
  X(no_sample, "No sample was drawn.", "Aucun échantillon n’a été tiré.") \
  X(never_revealed, \
    "The auditor {} committed to a number for this report in entry {} and never revealed it.", \
    "L’auditeur {} s’est engagé sur un nombre pour ce rapport à l’entrée {} et ne l’a jamais révélé.") \
  X(sample_text, \
    "The auditor committed to a number and to the plan below in entry {}, once the population was frozen by " \
    "the report; the certifier challenged the commitment in entry {}. The sample follows from report, number " \
    "and challenge; anyone can draw it again.", \
    "L’auditeur s’est engagé à l’entrée {} sur un nombre et sur le plan ci-dessous, une fois la " \
    "population figée par le rapport ; l’autorité y a répondu par un défi à l’entrée {}. " \
    "L’échantillon découle du rapport, du nombre et du défi ; chacun peut refaire le tirage.") \
  X(sampling_method, "Method", "Méthode") \
  X(method_random, "simple random", "aléatoire simple") \
  X(method_stratified, "stratified by category and participant", "stratifié par catégorie et participant") \
  X(method_monetary_unit, "by kgCO2e (monetary unit sampling)", "par kgCO2e (sondage par unités monétaires)") \
  X(population_kilograms, "Overstated at most, kgCO2e", "Surévaluation possible, kgCO2e") \
  X(expected_misstatement, "Misstatement expected", "Inexactitude attendue") \
  X(not_evaluated, \
    "The results of the sample have not been recorded yet.", \
    "Les résultats de l’échantillon n’ont pas encore été enregistrés.") \
  X(devices_drawn, "Devices drawn", "Appareils tirés") \
  X(seed, "Drawn from the seed", "Tirage issu de la graine") \
  X(projected, "Projected misstatement, kgCO2e", "Inexactitude projetée, kgCO2e") \
  X(upper_bound, "Its upper bound, kgCO2e", "Sa borne supérieure, kgCO2e") \
  X(bound_within, \
    "The upper bound of the misstatement does not exceed materiality.", \
    "La borne supérieure de l’inexactitude ne dépasse pas le seuil de signification.") \
  X(bound_beyond, \
    "The upper bound of the misstatement exceeds materiality.", \
    "La borne supérieure de l’inexactitude dépasse le seuil de signification.") \
  X(chart_strata, "Devices drawn by stratum", "Appareils tirés par strate") \
  X(chart_largest_strata, "Devices drawn, in the {} largest of {} strata", \
    "Appareils tirés, dans les {} plus grandes strates sur {}") \
  X(strata_caption, "Strata of the sample", "Strates de l’échantillon") \
  X(drawn_caption, "Devices drawn, with what the auditor recorded last", \
    "Appareils tirés, avec ce que l’auditeur a enregistré en dernier") \
  X(device, "Device", "Appareil") \
  X(book_kg, "Book value, kgCO2e", "Valeur comptable, kgCO2e") \
  X(found_kg, "Found, kgCO2e", "Constaté, kgCO2e") \
  X(what_was_found, "What was found", "Constatation") \
  X(agrees, "agrees", "conforme") \
  X(not_recorded, "not recorded yet", "pas encore enregistré") \
  X(drawn, "Drawn", "Tirés") \
  X(drawn_of, "{} of {}", "{} sur {}") \
  X(differing, "Differing", "En écart") \
  X(agreeing, "Agreeing", "Conformes") \
  /* completeness */ \
  X(completeness, "Completeness", "Exhaustivité") \
  X(completeness_text, \
    "What was left out of the ledger cannot be drawn from it. So devices were drawn from books kept without it, and " \
    "looked for in it.", \
    "Ce qui a été omis du registre ne peut pas en être tiré. Des appareils ont donc été tirés de livres tenus hors du " \
    "registre, puis recherchés dans celui-ci.") \
  X(completeness_not_recorded, \
    "No test of completeness is on record: nobody has drawn devices from a book kept without the ledger and looked " \
    "for them in it.", \
    "Aucun contrôle d’exhaustivité n’est enregistré : personne n’a tiré d’appareils d’un livre tenu hors du registre " \
    "pour les y rechercher.") \
  X(completeness_not_tested, \
    "The verifier did not test completeness throughout: for at least one of the periods it has recorded no devices of " \
    "its own drawing from a book kept without the ledger.", \
    "Le vérificateur n’a pas contrôlé l’exhaustivité sur toute la durée : pour l’une des périodes au moins, il n’a " \
    "enregistré aucun appareil qu’il ait lui-même tiré d’un livre tenu hors du registre.") \
  X(completeness_caption, "Devices drawn from books and looked for in the ledger", \
    "Appareils tirés de livres et recherchés dans le registre") \
  X(book, "Book", "Livre") \
  X(book_purchases, "purchases", "achats") \
  X(book_stock, "stock", "stock") \
  X(book_returns, "returns", "retours") \
  X(book_repairs, "repairs", "réparations") \
  X(book_waste, "waste", "déchets") \
  X(listed_in_book, "Listed", "Inscrits") \
  X(found_in_ledger, "Found", "Retrouvés") \
  X(left_out_kg, "Left out, projected, kgCO2e", "Omis, projetés, kgCO2e") \
  X(recorded_again, "recorded again since", "enregistré à nouveau depuis") \
  X(ledger_lacks_devices, \
    "Books list devices that the ledger lacks.", \
    "Des livres mentionnent des appareils qui manquent au registre.") \
  /* results */ \
  X(results, "Results", "Résultats") \
  X(chart_waterfall, \
    "From avoided emissions to creditable reductions, vintage {}, {}", \
    "Des émissions évitées aux réductions créditables, millésime {}, {}") \
  X(effects_by_territory, "Effects by territory, kgCO2e", "Effets par territoire, kgCO2e") \
  X(of_it_direct, "of which direct", "dont directs") \
  X(territory_text, \
    "{} of the avoided emissions are avoided on French territory, where the label credits reductions.", \
    "{} des émissions évitées le sont sur le territoire français, où le label crédite les réductions " \
    "d’émissions.") \
  X(chart_uncertainty, \
    "What each source of uncertainty takes off and adds, {}", \
    "Ce que chaque source d’incertitude retranche et ajoute, {}") \
  X(takes_off, "Takes off", "Retranche") \
  X(adds_to, "Adds", "Ajoute") \
  X(uncertainty_caption, "What of the reductions is certain, kgCO2e", "Ce qui des réductions est certain, kgCO2e") \
  X(asymmetric_sources, "Asymmetric sources", "Sources asymétriques") \
  X(symmetric_sources, "Symmetric sources", "Sources symétriques") \
  X(certain_reduction, "X_low", "X_low") \
  X(uncertainty_text, \
    "The method says between what low and high value a factor is known. The reductions are derived again with all " \
    "factors of one source low, then high; the worse of both counts. Of asymmetric sources, which whoever chooses " \
    "could use, the sum is taken off; of the others, which err to both sides alike, the root of the sum of squares.", \
    "La méthode indique entre quelles valeurs, basse et haute, un facteur est connu. Les réductions sont recalculées " \
    "avec tous les facteurs d’une même source à leur valeur basse, puis haute ; la moins favorable des deux compte. La " \
    "somme des sources asymétriques, dont celui qui choisit pourrait tirer parti, est retranchée ; des autres, qui " \
    "se trompent dans les deux sens, la racine de la somme des carrés.") \
  X(vintages_caption, "Vintages, kgCO2e", "Millésimes, kgCO2e") \
  X(whole_credits, "Whole credits", "Crédits entiers") \
  X(credits_text, \
    "A credit (crédit carbone) is a whole tonne of C. How many are issued also depends on the other " \
    "audited periods of the vintage, on earlier issuances, and on an act of the authority.", \
    "Un crédit carbone est une tonne entière de C. Le nombre de crédits délivrés dépend aussi des " \
    "autres périodes auditées du millésime, des délivrances antérieures et d’un acte de l’autorité.") \
  /* recomputation */ \
  X(recomputation, "Recomputation", "Recalcul") \
  X(recomputation_text, \
    "The figures were recomputed from the first {} entries, the point at which the report froze them. " \
    "In all, the verification recomputed the figures of {} statements.", \
    "Les chiffres ont été recalculés à partir des {} premières entrées, point figé par le rapport. Au " \
    "total, la vérification a recalculé les chiffres de {} déclarations.") \
  X(recomputation_caption, "Figures stated and recomputed", "Chiffres déclarés et recalculés") \
  X(figure, "Figure", "Chiffre") \
  X(stated, "Stated", "Déclaré") \
  X(recomputed, "Recomputed", "Recalculé") \
  X(equal, "equal", "identique") \
  X(not_equal, "different", "différent") \
  X(not_established, "not established; see the findings", "non établi ; voir les constats") \
  X(reduction_exact, "Reduction, kgCO2e", "Réduction, kgCO2e") \
  X(tally_digest, "SHA-256 of the tally", "SHA-256 du décompte") \
  X(methodology_digest, "SHA-256 of the methodology", "SHA-256 de la méthode") \
  X(unchanged_since, \
    "With all {} entries recorded to date, the period’s reduction is the same.", \
    "Avec les {} entrées enregistrées à ce jour, la réduction de la période est la même.") \
  X(changed_since, \
    "With all {} entries recorded to date, the period’s reduction is {} kgCO2e, a change of {} since " \
    "the report, due to entries recorded later.", \
    "Avec les {} entrées enregistrées à ce jour, la réduction de la période est de {} kgCO2e, soit un " \
    "écart de {} depuis le rapport, dû à des entrées enregistrées plus tard.") \
  /* questions */ \
  X(questions, "Plausibility", "Plausibilité") \
  X(no_question, \
    "The tests of plausibility raise no question.", \
    "Les tests de plausibilité ne soulèvent aucune question.") \
  X(questions_text, \
    "These are questions to be asked, not faults.", \
    "Ce sont des questions à poser, non des anomalies constatées.") \
  X(questions_caption, \
    "Questions raised by tests of plausibility", \
    "Questions soulevées par les tests de plausibilité") \
  X(tests_caption, "Tests of plausibility", "Tests de plausibilité") \
  X(looked_at, "Examined", "Examinés") \
  X(questions_raised, "Questions", "Questions") \
  X(too_few, "too few", "trop peu") \
  X(asked_caption, "Questions asked in the ledger", "Questions posées dans le registre") \
  X(answer, "Answer", "Réponse") \
  X(not_answered, "not answered", "sans réponse") \
  X(test, "Test", "Test") \
  X(question, "Question", "Question")
// clang-format on
