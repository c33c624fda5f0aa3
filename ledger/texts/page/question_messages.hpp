// SPDX-License-Identifier: Apache-2.0
// What the tests of plausibility ask: rows of messages.hpp, named after the test.
#pragma once

// clang-format off
#define LCL_QUESTION_MESSAGES(X) \
  /* what a test looks into */ \
  X(test_avoided_beyond_band, \
    "Do cycles avoid no more than published studies suggest?", \
    "Les émissions évitées par cycle restent-elles dans les ordres de grandeur publiés ?") \
  X(test_participant_apart, \
    "Does a participant differ markedly from all others?", \
    "Un participant s’écarte-t-il nettement de tous les autres ?") \
  X(test_one_party, \
    "Does anybody else see what one participant collects, reconditions and sells?", \
    "Quelqu’un d’autre voit-il ce qu’un même participant collecte, reconditionne et vend ?") \
  X(test_left_out, \
    "Are quantities that count against the project left out?", \
    "Des grandeurs qui réduisent le résultat du projet sont-elles passées sous silence ?") \
  X(test_unusual_mass, \
    "Do devices weigh what devices of their category weigh?", \
    "Les appareils pèsent-ils ce que pèsent ceux de leur catégorie ?") \
  X(test_other_category, \
    "Are devices of one category recorded as another’s?", \
    "Des appareils d’une catégorie sont-ils enregistrés dans une autre ?") \
  X(test_confirmed_slips, \
    "Were many likely slips confirmed as meant?", \
    "De nombreuses saisies invraisemblables ont-elles été confirmées ?") \
  X(test_repeated_value, \
    "Is a quantity really measured, or always the same?", \
    "Une grandeur est-elle réellement mesurée, ou toujours identique ?") \
  X(test_last_digits, \
    "Are figures rounded?", \
    "Les valeurs sont-elles arrondies ?") \
  X(test_same_facts, \
    "Are several devices said to have been handled one after the other, with identical facts?", \
    "Plusieurs appareils auraient-ils été traités l’un après l’autre, avec des données identiques ?") \
  X(test_copied_block, \
    "Does a long sequence of facts come again in the same order?", \
    "Une longue suite de données se répète-t-elle dans le même ordre ?") \
  X(test_recorded_twice, \
    "Were the same devices recorded twice under different identifiers?", \
    "Les mêmes appareils auraient-ils été enregistrés deux fois sous des identifiants différents ?") \
  X(test_many_identifiers, \
    "Does a device have more identifiers than one device has?", \
    "Un appareil a-t-il plus d’identifiants qu’il n’en existe par appareil ?") \
  X(test_soon_again, \
    "Were devices collected again soon after their resale, or again and again?", \
    "Des appareils ont-ils été collectés à nouveau peu après leur revente, ou sans cesse ?") \
  X(test_too_fast, \
    "Was a device reconditioned before it could have arrived?", \
    "Un appareil a-t-il été reconditionné avant d’avoir pu arriver ?") \
  X(test_quick_cycle, \
    "Were devices collected and sold within hours, or sold as soon as reconditioned?", \
    "Des appareils ont-ils été collectés et vendus en quelques heures, ou vendus sitôt reconditionnés ?") \
  X(test_impossible_route, \
    "Did a device come by road from where no road leads?", \
    "Un appareil est-il venu par la route d’où aucune route ne mène ?") \
  X(test_crowded_day, \
    "Was far more done on one day than usual?", \
    "Un jour a-t-il connu une activité anormalement forte ?") \
  X(test_odd_hours, \
    "Was much of the work done at night or on Sundays?", \
    "Une grande part du travail a-t-elle eu lieu la nuit ou le dimanche ?") \
  X(test_regular_intervals, \
    "Do events follow each other at the same interval?", \
    "Les événements se suivent-ils à intervalle constant ?") \
  X(test_period_end, \
    "Do resales cluster at the end of the period?", \
    "Les reventes se concentrent-elles à la fin de la période ?") \
  X(test_sudden_month, \
    "Were far more devices sold in a month than in those before?", \
    "Un mois a-t-il connu bien plus de reventes que les précédents ?") \
  X(test_late_recording, \
    "Were many events recorded long after they happened?", \
    "De nombreux événements ont-ils été enregistrés longtemps après les faits ?") \
  /* what it asks, with the figures in the order of Case */ \
  X(asks_avoided_beyond_band, \
    "{}: {} kgCO2e avoided per credited cycle, above {}; published: {} to {}", \
    "{} : {} kgCO2e évités par cycle crédité, plus de {} ; publié : {} à {}") \
  X(asks_participant_apart, \
    "{}: {} {} ({} events), all others {} ({} events)", \
    "{} : {} {} ({} événements), tous les autres {} ({} événements)") \
  X(asks_one_party, \
    "{}: alone collected, reconditioned and sold {} of {} devices sold", \
    "{} : a seul collecté, reconditionné et vendu {} des {} appareils vendus") \
  X(asks_left_out, \
    "{}: {} of {} events state no {}", \
    "{} : {} événements sur {} n’indiquent pas de {}") \
  X(asks_unusual_mass, \
    "{}: {} of {} masses of category {} are not from {} to {} kg", \
    "{} : {} masses sur {} de la catégorie {} ne sont pas comprises entre {} et {} kg") \
  X(asks_other_category, \
    "{}: of {} collections of category {}, {} under an IMEI, and {} of a model that is mostly another category’s", \
    "{} : sur {} collectes de la catégorie {}, {} sous un IMEI, et {} d’un modèle relevant surtout d’une autre") \
  X(asks_confirmed_slips, \
    "{}: {} of {} events state what would have been refused as a likely slip, and confirm it", \
    "{} : {} événements sur {} indiquent ce qui aurait été refusé comme erreur probable, et le confirment") \
  X(asks_repeated_value, \
    "{}: {} {} in {} of {} events", \
    "{} : {} {} dans {} événements sur {}") \
  X(asks_last_digits, \
    "{}: {} of {} whole values of {} are multiples of {}: {} against {}, which chance rarely exceeds", \
    "{} : {} des {} valeurs entières de {} sont des multiples de {} : {} contre {}, rarement dépassé par hasard") \
  X(asks_same_facts, \
    "{}: {} events of kind {} in {} groups with identical facts, the largest of {} from {}", \
    "{} : {} événements du type {} en {} groupes aux données identiques, le plus grand de {} à partir du {}") \
  X(asks_copied_block, \
    "{}: {} of {} events of kind {} are in sequences of {} or more that come again in the same order", \
    "{} : {} des {} événements du type {} appartiennent à des suites de {} ou plus qui se répètent dans le même ordre") \
  X(asks_recorded_twice, \
    "{}: {} of {} collections are pairs of the same instant and facts under two identifiers", \
    "{} : {} des {} collectes vont par deux, au même instant et avec les mêmes données, sous deux identifiants") \
  X(asks_many_identifiers, \
    "{}: collected devices with more than {} identifiers: {}", \
    "{} : appareils collectés ayant plus de {} identifiants : {}") \
  X(asks_soon_again, \
    "{}: of {} collections, within {} days of a resale: {}; within {} days: {}; after {} others of the same device within a year: {}", \
    "{} : sur {} collectes, dans les {} jours suivant une revente : {} ; dans les {} jours : {} ; après {} autres du même appareil en un an : {}") \
  X(asks_too_fast, \
    "{}: reconditioned before they could have arrived: {}; the first {} min after its collection, {} min away", \
    "{} : reconditionnés avant d’avoir pu arriver : {} ; le premier {} min après sa collecte, à {} min de trajet") \
  X(asks_quick_cycle, \
    "{}: of {} devices sold, within {} hours of their collection: {}; within {} minutes of their reconditioning: {}", \
    "{} : sur {} appareils vendus, dans les {} heures suivant leur collecte : {} ; dans les {} minutes suivant leur reconditionnement : {}") \
  X(asks_impossible_route, \
    "{}: by road alone between countries that no road joins: {}", \
    "{} : par la route seule entre des pays qu’aucune route ne relie : {}") \
  X(asks_crowded_day, \
    "{}: {} reconditionings on {}, {} on its median day; such days: {}", \
    "{} : {} reconditionnements le {}, {} le jour médian ; nombre de tels jours : {}") \
  X(asks_odd_hours, \
    "{}: of {} reconditionings, at night: {}; on Sundays: {}", \
    "{} : sur {} reconditionnements, la nuit : {} ; le dimanche : {}") \
  X(asks_regular_intervals, \
    "{}: {} of {} events of kind {} follow each other at the same interval, mostly of {} s", \
    "{} : {} des {} événements du type {} se suivent à intervalle constant, le plus souvent de {} s") \
  X(asks_period_end, \
    "{}: {} of {} resales in the last {} of {} days", \
    "{} : {} des {} reventes dans les {} derniers jours, sur {}") \
  X(asks_sudden_month, \
    "{}: {} of {} resales in {}, {} in the {} months before together", \
    "{} : {} des {} reventes en {}, {} dans les {} mois précédents réunis") \
  X(asks_late_recording, \
    "{}: {} of {} events recorded more than {} days after they happened", \
    "{} : {} des {} événements enregistrés plus de {} jours après les faits") \
  X(asks_at_stake, \
    "{}; {} kgCO2e of {} devices at stake", \
    "{} ; {} kgCO2e de {} appareils en jeu") \
  X(more_cases, "{}; and {} more", "{} ; et {} de plus") \
  X(the_project, "the project", "le projet") \
  /* quantities */ \
  X(energy_reconditioning, "kWh per reconditioning", "kWh par reconditionnement") \
  X(parts_reconditioning, "new parts per reconditioning", "pièces neuves par reconditionnement") \
  X(distance_collection, "km per collection", "km par collecte") \
  X(distance_resale, "km per resale", "km par revente") \
  X(packaging_resale, "kg of packaging per resale", "kg d’emballage par revente") \
  X(mass_collection, "kg per device", "kg par appareil")
// clang-format on
