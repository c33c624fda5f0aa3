// SPDX-License-Identifier: Apache-2.0
// What the audit report says besides what all pages do: rows of messages.hpp.
// French terms are those of the Label bas-carbone (arrêté of 5 September 2025) and
// of ISO 14064-3.
#pragma once

// clang-format off
#define LCL_AUDIT_REPORT_MESSAGES(X) \
  /* title and summary */ \
  X(audit_report_title, "Audit report: {}", "Rapport d’audit : {}") \
  X(audit_report_subtitle, "Project {}, {}. Registry {}.", "Projet {}, {}. Registre {}.") \
  X(audit_report_running_title, "Audit report, {}, {}", "Rapport d’audit, {}, {}") \
  X(summary, "Summary", "Synthèse") \
  X(all_holds, \
    "Everything in this summary holds.", \
    "Tous les points de cette synthèse sont établis.") \
  X(holds_with_reservations, \
    "This summary holds with the reservations below.", \
    "Cette synthèse vaut sous les réserves ci-dessous.") \
  X(does_not_hold, \
    "At least one point of this summary does not hold; it is marked below.", \
    "Au moins un point de cette synthèse n’est pas établi ; il est signalé ci-dessous.") \
  X(one_unanswered, \
    "{} question that an auditor asked about the project has no answer yet.", \
    "{} question posée par un auditeur sur le projet n’a pas encore de réponse.") \
  X(several_unanswered, \
    "{} questions that auditors asked about the project have no answer yet.", \
    "{} questions posées par des auditeurs sur le projet n’ont pas encore de réponse.") \
  X(one_questioned, \
    "{} act on the project was signed with a key that was compromised at the time.", \
    "{} acte relatif au projet a été signé avec une clé alors compromise.") \
  X(several_questioned, \
    "{} acts on the project were signed with keys that were compromised at the time.", \
    "{} actes relatifs au projet ont été signés avec des clés alors compromises.") \
  X(is_sound, \
    "The ledger is sound: all {} entries were read again, and no fault was found.", \
    "Le registre est intègre : ses {} entrées ont toutes été relues, et aucune anomalie n’a été constatée.") \
  X(made_from_bundle, \
    "This report was made from a bundle of project {}: it does not contain the data of {} events of " \
    "other projects, and says nothing about them.", \
    "Ce rapport a été établi à partir d’un extrait du projet {} : il ne contient pas les données de {} " \
    "événements d’autres projets, et n’en dit rien.") \
  X(is_sound_not_anchored, "The ledger is sound, but what was given to hold it to does not: {}.", "Le registre est intègre, mais ce qui a été apporté pour le confronter ne tient pas : {}.") \
  X(is_unsound, "The ledger is not sound: {}.", "Le registre n’est pas intègre : {}.") \
  X(one_finding, "{} finding", "{} constat") \
  X(several_findings, "{} findings", "{} constats") \
  X(figures_follow, \
    "The figures of the monitoring report follow from the entries: recomputed, the reduction is {} " \
    "kgCO2e, exact to the last digit.", \
    "Les chiffres du rapport de suivi découlent des entrées : recalculée, la réduction est de {} " \
    "kgCO2e, au dernier chiffre près.") \
  X(figures_as_they_are, \
    "Recomputed from the entries as they are now, the reduction is {} kgCO2e, as the monitoring report " \
    "states; but the ledger is not sound.", \
    "Recalculée à partir des entrées telles qu’elles sont, la réduction est de {} kgCO2e, comme " \
    "l’indique le rapport de suivi ; mais le registre n’est pas intègre.") \
  X(figures_do_not_follow, \
    "The figures of the monitoring report do not follow from the entries; see the recomputation.", \
    "Les chiffres du rapport de suivi ne découlent pas des entrées ; voir le recalcul.") \
  X(no_opinion, \
    "No auditor has given an opinion on this report yet.", \
    "Aucun auditeur n’a encore rendu d’avis sur ce rapport.") \
  X(opinion_taken_back, \
    "The opinion on this report was withdrawn, and no other has been given.", \
    "L’avis sur ce rapport a été retiré, et aucun autre n’a été rendu.") \
  X(opinion_lapsed, \
    "The opinion on this report has lapsed: entry {} put the key that signed it in question.", \
    "L’avis sur ce rapport est caduc : l’entrée {} a mis en cause la clé qui l’a signé.") \
  X(opinion_questioned, \
    "The opinion on this report, entry {}, was signed with a key that was compromised at the time.", \
    "L’avis sur ce rapport, entrée {}, a été signé avec une clé alors compromise.") \
  X(unmodified_text, \
    "The auditor, {}, gave an unmodified opinion with {}.", \
    "L’auditeur, {}, a rendu un avis sans réserve, avec une {}.") \
  X(qualified_text, \
    "The auditor, {}, gave a qualified opinion with {}.", \
    "L’auditeur, {}, a rendu un avis avec réserve, avec une {}.") \
  X(adverse_text, \
    "The auditor, {}, gave an adverse opinion with {}.", \
    "L’auditeur, {}, a rendu un avis défavorable, avec une {}.") \
  X(disclaimed_text, \
    "The auditor, {}, disclaimed an opinion; the engagement was one of {}.", \
    "L’auditeur, {}, a déclaré ne pas pouvoir rendre d’avis ; la mission visait une {}.") \
  X(misstated_text, \
    "Misstatements add up to {} kgCO2e in absolute terms, {} of the reduction; they would be material " \
    "from {}.", \
    "Les inexactitudes totalisent {} kgCO2e en valeur absolue, soit {} de la réduction ; elles " \
    "seraient significatives à partir de {}.") \
  X(keys_from_ledger, \
    "The log’s key and the certifier’s key were taken from the ledger itself; nothing independent " \
    "confirms that they are the right ones.", \
    "La clé du journal et celle du certificateur proviennent du registre lui-même ; aucun élément " \
    "extérieur ne confirme que ce sont les bonnes.") \
  X(log_key_from_ledger, \
    "The log’s key was taken from the ledger itself; nothing independent confirms that it is the right one.", \
    "La clé du journal provient du registre lui-même ; aucun élément extérieur ne confirme que c’est " \
    "la bonne.") \
  X(certifier_from_ledger, \
    "The certifier’s key was taken from the ledger itself; nothing independent confirms that it is the " \
    "right one.", \
    "La clé du certificateur provient du registre lui-même ; aucun élément extérieur ne confirme que " \
    "c’est la bonne.") \
  X(no_outside_checkpoint, \
    "No checkpoint kept outside was given: if the whole ledger had been rewritten, this would go unnoticed.", \
    "Aucun point de contrôle conservé à l’extérieur n’a été fourni : une réécriture complète du " \
    "registre passerait inaperçue.") \
  X(checkpoint_up_to, \
    "The checkpoints kept outside vouch for the first {} entries; if later ones had been rewritten, " \
    "this would go unnoticed.", \
    "Les points de contrôle conservés à l’extérieur couvrent les {} premières entrées ; une réécriture " \
    "des suivantes passerait inaperçue.") \
  /* scope */ \
  X(scope, "Scope", "Périmètre") \
  X(region, "Region", "Région") \
  X(communes, "Communes", "Communes") \
  X(notified_on, "Notified on", "Notifié le") \
  X(label_decision, "Label decision", "Décision de labellisation") \
  X(report_entry, "entry {}, {}", "entrée {}, {}") \
  X(frozen_at, "Population frozen at", "Population figée à") \
  X(frozen_size, "the first {} entries", "{} entrées") \
  X(estimate, "Estimate in the dossier", "Estimation du dossier") \
  X(credits_number, "{} credits", "{} crédits carbone") \
  X(mandants, "Members of the collective project", "Mandants du projet collectif") \
  X(marketplaces, "Marketplaces", "Places de marché") \
  X(replaced_by, "Replaced by the report of entry", "Remplacé par le rapport de l’entrée") \
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
  X(chart_years, \
    "Net reductions by year and category, {}", \
    "Réductions nettes par année et par catégorie, {}") \
  X(chart_categories, "Net reductions by category, {}", "Réductions nettes par catégorie, {}") \
  X(other_categories, "others", "autres") \
  X(cycles_by_class, "Cycles by class", "Cycles par classe") \
  X(by_category, "By category of device, kgCO2e", "Par catégorie d’appareil, kgCO2e") \
  X(by_participant, "By participant, kgCO2e", "Par participant, kgCO2e") \
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
  /* chain and anchors */ \
  X(chain, "Chain and anchors", "Chaîne et ancrages") \
  X(chain_text, \
    "Every entry contains the hash of the one before and is a leaf of a Merkle tree whose root is " \
    "signed. The verification read every byte again: entries, payloads, signatures, tree, checkpoints, " \
    "life cycles of devices, projections and figures.", \
    "Chaque entrée porte l’empreinte de la précédente et constitue une feuille d’un arbre de Merkle " \
    "dont la racine est signée. La vérification a relu tous les octets : entrées, contenus, " \
    "signatures, arbre, points de contrôle, cycles de vie des appareils, projections et chiffres.") \
  X(signatures, "Signatures verified", "Signatures vérifiées") \
  X(checkpoints, "Checkpoints", "Points de contrôle") \
  X(erased, "Private parts erased by statement", "Parties privées effacées par déclaration") \
  X(log_key, "Log key", "Clé du journal") \
  X(certifier_key, "Certifier’s key", "Clé du certificateur") \
  X(questioned, \
    "Entry {} was signed with a key that was compromised at the time.", \
    "L’entrée {} a été signée avec une clé alors compromise.") \
  X(anchors, "Independent evidence", "Éléments extérieurs") \
  X(anchors_caption, \
    "Evidence kept outside, and checked against the ledger", \
    "Éléments conservés à l’extérieur et confrontés au registre") \
  X(anchor, "Anchor", "Ancrage") \
  X(vouches_for, "Vouches for", "Couvre") \
  X(entries_number, "{} entries", "{} entrées") \
  X(anchor_log_key, "Log key", "Clé du journal") \
  X(anchor_certifier, "Certifier’s key", "Clé du certificateur") \
  X(anchor_checkpoint, "Checkpoint", "Point de contrôle") \
  X(anchor_witness, "Witness", "Témoin") \
  X(anchor_timestamp, "Timestamp", "Horodatage") \
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
    "The auditor committed to a number and to the plan below in entry {}, before the report froze its " \
    "population. The sample follows from that number and from the frozen head; anyone can draw it " \
    "again.", \
    "L’auditeur s’est engagé à l’entrée {} sur un nombre et sur le plan ci-dessous, avant que le " \
    "rapport ne fige sa population. L’échantillon découle de ce nombre et de la tête figée ; chacun " \
    "peut refaire le tirage.") \
  X(sampling_method, "Method", "Méthode") \
  X(method_random, "simple random", "aléatoire simple") \
  X(method_stratified, "stratified by category and participant", "stratifié par catégorie et participant") \
  X(method_monetary_unit, "by kgCO2e (monetary unit sampling)", "par kgCO2e (sondage par unités monétaires)") \
  X(population_kilograms, "Avoided by the population, kgCO2e", "Évité par la population, kgCO2e") \
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
  /* facts found later */ \
  X(later, "Facts found later", "Faits constatés ultérieurement") \
  X(later_text, \
    "The report froze its population at {} entries; this section compares it with the {} entries at which this " \
    "document stands. What is said here changes nothing in the other sections.", \
    "Le rapport a figé sa population à {} entrées ; cette section la compare aux {} entrées auxquelles le présent " \
    "document est établi. Ce qui est dit ici ne change rien aux autres sections.") \
  X(later_caption, "Recorded after the report froze its population", \
    "Enregistré après que le rapport a figé sa population") \
  X(fact, "Fact", "Fait") \
  X(one_later_fact, "{} fact was recorded since that bears on the report.", \
    "{} fait enregistré depuis concerne le rapport.") \
  X(several_later_facts, "{} facts were recorded since that bear on the report.", \
    "{} faits enregistrés depuis concernent le rapport.") \
  X(change_is_material, "This is at least the opinion’s materiality of {}.", \
    "Cela atteint le seuil de signification de l’avis, {}.") \
  X(later_opinion_withdrawn, "An opinion was withdrawn", "Un avis a été retiré") \
  X(later_opinion_lapsed, "An opinion lapsed: its key is in question", "Un avis est devenu caduc : sa clé est mise en cause") \
  X(later_report_replaced, "Another report took its place; its reduction, kgCO2e", \
    "Un autre rapport a pris sa place ; sa réduction, kgCO2e") \
  X(later_period_forgone, "The period was given up", "La période a été abandonnée") \
  X(later_elsewhere, "Credited in another registry", "Crédité dans un autre registre") \
  X(later_disputed, "Another project’s collection is disputed", "La collecte d’un autre projet est contestée") \
  X(later_dispute_upheld, "The dispute was upheld", "La contestation a été accueillie") \
  X(later_in_debt, "A vintage of the period is in debt, kgCO2e", "Un millésime de la période est en dette, kgCO2e") \
  X(changes_caption, "Cycles that come to something else than was reported, kgCO2e", \
    "Cycles dont la valeur diffère de celle du rapport, kgCO2e") \
  X(reported_kg, "Reported", "Dans le rapport") \
  X(now_kg, "Now", "À présent") \
  X(recorded_since, "Recorded since", "Enregistré depuis") \
  X(by_a_statement, "by a statement", "par une déclaration") \
  X(no_issuance, "No credits were issued on this report.", "Aucun crédit n’a été délivré sur ce rapport.") \
  X(issuances_caption, \
    "Credits issued on this report, with their figures recomputed", \
    "Crédits délivrés sur ce rapport, chiffres recalculés") \
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
  X(question, "Question", "Question") \
  /* findings */ \
  X(findings, "Findings", "Constats") \
  X(no_finding, "The verification found no fault.", "La vérification n’a relevé aucune anomalie.") \
  X(findings_caption, \
    "Findings of the verification, in the words of the ledger’s format", \
    "Constats de la vérification, dans les termes du format du registre") \
  X(place, "Place", "Lieu") \
  X(finding, "Finding", "Constat") \
  X(detail, "Detail", "Détail") \
  X(at_entry, "entry {}", "entrée {}") \
  X(at_size, "checkpoint of size {}", "point de contrôle de taille {}") \
  /* opinion */ \
  X(opinion, "Opinion", "Avis") \
  X(opinion_unmodified, "unmodified", "sans réserve") \
  X(opinion_qualified, "qualified", "avec réserve") \
  X(opinion_adverse, "adverse", "défavorable") \
  X(opinion_disclaimed, "disclaimed", "impossibilité de conclure") \
  X(assurance, "Assurance", "Assurance") \
  X(assurance_limited, "limited assurance", "assurance limitée") \
  X(assurance_reasonable, "reasonable assurance", "assurance raisonnable") \
  X(auditor, "Auditor", "Auditeur") \
  X(deposited, "Deposited", "Déposé") \
  X(misstated, "Misstated, in absolute terms", "Inexactitudes, en valeur absolue") \
  X(auditors_document, "SHA-256 of the auditor’s document", "SHA-256 du document de l’auditeur") \
  X(independence, "SHA-256 of the proof of independence", "SHA-256 de la preuve d’indépendance") \
  X(taken_back, "Withdrawn by entry", "Retiré par l’entrée") \
  X(lapsed, "Lapsed by entry", "Caduc par l’entrée") \
  X(because, "Reason", "Motif") \
  X(no_misstatement, "The auditor lists no misstatement.", "L’auditeur ne relève aucune inexactitude.") \
  X(misstatements_caption, "Misstatements listed by the auditor", "Inexactitudes relevées par l’auditeur") \
  X(misstatement, "Misstatement", "Inexactitude") \
  X(sum_without_signs, "Sum of absolute values", "Somme des valeurs absolues") \
  /* limits */ \
  X(limits, "What this report does not show", "Ce que ce rapport ne montre pas") \
  X(limits_uniqueness, \
    "That two pseudonyms stand for two devices rests on the operator’s secret key, except for devices " \
    "whose identifiers were disclosed.", \
    "Le fait que deux pseudonymes désignent deux appareils repose sur la clé secrète de l’opérateur, " \
    "sauf pour les appareils dont les identifiants ont été révélés.") \
  X(limits_facts, \
    "A ledger shows which facts were recorded, when and by whom, and that nobody has changed them " \
    "since; whether they are true is for samples, visits and documents to show.", \
    "Un registre montre quels faits ont été enregistrés, quand et par qui, et que personne ne les a " \
    "modifiés depuis ; leur exactitude s’établit par des échantillons, des visites et des pièces " \
    "justificatives.") \
  X(limits_elsewhere, \
    "That nothing was credited in another registry rests on signed declarations.", \
    "L’absence de crédit dans un autre registre repose sur des déclarations signées.") \
  X(notices, "What the law wants said", "Mentions obligatoires") \
  X(declarations_caption, "Declarations on other registries and other support", \
    "Déclarations sur d’autres registres et d’autres soutiens") \
  X(declaration, "Declaration", "Déclaration") \
  X(declared_exclusive, \
    "nothing is credited in another registry", \
    "rien n’est crédité dans un autre registre") \
  X(declared_elsewhere, "credited in {}, project {}", "crédité dans {}, projet {}") \
  X(declared_incentive, "other support: {}", "autre soutien : {}") \
  X(any_time, "any time", "toute période") \
  X(no_declaration, "No such declaration is on record.", "Aucune déclaration de ce type n’est enregistrée.") \
  X(limits_check, \
    "Anyone who holds the ledger’s file can produce this report again, byte for byte, and check each " \
    "of its figures.", \
    "Quiconque détient le fichier du registre peut reproduire ce rapport, à l’octet près, et en " \
    "vérifier chaque chiffre.")
// clang-format on
