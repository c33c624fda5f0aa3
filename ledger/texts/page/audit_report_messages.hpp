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
    "La clé du journal et celle de l’autorité proviennent du registre lui-même ; aucun élément " \
    "extérieur ne confirme que ce sont les bonnes.") \
  X(log_key_from_ledger, \
    "The log’s key was taken from the ledger itself; nothing independent confirms that it is the right one.", \
    "La clé du journal provient du registre lui-même ; aucun élément extérieur ne confirme que c’est " \
    "la bonne.") \
  X(certifier_from_ledger, \
    "The certifier’s key was taken from the ledger itself; nothing independent confirms that it is the " \
    "right one.", \
    "La clé de l’autorité provient du registre lui-même ; aucun élément extérieur ne confirme que " \
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
  X(certifier_key, "Certifier’s key", "Clé de l’autorité") \
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
  X(anchor_certifier, "Certifier’s key", "Clé de l’autorité") \
  X(anchor_checkpoint, "Checkpoint", "Point de contrôle") \
  X(anchor_witness, "Witness", "Témoin") \
  X(anchor_timestamp, "Timestamp", "Horodatage") \
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
