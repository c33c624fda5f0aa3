// SPDX-License-Identifier: Apache-2.0
// Holders: how units reach them, and that nobody else disposes of them.
#include <doctest/doctest.h>

#include "ledger/registry/possession.hpp"
#include "tests/registry/issued_units.hpp"
#include "tests/registry/trial_registry.hpp"

namespace lcl {
namespace {

using namespace test;

constexpr std::int64_t month_ms = 30 * day_ms;

std::string id_of(const PrivateKey& key) { return hex(key.public_key().id()); }

/// Five units of DEMO, still with the developer; a town and a railway that can hold some.
struct Holders : IssuedUnits {
  PrivateKey& town = registry.holder;
  PrivateKey& railway = registry.other_holder;
  PrivateKey successor = PrivateKey::generate();

  Holders() {
    REQUIRE(issues() == "done");
    REQUIRE(grants(town, "Ville d'Albi") == "done");
    REQUIRE(grants(railway, "A railway") == "done");
  }
  std::string grants(const PrivateKey& key, const char* name) { return grants(holder_grant(key, name)); }
  std::string grants(const Json& grant) { return registry.act("key_granted", "", grant, registry.certifier); }
  std::string by(const PrivateKey& signer, const char* kind, const Json& act) {
    return registry.act(kind, "DEMO", act, signer);
  }
  std::string offers(const PrivateKey& signer, const UnitBlock& block, const PrivateKey& to,
                     const Json& changes = Json::object()) {
    Json act = with(assignment(block), {{"beneficiary", nullptr}, {"to", id_of(to)}});
    if (&signer == &town || &signer == &railway) act["from"] = id_of(signer);
    return by(signer, "units_assigned", with(act, changes));
  }
  std::string accepts(const PrivateKey& signer, std::uint64_t offer) {
    return by(signer, "assignment_accepted", {{"offer", offer}});
  }
  std::string withdraws(const PrivateKey& signer, std::uint64_t offer) {
    return by(signer, "assignment_withdrawn", {{"offer", offer}, {"reason", "not paid"}});
  }
  /// The units pass to the key's holder.
  void sold_to(const PrivateKey& to, const UnitBlock& block) {
    REQUIRE(offers(registry.developer, block, to) == "done");
    REQUIRE(accepts(to, registry.last()) == "done");
  }
  std::string retired_by(const PrivateKey& signer, const UnitBlock& block,
                         const Json& changes = Json::object()) {
    return by(signer, "units_retired", with(retirement(block), changes));
  }
  std::string cancelled_by(const PrivateKey& signer, const UnitBlock& block, const char* reason) {
    return by(signer, "units_cancelled", {{"units", to_string(block)}, {"reason", reason}, {"text", "why"}});
  }
  std::string mandates(const UnitBlock& block, const Json& changes = Json::object()) {
    return by(registry.certifier, "mandate_recorded",
              with({{"units", to_string(block)}, {"document", digest_of('d')}}, changes));
  }
  std::string replaces(const PrivateKey& with_key, const Json& changes = Json::object()) {
    return registry.act("holder_key_replaced", "",
                        with({{"holder", id_of(town)},
                              {"public_key", with_key.public_key().text()},
                              {"possession", possession_of("registry.example/trial", with_key)},
                              {"reason", "lost"}},
                             changes),
                        registry.certifier);
  }
  std::string keeps(const PrivateKey& signer) {
    return registry.act("replacement_stopped", "", {{"holder", id_of(town)}, {"reason", "nothing was lost"}},
                        signer);
  }
  void wait(std::int64_t ms) { registry.time.milliseconds += ms; }
  [[nodiscard]] const Holding& holding(std::size_t index) const { return first().holdings.at(index); }
};

}  // namespace

TEST_CASE("holders: a key is granted to a holder only with proof that the holder has it") {
  Holders bench;
  const Json grant = holder_grant(bench.successor, "A bank");
  const std::string elsewhere = possession_of("registry.example/other", bench.successor);
  const std::string by_another = possession_of("registry.example/trial", bench.town);
  for (const Json& possession : {Json(nullptr), Json("AAEC"), Json(elsewhere), Json(by_another)})
    CHECK(bench.grants(with(grant, {{"possession", possession}})) == "possession_not_proven act.possession");
  CHECK(bench.grants(with(grant, {{"name", nullptr}})) == "malformed_statement act.name");
  CHECK(bench.grants(with(grant, {{"role", "developer"}})) == "malformed_statement act.party");
  CHECK(bench.grants(with(grant, {{"role", "developer"}, {"party", siret(8)}})) ==
        "malformed_statement act.name");
  CHECK(bench.grants(with(grant, {{"name", nullptr}, {"private", digest_of('c')}})) == "done");
  const UnitHolder& holder = bench.registry.state.records().holders.at(bench.successor.public_key().id());
  CHECK(holder.name.empty());
}

TEST_CASE("holders: an offer holds the units fast until the holder's key accepts it") {
  Holders bench;
  CHECK(bench.offers(bench.registry.developer, units(1, 3), bench.town) == "done");
  const std::uint64_t offer = bench.registry.last();
  CHECK(bench.holding(0).with_developer());
  CHECK(bench.offers(bench.registry.developer, units(3, 5), bench.railway) == "units_offered act.units");
  CHECK(bench.assigns(units(1, 1)) == "units_offered act.units");
  CHECK(bench.retires(units(2, 2)) == "units_offered act.units");
  CHECK(bench.cancels(units(1, 1)) == "units_offered act.units");
  CHECK(bench.accepts(bench.railway, offer) == "not_the_holder act.offer");
  CHECK(bench.accepts(bench.registry.developer, offer) == "wrong_role key");
  CHECK(bench.accepts(bench.town, offer + 1) == "offer_not_open act.offer");
  CHECK(bench.accepts(bench.town, offer) == "done");
  CHECK(bench.accepts(bench.town, offer) == "offer_not_open act.offer");
  CHECK(bench.holding(0).holder == bench.town.public_key().id());
  CHECK(bench.holding(0).state == UnitState::assigned);
  CHECK(bench.holding(0).last == 3);
  CHECK(bench.holding(1).with_developer());
}

TEST_CASE("holders: units that are sold cannot be sold a second time") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 5));
  CHECK(bench.offers(bench.registry.developer, units(1, 5), bench.railway) == "not_the_holder act.units");
  CHECK(bench.assigns(units(2, 2)) == "not_the_holder act.units");
  REQUIRE(bench.offers(bench.town, units(2, 3), bench.railway) == "done");
  REQUIRE(bench.accepts(bench.railway, bench.registry.last()) == "done");
  CHECK(bench.offers(bench.town, units(3, 4), bench.railway) == "not_the_holder act.units");
}

TEST_CASE("holders: a seller cannot take back, retire or cancel what it has sold") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  REQUIRE(bench.assigns(units(4, 4)) == "done");  // to a bank, which has no key
  for (const UnitBlock& block : {units(1, 3), units(2, 2), units(3, 5), units(4, 4)}) {
    CHECK(bench.retires(block) == "not_the_holder act.units");
    CHECK(bench.cancels(block, "error") == "not_the_holder act.units");
    CHECK(bench.cancels(block, "other_registry") == "not_the_holder act.units");
  }
  CHECK(bench.retires(units(5, 5)) == "done");
}

TEST_CASE("holders: sold units are not cancelled as a correction, issued and sold again") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  REQUIRE(bench.assigns(units(4, 4)) == "done");
  CHECK(bench.cancelled_by(bench.registry.developer, units(5, 5), "correction") == "wrong_role act.reason");
  CHECK(bench.cancelled_by(bench.town, units(1, 1), "correction") == "wrong_role act.reason");
  CHECK(bench.cancelled_by(bench.registry.certifier, units(1, 1), "correction") ==
        "not_the_holder act.units");
  CHECK(bench.cancelled_by(bench.registry.certifier, units(4, 5), "correction") ==
        "not_the_holder act.units");
  CHECK(bench.cancelled_by(bench.registry.certifier, units(5, 5), "error") == "wrong_role act.reason");
  CHECK(bench.cancelled_by(bench.registry.certifier, units(5, 5), "correction") == "done");
  CHECK(bench.cancelled_by(bench.town, units(1, 1), "error") == "done");
  CHECK(bench.project().account(2025).cancelled == 1);
}

TEST_CASE("holders: a holder's units pay no debt, of whatever vintage that is") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  const auto pays = [&](const PrivateKey& signer, const UnitBlock& block, std::string_view reason,
                        int vintage) {
    return bench.by(signer, "units_cancelled",
                    {{"units", to_string(block)}, {"reason", reason}, {"text", "why"}, {"vintage", vintage}});
  };
  CHECK(pays(bench.registry.certifier, units(3, 4), "correction", 2026) == "not_the_holder act.units");
  CHECK(pays(bench.town, units(1, 1), "error", 2026) == "malformed_statement act.vintage");
  CHECK(pays(bench.registry.certifier, units(4, 4), "correction", 10'000) == "impossible_date act.vintage");
  CHECK(pays(bench.registry.certifier, units(4, 5), "correction", 2026) == "done");
  CHECK(bench.project().account(2025).cancelled == 0);
  CHECK(bench.project().account(2026).cancelled == 2);
}

TEST_CASE("holders: a holder's key alone offers and retires its units") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  CHECK(bench.retired_by(bench.railway, units(1, 1)) == "not_the_holder act.units");
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1)) == "not_the_holder act.units");
  CHECK(bench.offers(bench.railway, units(1, 1), bench.railway) == "not_the_holder act.units");
  CHECK(bench.retired_by(bench.town, units(3, 4)) == "not_the_holder act.units");
  CHECK(bench.retired_by(bench.town, units(1, 1)) == "done");
  CHECK(bench.offers(bench.town, units(2, 2), bench.railway, {{"from", nullptr}}) ==
        "not_the_holder act.from");
  CHECK(bench.offers(bench.registry.developer, units(4, 4), bench.town, {{"from", id_of(bench.town)}}) ==
        "not_the_holder act.from");
  CHECK(bench.offers(bench.town, units(2, 2), bench.successor) == "unknown_holder act.to");
  CHECK(bench.offers(bench.town, units(2, 2), bench.railway, {{"beneficiary", "A bank"}}) ==
        "malformed_statement act.beneficiary");
  CHECK(bench.offers(bench.town, units(2, 2), bench.railway, {{"mandate", 1}}) ==
        "malformed_statement act.mandate");
  CHECK(bench.offers(bench.town, units(2, 2), bench.railway) == "done");
}

TEST_CASE("holders: an offer is withdrawn by who made it or the certifier, and ends after 30 days") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 2));
  REQUIRE(bench.offers(bench.town, units(1, 2), bench.railway) == "done");
  std::uint64_t offer = bench.registry.last();
  CHECK(bench.withdraws(bench.railway, offer) == "not_the_holder act.offer");
  CHECK(bench.withdraws(bench.registry.developer, offer) == "not_the_holder act.offer");
  CHECK(bench.withdraws(bench.town, offer) == "done");
  CHECK(bench.accepts(bench.railway, offer) == "offer_not_open act.offer");
  CHECK(bench.withdraws(bench.town, offer) == "offer_not_open act.offer");
  REQUIRE(bench.offers(bench.registry.developer, units(3, 3), bench.railway) == "done");
  offer = bench.registry.last();
  CHECK(bench.withdraws(bench.town, offer) == "not_the_holder act.offer");
  CHECK(bench.withdraws(bench.registry.certifier, offer) == "done");
  REQUIRE(bench.offers(bench.registry.developer, units(3, 3), bench.railway) == "done");
  offer = bench.registry.last();
  bench.wait(month_ms - 1);
  CHECK(bench.retires(units(3, 3)) == "units_offered act.units");
  bench.wait(1);
  CHECK(bench.accepts(bench.railway, offer) == "offer_not_open act.offer");
  CHECK(bench.withdraws(bench.registry.developer, offer) == "offer_not_open act.offer");
  CHECK(bench.retires(units(3, 3)) == "done");
}

TEST_CASE("holders: for one without a key the certifier acts under its mandate alone, after 30 days") {
  Holders bench;
  REQUIRE(bench.assigns(units(1, 3)) == "done");
  CHECK(bench.mandates(units(3, 4)) == "not_the_holder act.units");
  CHECK(bench.mandates(units(1, 2)) == "done");
  const std::uint64_t mandate = bench.registry.last();
  const Json under{{"mandate", mandate}};
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1)) == "not_mandated act.mandate");
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1), {{"mandate", mandate - 1}}) ==
        "not_mandated act.mandate");
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1), under) == "mandate_pending act.mandate");
  bench.wait(month_ms - 1);
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1), under) == "mandate_pending act.mandate");
  bench.wait(1);
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 3), under) == "not_mandated act.mandate");
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1),
                         with(under, {{"beneficiary", "Somebody else"}})) == "not_mandated act.beneficiary");
  CHECK(bench.offers(bench.registry.certifier, units(1, 1), bench.town, under) == "not_mandated act.mandate");
  CHECK(bench.by(bench.registry.certifier, "units_assigned",
                 with(IssuedUnits::assignment(units(1, 1)), under)) == "malformed_statement act.to");
  CHECK(bench.retired_by(bench.registry.developer, units(4, 4), under) == "malformed_statement act.mandate");
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1), under) == "done");
  CHECK(bench.by(bench.registry.certifier, "mandate_withdrawn",
                 {{"mandate", mandate}, {"reason", "forged"}}) == "done");
  CHECK(bench.retired_by(bench.registry.certifier, units(2, 2), under) == "not_mandated act.mandate");
  CHECK(bench.by(bench.registry.certifier, "mandate_withdrawn",
                 {{"mandate", mandate}, {"reason", "again"}}) == "not_mandated act.mandate");
}

TEST_CASE(
    "holders: under a mandate units pass to the holder named in it, and an old mandate moves no new "
    "holder's") {
  Holders bench;
  REQUIRE(bench.assigns(units(1, 2)) == "done");
  CHECK(bench.mandates(units(1, 2), {{"to", id_of(bench.successor)}}) == "unknown_holder act.to");
  REQUIRE(bench.mandates(units(1, 2), {{"to", id_of(bench.town)}}) == "done");
  const std::uint64_t to_town = bench.registry.last();
  REQUIRE(bench.mandates(units(1, 2)) == "done");
  const std::uint64_t to_retire = bench.registry.last();
  bench.wait(month_ms);
  CHECK(bench.offers(bench.registry.certifier, units(1, 1), bench.railway, {{"mandate", to_town}}) ==
        "not_mandated act.mandate");
  REQUIRE(bench.offers(bench.registry.certifier, units(1, 1), bench.town, {{"mandate", to_town}}) == "done");
  CHECK(bench.withdraws(bench.registry.developer, bench.registry.last()) == "not_the_holder act.offer");
  REQUIRE(bench.accepts(bench.town, bench.registry.last()) == "done");
  REQUIRE(bench.by(bench.town, "units_assigned",
                   with(IssuedUnits::assignment(units(1, 1)), {{"from", id_of(bench.town)}})) == "done");
  CHECK(bench.holding(0).without_key());
  CHECK(bench.retired_by(bench.registry.certifier, units(1, 1), {{"mandate", to_retire}}) ==
        "not_mandated act.mandate");
  CHECK(bench.retired_by(bench.registry.certifier, units(2, 2), {{"mandate", to_retire}}) == "done");
}

TEST_CASE("holders: a lost key is replaced after 30 days, and the holder stays the same") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  CHECK(bench.replaces(bench.railway) == "key_already_granted act.public_key");
  CHECK(bench.replaces(bench.successor, {{"possession", "AAEC"}}) == "possession_not_proven act.possession");
  CHECK(bench.replaces(bench.successor, {{"holder", id_of(bench.successor)}}) == "unknown_holder act.holder");
  REQUIRE(bench.replaces(bench.successor) == "done");
  CHECK(bench.replaces(PrivateKey::generate()) == "replacement_pending act.holder");
  CHECK(bench.retired_by(bench.successor, units(1, 1)) == "replacement_pending key");
  CHECK(bench.retired_by(bench.town, units(1, 1)) == "done");
  bench.wait(month_ms);
  CHECK(bench.retired_by(bench.town, units(2, 2)) == "key_was_revoked key");
  CHECK(bench.keeps(bench.town) == "key_was_revoked key");
  CHECK(bench.keeps(bench.registry.certifier) == "nothing_to_stop act.holder");
  CHECK(bench.retired_by(bench.successor, units(2, 2)) == "done");
  CHECK(bench.offers(bench.registry.developer, units(4, 4), bench.town) == "done");
  CHECK(bench.accepts(bench.successor, bench.registry.last()) == "done");
  const PrivateKey third = PrivateKey::generate();
  REQUIRE(bench.replaces(third) == "done");
  REQUIRE(bench.keeps(bench.successor) == "done");
  bench.wait(month_ms);
  CHECK(bench.retired_by(third, units(3, 3)) == "key_was_revoked key");
  CHECK(bench.retired_by(bench.successor, units(3, 3)) == "done");
}

TEST_CASE("holders: a certifier cannot take a holder's units by another key, which the present key stops") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  REQUIRE(bench.replaces(bench.successor) == "done");
  CHECK(bench.keeps(bench.railway) == "not_the_holder act.holder");
  CHECK(bench.keeps(bench.successor) == "replacement_pending key");
  CHECK(bench.keeps(bench.town) == "done");
  CHECK(bench.keeps(bench.town) == "nothing_to_stop act.holder");
  bench.wait(month_ms);
  CHECK(bench.retired_by(bench.successor, units(1, 1)) == "key_was_revoked key");
  CHECK(bench.retired_by(bench.town, units(1, 1)) == "done");
}

TEST_CASE("holders: neither a revocation nor an annulment of acts on keys takes a holder's key from it") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  const std::uint64_t granted = bench.registry.state.keys().at(bench.town.public_key().id()).granted;
  CHECK(bench.registry.act("key_revoked", "", revocation(bench.town), bench.registry.certifier) ==
        "key_of_a_holder act.key");
  CHECK(bench.registry.act("key_acts_annulled", "", {{"from_entry", granted}, {"reason", "why"}},
                           bench.registry.certifier) == "nothing_to_annul act.from_entry");
  CHECK(bench.registry.act("key_acts_annulled", "", {{"from_entry", 1}, {"reason", "why"}},
                           bench.registry.certifier) == "done");
  CHECK(bench.retired_by(bench.town, units(1, 1)) == "done");
}

TEST_CASE("holders: a new name makes no new holder") {
  Holders bench;
  bench.sold_to(bench.town, units(1, 3));
  const Json renamed{{"holder", id_of(bench.town)}, {"name", "Albi Agglo"}, {"document", digest_of('d')}};
  CHECK(bench.registry.act("holder_renamed", "", with(renamed, {{"holder", id_of(bench.successor)}}),
                           bench.registry.certifier) == "unknown_holder act.holder");
  REQUIRE(bench.registry.act("holder_renamed", "", with(renamed, {{"party", siret(7)}}),
                             bench.registry.certifier) == "done");
  const UnitHolder& holder = bench.registry.state.records().holders.at(bench.town.public_key().id());
  CHECK(holder.name == "Albi Agglo");
  CHECK(holder.party == siret(7));
  CHECK(bench.retired_by(bench.town, units(1, 3)) == "done");
}

}  // namespace lcl
