// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/phrase.hpp"

#include <doctest/doctest.h>

#include "ledger/values/refusal.hpp"

using lcl::Language;
using lcl::phrase;
using lcl::Speaking;

TEST_CASE("phrase: English is spoken until another language is asked for") {
  CHECK(lcl::spoken() == Language::english);
  CHECK(phrase("the quote that opens here is never closed") == "the quote that opens here is never closed");
  CHECK(remedy(lcl::Refusal::missing_field) == "add the field");
}

TEST_CASE("phrase: French is spoken as long as it is asked for") {
  {
    const Speaking french(Language::french);
    CHECK(phrase("the quote that opens here is never closed") ==
          "le guillemet ouvert ici n’est jamais fermé");
    CHECK(remedy(lcl::Refusal::missing_field) == "ajouter le champ");
  }
  CHECK(lcl::spoken() == Language::english);
}

TEST_CASE("phrase: a text without a translation is said in English, with its values") {
  const Speaking french(Language::french);
  const int of_them = 3;
  CHECK(lcl::translation("nobody says this") == "nobody says this");
  CHECK(phrase("{} of {} in tests", 2, of_them) == "2 of 3 in tests");
}
