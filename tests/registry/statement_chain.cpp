// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/statement_chain.hpp"

#include <doctest/doctest.h>

#include <array>

#include "ledger/chain/tree.hpp"

namespace lcl {
namespace {

struct Taken {
  std::uint64_t seq;
  std::string_view kind, project;
  std::uint64_t events;
};
// Keys is the first matter, then the registry, then projects as they come.
constexpr std::array<Taken, 7> all{{{0, "registry_opened", "", 0},
                                    {1, "key_granted", "", 0},
                                    {2, "participant_registered", "", 0},
                                    {3, "project_notified", "P01", 0},
                                    {4, "project_notified", "P02", 0},
                                    {5, "submission", "P01", 10},
                                    {16, "key_revoked", "", 0}}};

}  // namespace

TEST_CASE("statement chain: what the next statement names is what the chain holds once it is taken in") {
  StatementChain chain;
  for (const Taken& step : all) {
    CHECK(chain.next() == step.seq);
    const StatementChain::Links links = chain.links(step.seq, step.kind, step.project);
    const std::string_view matter = matter_of(step.kind, step.project);
    CHECK(links.on == chain.last_on(matter));
    CHECK(links.previous == chain.last());
    CHECK(links.matters.has_value() == (step.seq > 0));
    chain.take(step.seq, step.kind, step.project, step.events);
    CHECK(chain.last_on(matter) == step.seq);
    if (!links.matters) continue;
    const LeafPath path = chain.path_to(matter);
    CHECK(verify_inclusion(matter_leaf(matter, step.seq), path.index, chain.matters(), path.hashes,
                           *links.matters));
  }
  CHECK(chain.matters() == 4);
  CHECK(chain.path_to("keys").index == 0);
  CHECK(chain.path_to("P02").index == 3);
  CHECK(chain.last_on("P02") == 4);
  CHECK(!chain.last_on("P03"));
}

TEST_CASE("statement chain: the root of matters is that of the example of the page") {
  StatementChain chain;
  chain.take(5, "key_granted", "", 0);
  chain.take(9, "participant_registered", "", 2);
  CHECK(hex(*chain.links(12, "project_notified", "RENO1").matters) ==
        "ce5b9185af529011982d94267b64b56e7c33e6e12ba5ec3e7a22f2fa4d30658c");
}

}  // namespace lcl
