// SPDX-License-Identifier: Apache-2.0
// Every act by every role, in every state of a project: the table of
// schemas/README.md, walked cell by cell.
#include <doctest/doctest.h>

#include <set>

#include "tests/ledger/open_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

/// Who may sign what, written out a second time.
const std::set<std::pair<std::string, std::string>> granted{{"key_granted", "certifier"},
                                                            {"key_revoked", "certifier"},
                                                            {"methodology_adopted", "certifier"},
                                                            {"participant_registered", "operator"},
                                                            {"participant_registered", "developer"},
                                                            {"participant_registered", "certifier"},
                                                            {"project_notified", "developer"},
                                                            {"project_filed", "developer"},
                                                            {"project_labelled", "certifier"},
                                                            {"project_closed", "developer"},
                                                            {"project_closed", "certifier"},
                                                            {"submission", "developer"},
                                                            {"submission", "certifier"},
                                                            {"registry_opened", "operator"}};

struct Drafted {
  std::string kind;
  std::string project;
  Json act;
};

/// A well-formed act of every kind that a fresh registry would take from the right signer.
std::vector<Drafted> drafts(const PublicKey& new_key, const std::string& methodology, const Json& document) {
  const Json dates{{"from", "2025-01-01"}, {"to", "2030-01-01"}};
  return {
      {"key_granted", "", {{"public_key", new_key.text()}, {"role", "auditor"}, {"party", "73282932000074"}}},
      {"key_revoked", "", {{"key", hex(new_key.id())}, {"reason", "lost"}}},
      {"methodology_adopted", "", {{"document", document}}},
      {"participant_registered", "", {{"participant", "73282932000074"}, {"name", "A firm"}}},
      {"project_notified",
       "FRESH",
       {{"title", "t"},
        {"developer", std::string(developer_siret)},
        {"region", "r"},
        {"communes", {"c"}},
        {"applicant_standing", "c"},
        {"notified_on", "2025-01-01"}}},
      {"project_filed", "FRESH", {{"dossier", std::string(64, 'a')}}},
      {"project_labelled",
       "FRESH",
       {{"decision", "d"},
        {"notified_on", "2025-01-01"},
        {"methodology", methodology},
        {"potential_units", 1},
        {"crediting_period", dates}}},
      {"project_closed", "FRESH", {{"closed_on", "2025-06-01"}, {"reason", "done"}}},
      {"submission", "FRESH", {{"count", 1}, {"digest", std::string(64, 'a')}}},
  };
}

}  // namespace

TEST_CASE("roles: every act is open to the roles of the table and to no other") {
  const OpenRegistry open;
  Ledger ledger = open.ledger();
  const std::string methodology = hex(ledger.state().methodologies().begin()->first);
  Json document =
      std::get<Json>(parse_json(file_text("schemas/methodologies/reconditioning-reference-1.0.json")));
  document["version"] = "1.0.1";
  const PrivateKey new_key = PrivateKey::generate();
  const PrivateKey operator_key = PrivateKey::from_file(open.registry().operator_key());
  std::size_t cells = 0;
  for (const Drafted& drafted : drafts(new_key.public_key(), methodology, document)) {
    for (const auto& [key, signer] :
         {std::pair{&operator_key, "operator"}, std::pair{&open.developer, "developer"},
          std::pair{&open.auditor, "auditor"}, std::pair{&open.certifier, "certifier"}}) {
      const std::string role = signer;
      CAPTURE(drafted.kind);
      CAPTURE(role);
      const Statement statement =
          ledger.draft(drafted.kind, drafted.project, drafted.act, key->public_key().id());
      const auto refused = ledger.refusal(statement);
      const bool may = granted.contains({drafted.kind, role});
      CHECK((refused && refused->refusal == Refusal::wrong_role) == !may);
      ++cells;
    }
  }
  CHECK(cells == 9 * 4);
}

TEST_CASE("roles: the acts of a project come in order, and out of order are refused") {
  const OpenRegistry open;
  const std::string methodology = hex(open.ledger().state().methodologies().begin()->first);
  const auto all = drafts(open.auditor.public_key(), methodology, Json::object());
  const std::vector<Drafted> acts(all.begin() + 4, all.end() - 1);
  // refusal of each act (rows) when so many of the acts before have been done (columns 0 to 4)
  const auto expected = [&](std::size_t act, std::size_t done) -> std::optional<Refusal> {
    if (act == done) return std::nullopt;
    if (done == 0) return Refusal::unknown_project;
    return act == 0 ? Refusal::project_already_notified : Refusal::wrong_project_state;
  };
  for (std::size_t done = 0; done <= acts.size(); ++done) {
    for (std::size_t i = 0; i < acts.size(); ++i) {
      CAPTURE(done);
      CAPTURE(acts[i].kind);
      const Ledger ledger = open.ledger();
      const PrivateKey& key = acts[i].kind == "project_labelled" ? open.certifier : open.developer;
      const auto refused =
          ledger.refusal(ledger.draft(acts[i].kind, "FRESH", acts[i].act, key.public_key().id()));
      CHECK((refused ? std::optional(refused->refusal) : std::nullopt) == expected(i, done));
    }
    if (done < acts.size()) {
      accepted(open.act(acts[done].kind, "FRESH", acts[done].act,
                        acts[done].kind == "project_labelled" ? open.certifier : open.developer));
    }
  }
}

TEST_CASE("roles: a project's id is 3 to 16 capital letters and digits") {
  const OpenRegistry open;
  for (const char* id : {"AB", "demo", "ABCDEFGHIJKLMNOPQ", "A-1"}) {
    CAPTURE(id);
    CHECK(refusal_of(open.act("project_filed", id, {{"dossier", std::string(64, 'a')}}, open.developer)) ==
          Refusal::malformed_statement);
  }
}

TEST_CASE("roles: another developer may not act on a project") {
  const OpenRegistry open;
  CHECK(refusal_of(open.act("project_closed", "DEMO", {{"closed_on", "2026-01-01"}, {"reason", "done"}},
                            open.other_developer)) == Refusal::wrong_party);
  CHECK(refusal_of(open.act("project_notified", "FRESH",
                            {{"title", "t"},
                             {"developer", std::string(developer_siret)},
                             {"region", "r"},
                             {"communes", {"c"}},
                             {"applicant_standing", "c"},
                             {"notified_on", "2025-01-01"}},
                            open.other_developer)) == Refusal::wrong_party);
}

TEST_CASE("roles: a key is good from its grant to its revocation, and the last certifier's stays") {
  const OpenRegistry open;
  const PrivateKey stranger = PrivateKey::generate();
  const Json participant{{"participant", "73282932000074"}, {"name", "A firm"}};
  CHECK(refusal_of(open.act("participant_registered", {}, participant, stranger)) == Refusal::not_enrolled);
  const Json revocation{{"key", hex(open.developer.public_key().id())}, {"reason", "left the firm"}};
  accepted(open.act("key_revoked", {}, revocation, open.certifier));
  CHECK(refusal_of(open.act("participant_registered", {}, participant, open.developer)) ==
        Refusal::key_was_revoked);
  CHECK(refusal_of(open.act("key_revoked", {}, revocation, open.certifier)) == Refusal::key_was_revoked);
  CHECK(refusal_of(open.act("key_revoked", {},
                            {{"key", hex(open.certifier.public_key().id())}, {"reason", "r"}},
                            open.certifier)) == Refusal::too_few_certifier_keys);
  CHECK(refusal_of(open.act("key_granted", {},
                            {{"public_key", open.developer.public_key().text()},
                             {"role", "developer"},
                             {"party", std::string(developer_siret)}},
                            open.certifier)) == Refusal::key_already_granted);
}

TEST_CASE(
    "roles: a statement for another registry or on a head it never had is refused, one sent twice has one "
    "entry") {
  const OpenRegistry open;
  const OpenRegistry another;
  Ledger ledger = open.ledger();
  const Json participant{{"participant", "73282932000074"}, {"name", "A firm"}};
  const auto drafted = [&] {
    return ledger.draft("participant_registered", {}, participant, open.developer.public_key().id());
  };
  Statement elsewhere = drafted();
  elsewhere.origin = "registry.example/elsewhere";
  sign(elsewhere, open.developer);
  CHECK(refusal_of(ledger.commit(elsewhere)) == Refusal::wrong_registry);
  Statement forked = drafted();
  forked.seen = another.ledger().head();
  sign(forked, open.developer);
  CHECK(refusal_of(ledger.commit(forked)) == Refusal::unknown_head);
  Statement forged = drafted();
  sign(forged, open.developer);
  forged.act["name"] = "Another firm";
  CHECK(refusal_of(ledger.commit(forged)) == Refusal::bad_signature);
  Statement good = drafted();
  sign(good, open.developer);
  const Receipt first = accepted(ledger.commit(good));
  const Receipt again = accepted(ledger.commit(good));
  CHECK(again.seq == first.seq);
  CHECK(again.recorded_before);
  CHECK(ledger.head() == first.head);
}
