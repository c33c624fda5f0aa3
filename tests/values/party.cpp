// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/party.hpp"

#include <doctest/doctest.h>

#include <string>

namespace lcl {

TEST_CASE("party: a SIRET has its SIREN in it, and so has a French VAT number") {
  CHECK(parse_party("55208131766522")->national_number == "552081317");
  CHECK(parse_party("FR03552081317")->national_number == "552081317");
  CHECK(parse_party("FRK7552081317")->national_number == "552081317");
  for (const char* wrong : {"55208131766523", "FR03552081318", "FR0355208131", "FR035520813170"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_party(wrong));
  }
}

TEST_CASE("party: VAT numbers of the other members of the Union are taken as they stand") {
  for (const char* number :
       {"DE123456789", "ATU12345678", "ESX1234567R", "NL123456789B01", "EL123456789", "IE1A23456B"}) {
    CAPTURE(number);
    REQUIRE(parse_party(number));
    CHECK(parse_party(number)->national_number.empty());
  }
  for (const char* wrong : {"GB123456789", "GR123456789", "DE", "DE1", "DEABCDEFGH", "de123456789",
                            "DE 123456789", "DE1234567890123", ""}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_party(wrong));
  }
}

TEST_CASE("party: an LEI ends in the check digits of ISO/IEC 7064, MOD 97-10") {
  // Of the Global Legal Entity Identifier Foundation, Apple Inc. and Deutsche Bank AG.
  for (std::string lei : {"506700GE1G29325QX363", "HWUPKR0MPOU8FGXBT394", "7LTWFZYICNSX8D621K86"}) {
    CAPTURE(lei);
    CHECK(parse_party(lei));
    lei.back() = lei.back() == '1' ? '2' : '1';
    CHECK_FALSE(parse_party(lei));
  }
  CHECK_FALSE(parse_party("506700GE1G29325QX3636"));
  CHECK_FALSE(parse_party("506700ge1g29325qx363"));
}

}  // namespace lcl
