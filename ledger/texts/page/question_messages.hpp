// SPDX-License-Identifier: Apache-2.0
// What the tests of plausibility ask: rows of messages.hpp, named after the test.
#pragma once

// clang-format off
#define LCL_QUESTION_MESSAGES(X) \
  /* what a test looks into */ \
  X(test_avoided_beyond_band, \
    "Is what a cycle avoids within what is published?", \
    "Ce qu’un cycle évite reste-t-il dans les ordres de grandeur publiés ?") \
  X(test_participant_apart, \
    "Does a participant differ from all others?", \
    "Un participant diffère-t-il de tous les autres ?") \
  X(test_same_facts, \
    "Were devices handled apart recorded at one instant with the same facts?", \
    "Des appareils traités un à un ont-ils été enregistrés au même instant avec les mêmes données ?") \
  X(test_too_fast, \
    "Was a device reconditioned before it could arrive?", \
    "Un appareil a-t-il été reconditionné avant d’avoir pu arriver ?") \
  X(test_crowded_day, \
    "Was far more done on a day than usual?", \
    "A-t-on fait bien plus un jour que d’ordinaire ?") \
  X(test_period_end, \
    "Do resales gather at the period’s end?", \
    "Les reventes se concentrent-elles à la fin de la période ?") \
  X(test_repeated_value, \
    "Is a quantity measured, or always the same?", \
    "Une grandeur est-elle mesurée, ou toujours la même ?") \
  X(test_first_digits, \
    "Do quantities begin as grown numbers do?", \
    "Les grandeurs commencent-elles comme des nombres naturels ?") \
  X(test_last_digits, \
    "Are numbers rounded, or made up?", \
    "Les nombres sont-ils arrondis, ou inventés ?") \
  X(test_late_recording, \
    "Was much recorded long after it happened?", \
    "A-t-on beaucoup enregistré longtemps après coup ?") \
  X(test_soon_again, \
    "Were devices collected again right after their resale?", \
    "Des appareils ont-ils été collectés à nouveau aussitôt revendus ?") \
  /* what it asks, with the figures in the order of Question */ \
  X(asks_avoided_beyond_band, \
    "{}: {} kgCO2e avoided a credited cycle, above {}; published: {} to {}", \
    "{} : {} kgCO2e évités par cycle crédité, plus de {} ; publié : {} à {}") \
  X(asks_participant_apart, \
    "{}: {} {} ({} events), all others {} ({} events)", \
    "{} : {} {} ({} événements), tous les autres {} ({} événements)") \
  X(asks_same_facts, \
    "{}: {} events of kind {} at {} with the same facts", \
    "{} : {} événements du type {}, le {}, avec les mêmes données") \
  X(asks_too_fast, \
    "{}: reconditioned before they could arrive: {}; the first {} min after its collection, {} min away", \
    "{} : reconditionnés avant d’avoir pu arriver : {} ; le premier {} min après sa collecte, à {} min de là") \
  X(asks_crowded_day, \
    "{}: {} reconditionings on {}, {} on its median day", \
    "{} : {} reconditionnements le {}, {} le jour médian") \
  X(asks_period_end, \
    "{}: {} of {} resales in the last {} of {} days", \
    "{} : {} des {} reventes dans les {} derniers des {} jours") \
  X(asks_repeated_value, \
    "{}: {} {} in {} of {} events", \
    "{} : {} {} dans {} événements sur {}") \
  X(asks_first_digits, \
    "{}: first digits of {} different values of {}: chi-squared {}, by chance below {}", \
    "{} : premiers chiffres de {} valeurs différentes de {} : khi-deux {}, moins de {} par hasard") \
  X(asks_last_digits, \
    "{}: {} of {} different whole values of {} end in {}: chi-squared {}, by chance below {}", \
    "{} : {} des {} valeurs entières différentes de {} finissent par {} : khi-deux {}, moins de {} par hasard") \
  X(asks_late_recording, \
    "{}: {} of {} events recorded more than {} days after they happened", \
    "{} : {} des {} événements enregistrés plus de {} jours après les faits") \
  X(asks_soon_again, \
    "{}: collected again within {} days of their resale: {}", \
    "{} : collectés à nouveau dans les {} jours suivant leur revente : {}") \
  /* quantities */ \
  X(energy_reconditioning, "kWh a reconditioning", "kWh par reconditionnement") \
  X(parts_reconditioning, "new parts a reconditioning", "pièces neuves par reconditionnement") \
  X(distance_collection, "km a collection", "km par collecte") \
  X(distance_resale, "km a resale", "km par revente")
// clang-format on
