// SPDX-License-Identifier: Apache-2.0
// What listings say on pages and in workbooks: rows of messages.hpp.
#pragma once

// clang-format off
#define LCL_LISTING_MESSAGES(X) \
  /* what each is called */ \
  X(listing_subtitle, "Registry {}", "Registre {}") \
  X(listing_computed_from, "What it was computed from", "D’où viennent ces chiffres") \
  X(listing_origin_sheet, "origin", "origine") \
  X(listing_question, "Command", "Commande") \
  X(listing_stands_at, "Last entry", "Dernière entrée") \
  X(listing_stated, "Stated by the project", "Déclaré par le projet") \
  X(listing_program, "Program", "Programme") \
  X(yes_word, "yes", "oui") \
  X(no_word, "no", "non") \
  /* titles */ \
  X(listing_units_of_project, "Units of project {}", "Unités du projet {}") \
  X(listing_units_of_holder, "Units of {}", "Unités détenues par {}") \
  X(listing_register, "Public register of units: {}", "Registre public des unités : {}") \
  X(listing_register_of, "Public register of units: project {}", "Registre public des unités : projet {}") \
  X(listing_tally, "Tally of project {}", "Décompte du projet {}") \
  X(listing_tally_rows, "Tally of project {}, row by row", "Décompte détaillé du projet {}") \
  X(listing_projects, "Projects of {}", "Projets de {}") \
  X(listing_participants, "Participants of {}", "Participants de {}") \
  X(listing_holders, "Holders of {}", "Titulaires de {}") \
  X(listing_reports, "Monitoring reports of project {}", "Rapports de suivi du projet {}") \
  X(listing_samples, "Samples of project {}", "Échantillons du projet {}") \
  X(listing_questions, "Questions about project {}", "Questions sur le projet {}") \
  X(listing_owed, "What project {} is owed", "Ce qui est dû au projet {}") \
  X(listing_log, "Journal of {}", "Journal de {}") \
  X(listing_keys, "Keys of {}", "Clés de {}") \
  X(listing_accreditations, "Accreditations of auditors: {}", "Accréditations d’auditeurs : {}") \
  X(listing_methodologies, "Methodologies of {}", "Méthodes de {}") \
  X(listing_disputes, "Other projects’ collections that give back from project {}", \
    "Collectes d’autres projets qui font restituer le projet {}") \
  X(listing_status, "Standing of project {}", "Où en est le projet {}") \
  X(listing_devices, "Devices of {}", "Appareils de {}") \
  /* sections of a project's standing */ \
  X(status_state, "state", "état") \
  X(status_due, "coming due", "échéances") \
  X(status_cycles, "cycles", "cycles") \
  X(status_units, "units", "unités") \
  X(status_owed, "owed", "dû") \
  X(status_clash, "declarations that clash", "déclarations contradictoires") \
  X(status_unrevealed, "numbers not revealed", "nombres non révélés") \
  X(status_questioned, "keys in question", "clés en cause") \
  X(status_clock, "wrong times", "heures fausses") \
  X(status_next, "next", "à faire") \
  /* columns */ \
  X(column_section, "Section", "Rubrique") \
  X(column_about, "Of", "Objet") \
  X(column_amount, "Amount", "Quantité") \
  X(column_who, "Who", "Qui") \
  X(column_cycle, "Cycle", "Cycle") \
  X(column_title, "Title", "Intitulé") \
  X(column_units_issued, "Units issued", "Unités délivrées") \
  X(column_units_retired, "Units retired", "Unités retirées") \
  X(column_units_to_issue, "Units to issue", "Unités à délivrer") \
  X(column_siret, "SIRET", "SIRET") \
  X(column_suspended, "Suspended", "Suspendu") \
  X(column_withdrawn, "Withdrawn", "Radié") \
  X(column_estimate, "Estimated units", "Unités estimées") \
  X(column_sampling, "Sampling", "Sondage") \
  X(column_drawn, "Drawn", "Tirés") \
  X(column_projected, "Overstated as projected, kgCO2e", "Surévaluation extrapolée, kgCO2e") \
  X(column_at_most, "At most, kgCO2e", "Au plus, kgCO2e") \
  X(column_tolerable, "Tolerable, kgCO2e", "Tolérable, kgCO2e") \
  X(column_question, "Question", "Question") \
  X(column_asked_by, "Asked by", "Posée par") \
  X(column_answer, "Last answer", "Dernière réponse") \
  X(column_owed, "Owed, kgCO2e", "Dû, kgCO2e") \
  X(column_in_words, "In words", "En clair") \
  X(column_avoided, "Avoided, kgCO2e", "Évitées, kgCO2e") \
  X(column_emitted, "Emitted, kgCO2e", "Émises, kgCO2e") \
  X(column_given_back, "Given back, kgCO2e", "Restituées, kgCO2e") \
  X(column_baseline, "Baseline, kgCO2e", "Référence, kgCO2e") \
  X(column_leakage, "Leakage, kgCO2e", "Fuites, kgCO2e") \
  X(column_net, "S, kgCO2e", "S, kgCO2e") \
  X(column_low, "X_low, kgCO2e", "X_low, en kgCO2e") \
  X(column_creditable, "C, kgCO2e", "C, kgCO2e") \
  X(column_units, "Units", "Unités") \
  X(column_holder, "Holder", "Titulaire") \
  X(column_month, "Month", "Mois") \
  X(column_approval, "Approval", "Agrément") \
  X(column_reconditioning, "Reconditioning", "Reconditionnement") \
  X(column_territory, "Territory", "Territoire") \
  X(column_credited, "Credited", "Crédités") \
  X(column_fingerprint, "Fingerprint", "Empreinte") \
  X(column_role, "Role", "Rôle") \
  X(column_party, "Party", "Partie") \
  X(column_revoked_by, "Revoked by entry", "Révoquée par l’entrée") \
  X(column_in_question_from, "In question from", "En cause à partir du") \
  X(column_annulled_by, "Annulled by entry", "Annulée par l’entrée") \
  X(column_body, "Accredited by", "Accrédité par") \
  X(column_reference, "Reference", "Référence") \
  X(column_scope, "For", "Portée") \
  X(column_valid_from, "Valid from", "Valable à partir du") \
  X(column_valid_to, "No longer valid on", "N’est plus valable le") \
  X(column_withdrawn_on, "Withdrawn from", "Retirée à partir du") \
  X(column_collected_by, "Collected by", "Collecté par") \
  X(column_dispute, "Disputed by entry", "Contesté par l’entrée") \
  X(column_reason, "Reason", "Motif") \
  X(column_outcome, "Outcome", "Issue") \
  X(column_finding, "Finding", "Constat") \
  /* statement of units */ \
  X(units_statement_title, "Statement of units", "Relevé de crédits carbone") \
  X(units_statement_trial_title, "Statement of units (trial)", "Relevé d’unités (essai)") \
  X(units_statement_of_project, "Project {}", "Projet {}") \
  X(units_statement_of_holder, "Holder: {}", "Titulaire : {}") \
  X(units_statement_of_serial, "Serial {}", "Numéro de série {}") \
  X(units_statement_subtitle, "{}. Registry {}.", "{}. Registre {}.") \
  X(units_statement_says, \
    "After its entry {} of {}, the registry has {} on record here, at one tonne of CO2e each.", \
    "Après son entrée {} du {}, le registre compte ici {}, à raison d’une tonne de CO2e par unité.") \
  X(units_statement_none, "The registry has no units on record here.", "Le registre ne compte ici aucune unité.") \
  X(units_statement_by_state, "Units by state", "Unités par état") \
  X(units_statement_blocks, "Block by block", "Bloc par bloc") \
  X(units_statement_projects, "Where they come from", "D’où elles viennent") \
  X(units_statement_method, "Methodology", "Méthode") \
  X(units_statement_approved, "{}, approved by decision {} of {}", "{}, approuvée par la décision {} du {}") \
  X(units_statement_not_approved, \
    "{}: no decision that approves it is on record", \
    "{} : aucune décision d’approbation n’est enregistrée") \
  X(units_statement_label, "Decision of the label", "Décision de labellisation") \
  X(units_statement_check, \
    "This page proves nothing by itself: it repeats what the registry answers. Whoever has access to the registry gets the same " \
    "page with the command below; it stands in the code too. For a proof that needs no registry, ask for a certificate of these " \
    "units (lcl prove).", \
    "Cette page ne prouve rien par elle-même : elle reprend la réponse du registre. Quiconque a accès au registre obtient la même " \
    "page par la commande ci-dessous, que le code reprend. Pour une preuve qui se passe du registre, demandez un certificat de ces " \
    "unités (lcl prove).") \
  X(units_statement_code, "QR code of this statement", "Code QR de ce relevé")
// clang-format on
