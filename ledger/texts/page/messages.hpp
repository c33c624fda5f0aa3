// SPDX-License-Identifier: Apache-2.0
// All that pages say, in every language side by side: a row is a message's name,
// its English and its French. `{}` stands for a value, in the same order in both.
#pragma once

#include "ledger/texts/page/audit_figure_messages.hpp"
#include "ledger/texts/page/audit_report_messages.hpp"
#include "ledger/texts/page/certificate_messages.hpp"
#include "ledger/texts/page/explorer_messages.hpp"
#include "ledger/texts/page/listing_messages.hpp"
#include "ledger/texts/page/question_messages.hpp"
#include "ledger/texts/page/statement_messages.hpp"
#include "ledger/texts/page/template_messages.hpp"
#include "ledger/texts/page/word_messages.hpp"

// clang-format off
#define LCL_SHARED_MESSAGES(X) \
  /* page */ \
  X(contents, "Contents", "Sommaire") \
  X(tone_good, "Yes:", "Oui :") \
  X(tone_caution, "Caution:", "Attention :") \
  X(tone_bad, "No:", "Non :") \
  X(made_at, "stands at {}", "état au {}") \
  X(from_to, "{} to {}", "du {} au {}") \
  X(first_to_last, "{} to {}", "du {} au {}") \
  X(more_rows, \
    "The first {} of {} are shown; the ledger and the exports hold them all.", \
    "Les {} premières lignes sur {} sont montrées ; le registre et les exports les contiennent toutes.") \
  X(and_more, "{} and {} more", "{} et {} autres") \
  /* words of the field */ \
  X(abroad, "Abroad", "Hors de France") \
  X(avoided, "Avoided", "Évitées") \
  X(baseline, "Baseline: would have been avoided anyway", "Scénario de référence : évité de toute façon") \
  X(baseline_and_leakage, "Baseline and leakage", "Référence et fuites") \
  X(cycles, "Cycles", "Cycles") \
  X(category, "Category", "Catégorie") \
  X(credits, "Credits", "Crédits carbone") \
  X(creditable, "Creditable", "Créditable") \
  X(creditable_c, "Creditable, C", "Créditable, C") \
  X(crediting_period, "Crediting period", "Période de validité du projet") \
  X(developer, "Project developer", "Porteur de projet") \
  X(devices, "Devices", "Appareils") \
  X(digest, "SHA-256", "SHA-256") \
  X(discounts, "Discounts", "Rabais") \
  X(effect, "Effect", "Effet") \
  X(emitted, "Emitted", "Émises") \
  X(entries, "Entries", "Entrées") \
  X(entry, "Entry", "Entrée") \
  X(events, "Events", "Événements") \
  X(formula, "Formula", "Formule") \
  X(given_back, "Given back", "Restituées") \
  X(in_france, "In France", "En France") \
  X(kilograms, "kgCO2e", "kgCO2e") \
  X(leakage, "Leakage", "Fuites") \
  X(materiality, "Materiality", "Seuil de signification") \
  X(methodology, "Methodology", "Méthode") \
  X(monitoring_report, "Monitoring report", "Rapport de suivi") \
  X(name, "Name", "Nom") \
  X(net_s, "Net, S", "Net, S") \
  X(participant, "Participant", "Participant") \
  X(period, "Monitoring period", "Période de suivi") \
  X(project, "Project", "Projet") \
  X(registry, "Registry", "Registre") \
  X(result, "Result", "Résultat") \
  X(root, "Root of the tree", "Racine de l’arbre") \
  X(share, "Share", "Part") \
  X(statements, "Statements", "Déclarations") \
  X(status, "Status", "Statut") \
  X(step, "Step", "Étape") \
  X(sums, "Sums", "Sommes") \
  X(total, "Total", "Total") \
  X(unit, "Unit", "Unité") \
  X(unit_kilograms, "kgCO2e", "kgCO2e") \
  X(unit_tonnes, "tCO2e", "tCO2e") \
  X(version, "Version", "Version") \
  X(vintage, "Vintage", "Millésime") \
  /* effects */ \
  X(avoided_manufacture, "Avoided manufacture", "Fabrication évitée") \
  X(avoided_journeys, "Avoided journeys", "Trajets évités") \
  X(emitted_journeys, "Emitted by journeys", "Émis par les trajets") \
  X(emitted_parts, "Emitted by parts", "Émis par les pièces") \
  X(emitted_energy, "Emitted by energy", "Émis par l’énergie") \
  X(emitted_packaging, "Emitted by packaging", "Émis par les emballages") \
  X(net_reduction, "Net reduction, S", "Réduction nette, S") \
  /* classes of cycles */ \
  X(collected, "Collected", "Collectés") \
  X(resold, "Resold", "Revendus") \
  X(class_of_cycle, "Class", "Classe") \
  X(class_credited, "Credited", "Crédités") \
  X(class_ineligible, "Ineligible: {}", "Inéligibles : {}") \
  X(class_disposed, "Disposed of", "Mis au rebut") \
  X(class_open, "Still open", "En cours") \
  X(reason_participant_suspended, "A participant was suspended", "Un participant était suspendu") \
  X(reason_credited_elsewhere, "Credited in another registry", "Crédité dans un autre registre") \
  X(reason_collection_void, "Collection void: a dispute was upheld", "Collecte nulle\u00a0: contestation accueillie")
// clang-format on

#define LCL_MESSAGES(X)        \
  LCL_SHARED_MESSAGES(X)       \
  LCL_AUDIT_REPORT_MESSAGES(X) \
  LCL_AUDIT_FIGURE_MESSAGES(X) \
  LCL_CERTIFICATE_MESSAGES(X)  \
  LCL_EXPLORER_MESSAGES(X)     \
  LCL_LISTING_MESSAGES(X)      \
  LCL_QUESTION_MESSAGES(X)     \
  LCL_STATEMENT_MESSAGES(X)    \
  LCL_WORD_MESSAGES(X)         \
  LCL_TEMPLATE_MESSAGES(X)
