// SPDX-License-Identifier: Apache-2.0
// What an empty table says about its columns: rows of messages.hpp.
#pragma once

// clang-format off
#define LCL_TEMPLATE_MESSAGES(X) \
  X(template_sheet, "events", "événements") \
  X(template_columns_sheet, "columns", "colonnes") \
  X(template_column, "Column", "Colonne") \
  X(template_required, "Required for", "Obligatoire pour") \
  X(template_allowed, "Optional for", "Facultatif pour") \
  X(template_written, "What is written there", "Ce qu’on y écrit") \
  X(template_every_row, "every row", "chaque ligne") \
  X(template_one_of, "one of: {}", "l’un de ces mots : {}") \
  X(template_imei, "15 digits; of a device without an IMEI, its maker and serial number instead", "15 chiffres ; pour un appareil sans IMEI, sa marque et son numéro de série à la place") \
  X(template_imei2, "15 digits, of a device that has two IMEIs", "15 chiffres, pour un appareil qui a deux IMEI") \
  X(template_beside_serial, "text, beside the serial number", "texte, à côté du numéro de série") \
  X(template_beside_maker, "text, beside the maker", "texte, à côté de la marque") \
  X(template_moment, "2026-03-01T14:05:00+01:00; or as clocks showed it, 01/03/2026 14:05, with the options --dates dmy --zone Europe/Paris", "2026-03-01T14:05:00+01:00 ; ou l’heure des horloges, 01/03/2026 14:05, avec les options --dates dmy --zone Europe/Paris") \
  X(template_siret, "the SIRET of who did it, 14 digits", "le SIRET de qui l’a fait, 14 chiffres") \
  X(template_country, "two capital letters, as FR; of a resale, the buyer’s country", "deux majuscules, comme FR ; pour une revente, le pays de l’acheteur") \
  X(template_legs, "means of transport and kilometres, as van:12;articulated_truck:300", "moyen de transport et kilomètres, comme van:12;articulated_truck:300") \
  X(template_parts, "part, how many, new or reused, as battery:1:new", "pièce, nombre, new (neuve) ou reused (réemployée), comme battery:1:new") \
  X(template_erased, "text; needed where data were erased", "texte ; nécessaire si des données ont été effacées") \
  X(template_voided, "the number of the entry that is taken back", "le numéro de l’écriture annulée") \
  X(template_confirmed, "true, if what looks like a slip is meant as it stands", "vrai, si ce qui semble une erreur de saisie est voulu") \
  X(template_by_methodology, "text, as the project’s methodology has it: lcl methodology show", "texte, selon la méthode du projet : lcl methodology show") \
  X(template_number, "number", "nombre") \
  X(template_whole, "whole number", "nombre entier") \
  X(template_truth, "true or false", "vrai ou faux") \
  X(template_text, "text of up to 128 characters", "texte de 128 caractères au plus")
// clang-format on
