// SPDX-License-Identifier: Apache-2.0
// What the tests of plausibility ask: rows of messages.hpp, named after the test.
#pragma once

// clang-format off
#define LCL_QUESTION_MESSAGES(X) \
  /* what a test looks into */ \
  X(test_avoided_beyond_band, \
    "Do cycles avoid no more than published studies suggest?", \
    "Les émissions évitées par cycle restent-elles dans les ordres de grandeur publiés ?") \
  X(test_participant_apart, \
    "Does a participant differ markedly from all others?", \
    "Un participant s’écarte-t-il nettement de tous les autres ?") \
  X(test_same_facts, \
    "Are several devices said to have been handled at the same instant, with identical facts?", \
    "Plusieurs appareils auraient-ils été traités au même instant, avec des données identiques ?") \
  X(test_too_fast, \
    "Was a device reconditioned before it could have arrived?", \
    "Un appareil a-t-il été reconditionné avant d’avoir pu arriver ?") \
  X(test_crowded_day, \
    "Was far more done on one day than usual?", \
    "Un jour a-t-il connu une activité anormalement forte ?") \
  X(test_period_end, \
    "Do resales cluster at the end of the period?", \
    "Les reventes se concentrent-elles à la fin de la période ?") \
  X(test_repeated_value, \
    "Is a quantity really measured, or always the same?", \
    "Une grandeur est-elle réellement mesurée, ou toujours identique ?") \
  X(test_first_digits, \
    "Are first digits distributed as in naturally occurring figures?", \
    "Les premiers chiffres sont-ils répartis comme dans des données réelles ?") \
  X(test_last_digits, "Are figures rounded or invented?", "Les valeurs sont-elles arrondies ou inventées ?") \
  X(test_late_recording, \
    "Were many events recorded long after they happened?", \
    "De nombreux événements ont-ils été enregistrés longtemps après les faits ?") \
  X(test_soon_again, \
    "Were devices collected again soon after their resale?", \
    "Des appareils ont-ils été collectés à nouveau peu après leur revente ?") \
  X(test_recorded_twice, \
    "Were the same devices recorded twice under different identifiers?", \
    "Les mêmes appareils auraient-ils été enregistrés deux fois sous des identifiants différents ?") \
  X(test_many_identifiers, \
    "Does a device have more identifiers than one device has?", \
    "Un appareil a-t-il plus d’identifiants qu’il n’en existe par appareil ?") \
  /* what it asks, with the figures in the order of Question */ \
  X(asks_avoided_beyond_band, \
    "{}: {} kgCO2e avoided per credited cycle, above {}; published: {} to {}", \
    "{} : {} kgCO2e évités par cycle crédité, plus de {} ; publié : {} à {}") \
  X(asks_participant_apart, \
    "{}: {} {} ({} events), all others {} ({} events)", \
    "{} : {} {} ({} événements), tous les autres {} ({} événements)") \
  X(asks_same_facts, \
    "{}: {} events of kind {} on {} with identical facts", \
    "{} : {} événements du type {}, le {}, avec des données identiques") \
  X(asks_too_fast, \
    "{}: reconditioned before they could have arrived: {}; the first {} min after its collection, {} " \
    "min away", \
    "{} : reconditionnés avant d’avoir pu arriver : {} ; le premier {} min après sa collecte, à {} min " \
    "de trajet") \
  X(asks_crowded_day, \
    "{}: {} reconditionings on {}, {} on its median day", \
    "{} : {} reconditionnements le {}, {} le jour médian") \
  X(asks_period_end, \
    "{}: {} of {} resales in the last {} of {} days", \
    "{} : {} des {} reventes dans les {} derniers jours d’une période de {} jours") \
  X(asks_repeated_value, \
    "{}: {} {} in {} of {} events", \
    "{} : {} {} dans {} événements sur {}") \
  X(asks_first_digits, \
    "{}: first digits of {} different values of {}: chi-squared {}, rarely above {} by chance", \
    "{} : premiers chiffres de {} valeurs différentes de {} : khi-deux {}, rarement plus de {} par hasard") \
  X(asks_last_digits, \
    "{}: {} of {} different whole values of {} end in {}: chi-squared {}, rarely above {} by chance", \
    "{} : {} des {} valeurs entières différentes de {} finissent par {} : khi-deux {}, rarement plus " \
    "de {} par hasard") \
  X(asks_late_recording, \
    "{}: {} of {} events recorded more than {} days after they happened", \
    "{} : {} des {} événements enregistrés plus de {} jours après les faits") \
  X(asks_soon_again, \
    "{}: collected again within {} days of their resale: {}", \
    "{} : collectés à nouveau dans les {} jours suivant leur revente : {}") \
  X(asks_recorded_twice, \
    "{}: {} of {} collections are pairs of the same instant and facts under two identifiers", \
    "{} : {} des {} collectes vont par deux, au même instant et avec les mêmes données, sous deux identifiants") \
  X(asks_many_identifiers, \
    "{}: collected devices with more than {} identifiers: {}", \
    "{} : appareils collectés ayant plus de {} identifiants : {}") \
  /* quantities */ \
  X(energy_reconditioning, "kWh per reconditioning", "kWh par reconditionnement") \
  X(parts_reconditioning, "new parts per reconditioning", "pièces neuves par reconditionnement") \
  X(distance_collection, "km per collection", "km par collecte") \
  X(distance_resale, "km per resale", "km par revente")
// clang-format on
