// SPDX-License-Identifier: Apache-2.0
// What a verification statement says besides what an audit report does: rows of
// messages.hpp. Conclusions are worded as ISO 14064-3:2019 has them.
#pragma once

// clang-format off
#define LCL_STATEMENT_MESSAGES(X) \
  X(statement_title, "Verification statement: {}", "Déclaration de vérification : {}") \
  X(statement_running_title, "Verification statement, {}, {}", "Déclaration de vérification, {}, {}") \
  X(conclusion, "Conclusion", "Conclusion") \
  X(unmodified_reasonable, \
    "In the verifier’s opinion, the reduction of emissions of {} kgCO2e stated for the period {} is materially " \
    "correct and a fair representation of the project’s data and information, and was quantified, monitored and " \
    "reported in accordance with the criteria.", \
    "De l’avis du vérificateur, la réduction d’émissions de {} kgCO2e énoncée pour la période {} est exempte " \
    "d’inexactitude significative, représente fidèlement les données et informations du projet, et a été " \
    "quantifiée, suivie et rapportée conformément aux critères.") \
  X(unmodified_limited, \
    "Based on the procedures described below, nothing has come to the verifier’s attention that shows that the " \
    "reduction of emissions of {} kgCO2e stated for the period {} is not materially correct, is not a fair " \
    "representation of the project’s data and information, or was not quantified, monitored and reported in " \
    "accordance with the criteria.", \
    "Sur la base des procédures décrites ci-après, le vérificateur n’a relevé aucun élément indiquant que la " \
    "réduction d’émissions de {} kgCO2e énoncée pour la période {} comporte une inexactitude significative, ne " \
    "représente pas fidèlement les données et informations du projet, ou n’a pas été quantifiée, suivie et " \
    "rapportée conformément aux critères.") \
  X(qualified_reasonable, \
    "In the verifier’s opinion, except for the matters listed under misstatements, the reduction of emissions of " \
    "{} kgCO2e stated for the period {} is materially correct and a fair representation of the project’s data and " \
    "information, and was quantified, monitored and reported in accordance with the criteria.", \
    "De l’avis du vérificateur, à l’exception des points énumérés parmi les inexactitudes, la réduction d’émissions " \
    "de {} kgCO2e énoncée pour la période {} est exempte d’inexactitude significative, représente fidèlement les " \
    "données et informations du projet, et a été quantifiée, suivie et rapportée conformément aux critères.") \
  X(qualified_limited, \
    "Based on the procedures described below, and except for the matters listed under misstatements, nothing has " \
    "come to the verifier’s attention that shows that the reduction of emissions of {} kgCO2e stated for the period " \
    "{} is not materially correct, is not a fair representation of the project’s data and information, or was not " \
    "quantified, monitored and reported in accordance with the criteria.", \
    "Sur la base des procédures décrites ci-après, et à l’exception des points énumérés parmi les inexactitudes, le " \
    "vérificateur n’a relevé aucun élément indiquant que la réduction d’émissions de {} kgCO2e énoncée pour la " \
    "période {} comporte une inexactitude significative, ne représente pas fidèlement les données et informations du " \
    "projet, ou n’a pas été quantifiée, suivie et rapportée conformément aux critères.") \
  X(adverse_conclusion, \
    "In the verifier’s opinion, because of the matters listed under misstatements, the reduction of emissions of {} " \
    "kgCO2e stated for the period {} is not materially correct, or is not a fair representation of the project’s " \
    "data and information in accordance with the criteria.", \
    "De l’avis du vérificateur, en raison des points énumérés parmi les inexactitudes, la réduction d’émissions de {} " \
    "kgCO2e énoncée pour la période {} comporte une inexactitude significative, ou ne représente pas fidèlement les " \
    "données et informations du projet conformément aux critères.") \
  X(disclaimed_conclusion, \
    "The verifier was unable to obtain sufficient and appropriate evidence about the reduction of emissions of {} " \
    "kgCO2e stated for the period {}, and expresses no opinion on it.", \
    "Le vérificateur n’a pu recueillir d’éléments probants suffisants et appropriés sur la réduction d’émissions de " \
    "{} kgCO2e énoncée pour la période {}, et n’exprime aucun avis à son sujet.") \
  /* engagement */ \
  X(engagement, "Engagement", "Mission") \
  X(addressee, "Addressee", "Destinataire") \
  X(addressee_certifier, \
    "the certifier of the registry {}, and all who rely on the project’s credits", \
    "l’autorité qui certifie le registre {}, et tous ceux qui se fient aux crédits du projet") \
  X(responsible_party, "Responsible party", "Partie responsable") \
  X(verifier, "Verifier", "Vérificateur") \
  X(accreditation, "Accreditation", "Accréditation") \
  X(accredited_as, "{}, {}, {}; {}", "{}, {}, {} ; {}") \
  X(no_accreditation, "none on record that is valid now", "aucune en cours de validité n’est enregistrée") \
  X(verified_statement, "Statement verified", "Déclaration vérifiée") \
  X(verified_reduction, \
    "reduction of emissions S of {} kgCO2e, from {} to {}", \
    "réduction d’émissions S de {} kgCO2e, du {} au {}") \
  X(criteria, "Criteria", "Critères") \
  X(criteria_text, \
    "methodology {} {}; arrêté of 5 September 2025 on the Label bas-carbone", \
    "méthode {} {} ; arrêté du 5 septembre 2025 relatif au Label bas-carbone") \
  X(methodology_sha256, "SHA-256 of the methodology", "SHA-256 de la méthode") \
  X(standard, "Standard of verification", "Norme de vérification") \
  X(level_of_assurance, "Level of assurance", "Niveau d’assurance") \
  X(material_from, "{} of the reduction: {} kgCO2e", "{} de la réduction : {} kgCO2e") \
  X(stands_at, "Made at", "Établie à") \
  X(stands_at_size, "{} entries, {}", "{} entrées, {}") \
  X(responsibilities, \
    "The responsible party prepared the monitoring reports, and answers for them, for the records behind them and " \
    "for the controls over these. The verifier answers for this statement, and had no part in the reports.", \
    "La partie responsable a établi les rapports de suivi et répond de ceux-ci, des données qui les fondent et du " \
    "contrôle de ces données. Le vérificateur répond de la présente déclaration et n’a pas pris part aux rapports.") \
  /* what was done */ \
  X(procedures, "What was done", "Travaux réalisés") \
  X(procedure_ledger, \
    "The ledger was read again from its first entry on, {} entries in all: hashes, {} signatures, life cycles of devices; " \
    "figures made again: {}.", \
    "Le registre a été relu en entier, soit {} entrées : empreintes, {} signatures, cycles de vie des appareils ; " \
    "chiffres recalculés : {}.") \
  X(procedure_figures, \
    "The figures of each report were recomputed, device by device, from the entries that it had frozen.", \
    "Les chiffres de chaque rapport ont été recalculés, appareil par appareil, à partir des entrées qu’il avait " \
    "figées.") \
  X(procedure_tests, \
    "Tests of plausibility run on the events of the period: {}. Questions raised: {}; put to the responsible party in " \
    "the ledger: {}.", \
    "Tests de plausibilité menés sur les événements de la période : {}. Questions soulevées : {} ; posées à la " \
    "partie responsable dans le registre : {}.") \
  X(procedure_samples, \
    "Devices drawn at random, by rules that leave nobody a choice, and examined: {}. Samples: {}.", \
    "Appareils tirés au sort, selon des règles qui ne laissent de choix à personne, et examinés : {}. " \
    "Échantillons : {}.") \
  X(figures_verified, "Figures verified", "Chiffres vérifiés") \
  X(figures_verified_caption, "Stated and recomputed, kgCO2e", "Énoncés et recalculés, kgCO2e") \
  X(report_number, "Report, entry", "Rapport, entrée") \
  X(misstatements_heading, "Misstatements", "Inexactitudes") \
  X(no_misstatement_found, "The verifier lists no misstatement.", "Le vérificateur ne relève aucune inexactitude.") \
  X(misstated_sum, \
    "They add up to {} kgCO2e in absolute terms, {} of the reduction.", \
    "Elles totalisent {} kgCO2e en valeur absolue, soit {} de la réduction.") \
  X(prior_opinions, "Earlier opinions", "Avis antérieurs") \
  X(no_prior_opinion, \
    "No opinion on this period is on record before this one.", \
    "Aucun avis antérieur sur cette période n’est enregistré.") \
  X(prior_caption, "Opinions given on this period before", "Avis rendus auparavant sur cette période") \
  X(fate, "What became of it", "Suite") \
  X(stands, "stands", "en vigueur") \
  X(withdrawn_by, "withdrawn by entry {}", "retiré par l’entrée {}") \
  X(lapsed_by, "lapsed by entry {}", "caduc par l’entrée {}") \
  X(disposed, "Answered here", "Traité ici") \
  X(yes, "yes", "oui") \
  X(no, "no", "non") \
  X(disposes_of, \
    "This statement answers the modified opinions, the records of samples and the records of completeness of these " \
    "entries: {}.", \
    "La présente déclaration répond aux avis modifiés, aux résultats d’échantillons et aux contrôles d’exhaustivité " \
    "des entrées suivantes : {}.") \
  X(limitations, "Limitations", "Limites") \
  X(signature, "Signature", "Signature") \
  X(signature_text, \
    "This statement binds once an opinion signed with the verifier’s key has deposited its SHA-256 in the registry.", \
    "La présente déclaration engage une fois que son SHA-256 a été déposé au registre par un avis signé avec la clé " \
    "du vérificateur.") \
  X(name_and_function, "Name and function", "Nom et fonction") \
  X(place_and_date, "Place and date", "Lieu et date")
// clang-format on
