// SPDX-License-Identifier: Apache-2.0
// Initial beneficiaries: whom the developer names, who accepts, and nobody else.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "tests/registry/issued_units.hpp"
#include "tests/registry/trial_registry.hpp"

namespace lcl {
using namespace test;

namespace {

/// DEMO with an audited report, of which nothing is issued yet, and two holders.
struct Naming : IssuedUnits {
  PrivateKey town = PrivateKey::generate();
  PrivateKey railway = PrivateKey::generate();
  Naming() {
    REQUIRE(registry.act("key_granted", "", holder_grant(town, "A town"), registry.certifier) == "done");
    REQUIRE(registry.act("key_granted", "", holder_grant(railway, "A railway"), registry.certifier) ==
            "done");
  }
  static std::string id(const PrivateKey& key) { return hex(key.public_key().id()); }
  std::string names(const PrivateKey& holder, const Json& changes = Json::object()) {
    const Json act{{"vintage", 2025},
                   {"holder", id(holder)},
                   {"use", "contribution"},
                   {"contract_date", "2026-05-01"},
                   {"attestation", digest_of('a')}};
    return by_developer("beneficiary_named", with(act, changes));
  }
  std::string accepts(const PrivateKey& holder, std::uint64_t naming) {
    return registry.act("beneficiary_accepted", "DEMO", {{"naming", naming}}, holder);
  }
  void named_and_accepted(const PrivateKey& holder, const Json& changes = Json::object()) {
    REQUIRE(names(holder, changes) == "done");
    REQUIRE(accepts(holder, registry.last()) == "done");
  }
  [[nodiscard]] const Holding& first_holding() { return project().issuances.front().holdings.front(); }
};

}  // namespace

TEST_CASE("beneficiaries: units are issued to whom the developer named and who accepted") {
  Naming bench;
  bench.named_and_accepted(bench.town);
  CHECK(bench.issues() == "figures_differ act.beneficiary");
  REQUIRE(bench.issues({{"beneficiary", Naming::id(bench.town)}}) == "done");
  CHECK(bench.first_holding().state == UnitState::assigned);
  CHECK(bench.first_holding().holder == bench.town.public_key().id());
  CHECK(bench.first_holding().use == "contribution");
  CHECK(bench.retires(units(1, 1)) == "not_the_holder act.units");
  CHECK(bench.cancels(units(1, 1)) == "not_the_holder act.units");  // as a correction
  CHECK(bench.registry.act("units_retired", "DEMO", IssuedUnits::retirement(units(1, 2)), bench.town) ==
        "done");
}

TEST_CASE("abuse: units are issued to somebody whom the developer has not named") {
  Naming bench;
  const Json diverted{{"beneficiary", Naming::id(bench.railway)}};
  CHECK(bench.issues(diverted) == "figures_differ act.beneficiary");
  bench.named_and_accepted(bench.town);
  CHECK(bench.issues(diverted) == "figures_differ act.beneficiary");
  for (const PrivateKey* other : {&bench.registry.certifier, &bench.registry.operator_key, &bench.railway}) {
    CHECK(bench.registry.act("beneficiary_named", "DEMO", {{"vintage", 2025}}, *other) == "wrong_role key");
  }
  CHECK(bench.registry.act("beneficiary_named", "DEMO", {{"vintage", 2025}},
                           bench.registry.other_developer) == "wrong_party key");
}

TEST_CASE("abuse: a holder is given units against its will, or takes what another was named for") {
  Naming bench;
  REQUIRE(bench.names(bench.town) == "done");
  const std::uint64_t naming = bench.registry.last();
  CHECK(bench.issues({{"beneficiary", Naming::id(bench.town)}}) == "figures_differ act.beneficiary");
  CHECK(bench.accepts(bench.railway, naming) == "not_the_holder act.naming");
  CHECK(bench.accepts(bench.town, naming - 1) == "offer_not_open act.naming");
  CHECK(bench.accepts(bench.town, naming) == "done");
  CHECK(bench.accepts(bench.town, naming) == "offer_not_open act.naming");
}

TEST_CASE("beneficiaries: the last naming for a vintage counts, and the developer takes it back") {
  Naming bench;
  REQUIRE(bench.names(bench.town) == "done");
  const std::uint64_t first = bench.registry.last();
  REQUIRE(bench.names(bench.railway, {{"vintage", 2026}}) == "done");
  CHECK(bench.accepts(bench.railway, bench.registry.last()) == "done");
  CHECK(bench.accepts(bench.town, first) == "done");  // of 2025 it is the last
  CHECK(bench.project().initial_beneficiary(2024) == nullptr);
  CHECK(bench.project().initial_beneficiary(2025)->holder == bench.town.public_key().id());
  CHECK(bench.project().initial_beneficiary(2026)->holder == bench.railway.public_key().id());
  REQUIRE(bench.by_developer("beneficiary_named", {{"vintage", 2025}}) == "done");
  CHECK(bench.project().initial_beneficiary(2026) == nullptr);
  CHECK(bench.accepts(bench.town, first) == "offer_not_open act.naming");
  CHECK(bench.issues() == "done");
  CHECK(bench.first_holding().with_developer());
}

TEST_CASE("beneficiaries: a naming states its holder and the contract, or neither") {
  Naming bench;
  CHECK(bench.names(bench.town, {{"use", nullptr}}) == "malformed_statement act.use");
  CHECK(bench.names(bench.town, {{"attestation", nullptr}}) == "malformed_statement act.attestation");
  CHECK(bench.names(bench.town, {{"holder", nullptr}}) == "malformed_statement act.use");
  CHECK(bench.names(bench.town, {{"vintage", 10'000}}) == "impossible_date act.vintage");
  CHECK(bench.names(bench.town, {{"contract_date", "2024-12-31"}}) == "impossible_date act.contract_date");
  CHECK(bench.names(bench.town, {{"contract_date", "2099-01-01"}}) == "impossible_date act.contract_date");
  CHECK(bench.names(PrivateKey::generate()) == "unknown_holder act.holder");
}

TEST_CASE("abuse: a former developer's naming goes on after the project has changed hands") {
  Naming bench;
  bench.named_and_accepted(bench.railway);
  REQUIRE(
      bench.registry.act(
          "developer_changed", "DEMO",
          {{"developer", siret(2)}, {"agreement", digest_of('a')}, {"reason", "the mandate was denounced"}},
          bench.registry.certifier) == "done");
  CHECK(bench.issues({{"beneficiary", Naming::id(bench.railway)}}) == "figures_differ act.beneficiary");
  CHECK(bench.issues() == "done");
}

}  // namespace lcl
