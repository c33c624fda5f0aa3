// SPDX-License-Identifier: Apache-2.0
// What the page of a certificate of units says besides what all pages do: rows of
// messages.hpp. French terms are those of the Label bas-carbone (arrêté of 5
// September 2025).
#pragma once

// clang-format off
#define LCL_CERTIFICATE_MESSAGES(X) \
  /* title and summary */ \
  X(retirement_title, "Certificate of retirement", "Attestation de retrait de crédits carbone") \
  X(retirement_trial_title, "Certificate of retirement (trial)", "Attestation de retrait (essai)") \
  X(certificate_title, "Certificate of units", "Certificat de crédits carbone") \
  X(certificate_trial_title, "Certificate of units (trial)", "Certificat d’unités (essai)") \
  X(certificate_subtitle, "{}, vintage {}. Registry {}.", "{}, millésime {}. Registre {}.") \
  X(all_retired, \
    "Retired for good: {} of serial {}, at one tonne of CO2e each. None can be passed on, cancelled or retired again.", \
    "Retrait définitif : {} du numéro de série {}, à raison d’une tonne de CO2e par unité. Toute cession, toute annulation et tout nouveau retrait sont impossibles.") \
  X(not_all_retired, \
    "Not all of these units are retired. Those that are not can still change hands, or be cancelled, after this date.", \
    "Ces unités ne sont pas toutes retirées. Celles qui ne le sont pas peuvent encore être cédées ou annulées après cette date.") \
  X(one_unit, "{} unit", "{} unité") \
  X(several_units, "{} units", "{} unités") \
  X(signed_in_question, \
    "The statement of entry {} is signed with a key that was compromised by then, or whose grant was annulled.", \
    "La déclaration de l’entrée {} est signée avec une clé compromise à cette date, ou dont l’attribution a été annulée.") \
  X(certifier_not_given, \
    "Whose registry this is was taken from the file itself: compare the certifier’s fingerprint below with one obtained elsewhere.", \
    "L’identité du registre a été lue dans le fichier lui-même : comparez l’empreinte de l’autorité, ci-dessous, avec celle obtenue d’une autre source.") \
  X(debt_stands, \
    "Vintage {} of the project owes {} kgCO2e, which were issued and given back since (entry {}).", \
    "Le millésime {} du projet doit {} kgCO2e, délivrés puis restitués (entrée {}).") \
  X(opinion_fell, \
    "The opinion on which these units were issued was withdrawn or has lapsed since (entry {}).", \
    "L’avis sur lequel ces unités ont été délivrées a été retiré depuis, ou est caduc (entrée {}).") \
  /* units */ \
  X(the_units, "The units", "Les unités") \
  X(serial, "Serial", "Numéro de série") \
  X(units_word, "Units", "Unités") \
  X(state_word, "State", "État") \
  X(for_whom, "For whom", "Pour qui") \
  X(use_word, "Use", "Usage") \
  X(year_word, "Year", "Année") \
  X(region_word, "Region", "Région") \
  X(registry_standing, "Standing of the registry", "Nature du registre") \
  X(official_registry, "official", "officiel") \
  X(trial_registry_standing, "trial", "essai") \
  X(states_caption, "State of the units at this date", "État des unités à cette date") \
  X(unit_issued, "issued, with the developer", "délivrées, chez le porteur") \
  X(unit_assigned, "assigned", "cédées") \
  X(unit_retired, "retired", "retirées") \
  X(unit_cancelled, "cancelled", "annulées") \
  X(use_contribution, "contribution", "contribution") \
  X(use_voluntary, "voluntary compensation", "compensation volontaire") \
  X(use_mandatory, "mandatory compensation", "compensation obligatoire") \
  X(not_named, "someone not named in public", "bénéficiaire non nommé publiquement") \
  /* history */ \
  X(units_history, "What became of them", "Ce qu’elles sont devenues") \
  X(history_of, "All acts on {}", "Tous les actes sur {}") \
  X(act_word, "Act", "Acte") \
  X(day_word, "Date", "Date") \
  X(signed_by, "Signed by", "Signé par") \
  X(act_units_issued, "Issued", "Délivrance") \
  X(act_units_issued_to, "Issued to {}", "Délivrance à {}") \
  X(act_units_offered, "Offered to {}; use: {}", "Cession proposée à {} ; usage : {}") \
  X(act_units_sold, "Assigned to {}; use: {}", "Cession à {} ; usage : {}") \
  X(act_assignment_accepted, "Assignment accepted", "Cession acceptée") \
  X(act_assignment_withdrawn, "Offer withdrawn", "Proposition de cession retirée") \
  X(act_mandate_recorded, "Holder’s mandate recorded", "Mandat du titulaire enregistré") \
  X(act_mandate_withdrawn, "Mandate withdrawn", "Mandat retiré") \
  X(act_units_retired, "Retired for {}; use: {}; year {}", "Retrait ; bénéficiaire : {} ; usage : {} ; année {}") \
  X(act_units_cancelled, "Cancelled", "Annulation") \
  X(act_developer_changed, "Project developer changed", "Changement de porteur de projet") \
  X(key_of, "{}, key {}", "{}, clé {}") \
  X(role_certifier, "certifier", "autorité") \
  X(role_developer, "project developer", "porteur de projet") \
  X(role_auditor, "auditor", "auditeur") \
  X(role_operator, "operator", "opérateur") \
  /* what they rest on */ \
  X(rests_on, "What they rest on", "Sur quoi elles reposent") \
  X(issuance_word, "Issuance", "Délivrance") \
  X(issuance_text, "entry {}: {} of vintage {}", "entrée {} : {} du millésime {}") \
  X(report_of_period, "entry {}, {}", "entrée {}, {}") \
  X(opinions_caption, "Every opinion that was given on the project", "Tous les avis rendus sur le projet") \
  X(opinion_stands, "stands", "en vigueur") \
  X(opinion_reopened_by, "withdrawn by entry {}", "retiré par l’entrée {}") \
  X(opinion_lapsed_by, "lapsed by entry {}", "caduc par l’entrée {}") \
  X(incentives_caption, "Other support that the project has declared", "Autres soutiens déclarés par le projet") \
  X(digest_of_tally, "SHA-256 of the tally", "SHA-256 du décompte") \
  X(digest_of_methodology, "SHA-256 of the methodology", "SHA-256 de la méthode") \
  /* how to check */ \
  X(how_to_check, "How to check this page", "Comment vérifier cette page") \
  X(check_text, \
    "This page proves nothing by itself. Ask for the proof file whose SHA-256 stands below and in the code, obtain the log’s key " \
    "and the certifier’s fingerprint from someone other than whoever shows you this page, and check the file with the command " \
    "below; it needs neither the registry nor a network.", \
    "Cette page ne prouve rien par elle-même. Demandez le fichier de preuve dont le SHA-256 figure ci-dessous et dans le code, " \
    "obtenez la clé du journal et l’empreinte de l’autorité auprès d’une autre personne que celle qui vous montre cette page, et " \
    "vérifiez le fichier par la commande ci-dessous ; ni le registre ni un réseau ne sont nécessaires.") \
  X(code_title, "QR code of the proof", "Code QR de la preuve") \
  X(code_description, \
    "The code holds this text: {}", \
    "Le code contient ce texte : {}") \
  X(digest_of_proof, "SHA-256 of the proof file", "SHA-256 du fichier de preuve") \
  X(command_word, "Command", "Commande") \
  X(log_word, "Log", "Journal") \
  X(log_at, "{}, {} entries", "{}, {} entrées") \
  X(log_key_word, "Log key", "Clé du journal") \
  X(certifier_word, "Certifier’s fingerprint", "Empreinte de l’autorité") \
  X(seen_by, "Seen by", "Vu par") \
  X(seen_at, "{}, {}", "{}, {}") \
  /* what it shows */ \
  X(shows_and_not, "What the proof shows, and what it does not", "Ce que la preuve montre, et ce qu’elle ne montre pas") \
  X(shows_complete, \
    "All {} statements on the project and on keys up to entry {} are in the file, each with its signature: none is left out, and " \
    "each was permitted by those before it.", \
    "Les {} déclarations relatives au projet et aux clés, jusqu’à l’entrée {}, sont dans le fichier, chacune avec sa signature : " \
    "aucune ne manque, et chacune était permise par les précédentes.") \
  X(shows_not_later, \
    "It does not show what was recorded later: a key that signed may turn out to be compromised, a debt may be stated.", \
    "Elle ne montre pas ce qui a été enregistré ensuite : une clé qui a signé peut se révéler compromise, une dette être constatée.") \
  X(shows_not_figures, \
    "It does not show that the figures follow from the devices’ events, that the methodology was adopted, or that the auditor was accredited: " \
    "the ledger itself does (lcl verify).", \
    "Elle ne montre pas que les chiffres découlent des événements des appareils, ni que la méthode a été adoptée, ni que l’auditeur était " \
    "accrédité : le registre lui-même le montre (lcl verify).") \
  X(shows_not_predecessor, \
    "The project follows {}: what that project owes is not in the file.", \
    "Le projet fait suite à {} : ce que doit ce dernier ne figure pas dans le fichier.")
// clang-format on
