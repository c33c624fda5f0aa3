// SPDX-License-Identifier: Apache-2.0
#include "tests/registry/trial_registry.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <fstream>
#include <iterator>

#include "ledger/chain/tree.hpp"
#include "ledger/registry/kept_records.hpp"
#include "ledger/registry/possession.hpp"
#include "ledger/values/identifiers.hpp"
#include "tests/registry/accreditation.hpp"

namespace lcl::test {
namespace {

Head head_of(std::uint64_t size) {
  Head head{size, empty_root()};
  if (size == 0) return head;
  head.root = {};
  for (std::size_t i = 0; i < 8; ++i) head.root.bytes[i] = static_cast<std::uint8_t>(size >> 8 * i);
  return head;
}

Json reference_methodology() {
  std::ifstream file("schemas/methodologies/reconditioning-reference-1.0.json", std::ios::binary);
  return std::get<Json>(parse_json(std::string{std::istreambuf_iterator<char>(file), {}}));
}

/// All on record that acts of participants, projects and units change, in a few words.
std::string summary(const Records& records) {
  std::string text =
      fmt::format("{} methodologies, {} erased;", records.methodologies.size(), records.erased.size());
  for (const auto& [id, key] : records.keys)
    text += fmt::format(" key {} {}", hex(id).substr(0, 4),
                        key.standing.revoked.value_or(0) + key.standing.annulled.value_or(0));
  for (const auto& [id, holder] : records.holders)
    text += fmt::format(" holder {} {}", holder.name, holder.replacement ? holder.replacement->seq : 0);
  for (const auto& [siret, participant] : records.participants) {
    text += fmt::format(" {} {}:", siret, participant.name);
    for (const Approval& approval : participant.approvals)
      text += fmt::format(" a{}{}", approval.seq, approval.withdrawn_on ? "w" : "");
    for (const Suspension& suspension : participant.suspensions)
      text += fmt::format(" s{}{}", suspension.seq, suspension.to ? "e" : "");
  }
  for (const auto& [id, project] : records.projects) {
    text += fmt::format(" {} {} {} {} {}:", id, word(project.state), date_of(project.notified_on),
                        project.region, project.mandants.size());
    text += fmt::format(" {} {}", project.exclusivities.size(), project.credited_elsewhere.size());
    for (const Report& report : project.reports) {
      text += fmt::format(" r{}", report.seq);
      for (const Opinion& opinion : report.opinions)
        text += fmt::format(" o{}{}", opinion.seq, opinion.reopened ? "r" : "");
    }
    for (const Issuance& issuance : project.issuances) {
      text += fmt::format(" i{}", issuance.seq);
      for (const Holding& holding : issuance.holdings)
        text +=
            fmt::format(" {}-{}{} {}", holding.first, holding.last, word(holding.state), holding.acts.size());
    }
    text += fmt::format(" {}", project.set_offs.size());
    for (const Offer& offer : project.offers)
      text += fmt::format(" f{}{}", offer.seq, offer.closed ? "c" : "");
    for (const Mandate& mandate : project.mandates)
      text += fmt::format(" m{}{}", mandate.seq, mandate.withdrawn ? "w" : "");
  }
  return text;
}

/// What is kept of the records is read back whole.
void check_kept(const RegistryState& state) {
  const std::string bytes = bytes_of_records(state, {});
  RegistryState back;
  StatementChain none;
  read_records(bytes, back, none);
  CHECK(bytes_of_records(back, none) == bytes);
}

}  // namespace

std::string siret(std::uint64_t number, std::uint64_t establishment) {
  const std::string digits = fmt::format("{:09}{:04}", number, establishment);
  for (char check = '0'; check <= '9'; ++check) {
    if (passes_luhn(digits + check)) return digits + check;
  }
  return {};
}

Json with(Json act, const Json& changes) {
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    if (change->is_null()) {
      act.erase(change.key());
    } else {
      act[change.key()] = *change;
    }
  }
  return act;
}

std::string digest_of(char digit) { return std::string(64, digit); }

Json dates(std::string_view from, std::string_view to) { return {{"from", from}, {"to", to}}; }

TrialRegistry::TrialRegistry(const Trust& trust) {
  Certifier named{{certifier.public_key()}, trust.quorum};
  for (std::size_t i = 1; i < trust.keys; ++i) named.keys.push_back(further.at(i - 1).public_key());
  if (trust.recovery) named.recovery_key = recovery_key.public_key();
  const auto granted = [&](const PrivateKey& key, const char* role, std::uint64_t party) {
    const Json grant{{"public_key", key.public_key().text()}, {"role", role}, {"party", siret(party)}};
    Statement statement = drafted("key_granted", "", grant, certifier);
    sign(statement, certifier);
    for (std::size_t i = 1; i < trust.quorum; ++i) endorse(statement, further.at(i - 1));
    REQUIRE(take(statement) == "done");
  };
  Json opening{{"format", 1},
               {"origin", "registry.example/trial"},
               {"log_key", log_key.public_key().text()},
               {"operator_key", operator_key.public_key().text()},
               {"standing", trust.official ? "official" : "trial"},
               {"pepper", digest_of('0')}};
  if (trust.official) opening["mandate"] = digest_of('9');
  opening.update(certifier_json(named));
  REQUIRE(act("registry_opened", "", opening, operator_key) == "done");
  granted(developer, "developer", 1);
  granted(other_developer, "developer", 2);
  granted(auditor, "auditor", 3);
  accredit(siret(3));
  Json adoption{{"document", reference_methodology()}};
  if (trust.official) {
    adoption["document"]["status"] = "approved";
    adoption.update({{"decision", "TECR2501836A"}, {"decided_on", "2025-09-05"}});
  }
  REQUIRE(act("methodology_adopted", "", adoption, certifier) == "done");
}

void TrialRegistry::accredit(const std::string& party, std::string_view from, std::string_view to) {
  REQUIRE(act("auditor_accredited", "", accreditation(party, from, to), certifier) == "done");
}

Statement TrialRegistry::drafted(std::string_view kind, std::string_view project, const Json& act,
                                 const PrivateKey& signer) const {
  Statement statement;
  statement.kind = kind;
  statement.origin = "registry.example/trial";
  statement.project = project;
  statement.act = act;
  statement.key = signer.public_key().id();
  statement.seen = head_of(next);
  return statement;
}

SeenHead TrialRegistry::look_up(const Head& head) const {
  SeenHead seen{head.size <= next && head == head_of(head.size), passed_at, {}};
  if (!seen.is_known || head.size == 0 || head.size > times.size()) return seen;
  seen.reached_at = times[head.size - 1];
  if (!passed_at && head.size < times.size()) seen.passed_at = times[head.size];
  return seen;
}

std::string TrialRegistry::act(std::string_view kind, std::string_view project, const Json& act,
                               const PrivateKey& signer) {
  Statement statement = drafted(kind, project, act, signer);
  sign(statement, signer);
  return take(statement);
}

std::string TrialRegistry::act(std::string_view kind, const Json& act, const PrivateKey& signer,
                               std::initializer_list<const PrivateKey*> endorsers) {
  Statement statement = drafted(kind, "", act, signer);
  sign(statement, signer);
  for (const PrivateKey* each : endorsers) endorse(statement, *each);
  return take(statement);
}

std::string TrialRegistry::take(const Statement& statement) {
  const std::string before = summary(state.records());
  const auto refused = state.refusal(statement, time, [&](const Head& head) { return look_up(head); });
  if (!refused) {
    state.apply(next++, statement, time);
    if (std::has_single_bit(next)) check_kept(state);
    times.push_back(time);
    return "done";
  }
  CHECK(summary(state.records()) == before);
  return fmt::format("{} {}", word(refused->refusal), refused->place.field);
}

Head TrialRegistry::head_at(std::uint64_t size) { return head_of(size); }

Json TrialRegistry::head_json(std::uint64_t size) {
  return {{"root", hex(head_of(size).root)}, {"size", size}};
}

std::string TrialRegistry::first_methodology() const {
  const auto adopted = [](const auto& methodology) { return methodology.second.adopted; };
  return hex(std::ranges::min_element(state.methodologies(), {}, adopted)->first);
}

void TrialRegistry::bring(std::string_view project, ProjectState to) {
  const auto done = [&](const char* kind, const Json& what, const PrivateKey& signer) {
    REQUIRE(act(kind, project, what, signer) == "done");
  };
  if (to == ProjectState::absent) return;
  done("project_notified", notification(), developer);
  if (to == ProjectState::withdrawn)
    done("project_withdrawn", {{"withdrawn_on", "2025-02-01"}, {"reason", "no funds"}}, developer);
  if (to == ProjectState::notified || to == ProjectState::withdrawn) return;
  done("project_filed", {{"dossier", digest_of('d')}}, developer);
  if (to == ProjectState::filed) return;
  done("project_labelled", label(*this), certifier);
  if (to == ProjectState::labelled) return;
  done("project_closed", {{"closed_on", "2029-01-01"}, {"reason", "done"}}, developer);
}

std::uint64_t TrialRegistry::audited_report(std::string_view project, const Json& period) {
  REQUIRE(act("exclusivity_declared", project, {{"period", period}, {"declaration", digest_of('e')}},
              developer) == "done");
  REQUIRE(act("period_reported", project, report(*this, period), developer) == "done");
  const std::uint64_t reported = last();
  REQUIRE(act("opinion_given", project, opinion(reported), auditor) == "done");
  return reported;
}

Json grant(const PrivateKey& key, const char* role) {
  return {{"public_key", key.public_key().text()}, {"role", role}, {"party", siret(8)}};
}

Json holder_grant(const PrivateKey& key, const char* name) {
  return {{"public_key", key.public_key().text()},
          {"role", "holder"},
          {"name", name},
          {"possession", possession_of("registry.example/trial", key)}};
}

Json revocation(const PrivateKey& key) { return {{"key", hex(key.public_key().id())}, {"reason", "lost"}}; }

Json registration(std::uint64_t number) { return {{"participant", siret(number)}, {"name", "A workshop"}}; }

Json notification() {
  return {{"title", "Phones"},     {"developer", siret(1)},         {"region", "Bretagne"},
          {"communes", {"Brest"}}, {"applicant_standing", "owner"}, {"notified_on", "2025-01-01"}};
}

Json label(const TrialRegistry& registry) {
  return {{"decision", "2025-12"},
          {"notified_on", "2025-01-01"},
          {"methodology", registry.first_methodology()},
          {"potential_units", 1'000},
          {"crediting_period", dates("2025-01-01", "2030-01-01")}};
}

Json report(const TrialRegistry& registry, const Json& period) {
  return {{"period", period},
          {"checkpoint", registry.head()},
          {"methodology", registry.first_methodology()},
          {"tally", digest_of('7')},
          {"lines", hex(sha256(std::to_string(registry.next)))},
          {"reduction", "100000"},
          {"estimate", 80}};
}

Json opinion(std::uint64_t report) {
  return {{"reports", {report}},        {"opinion", "unmodified"},        {"assurance", "reasonable"},
          {"materiality", "0.05"},      {"misstatements", Json::array()}, {"misstated", "0"},
          {"document", digest_of('f')}, {"independence", digest_of('1')}};
}

Json issuance(const TrialRegistry& registry, std::uint64_t report, std::uint64_t opinion,
              const Json& period) {
  std::vector<std::uint64_t> opinions{opinion};
  for (const auto& [id, project] : registry.state.records().projects) {
    if (project.report(report) != nullptr) opinions = project.opinions_touching(2025);
  }
  return {{"report", report},
          {"opinion", opinion},
          {"opinions", opinions.empty() ? std::vector{opinion} : opinions},
          {"decision", "DGEC 1"},
          {"decided_on", "2029-05-01"},
          {"period", period},
          {"vintage", 2025},
          {"checkpoint", registry.head()},
          {"methodology", registry.first_methodology()},
          {"tally", digest_of('7')},
          {"avoided", "9000"},
          {"emitted", "500"},
          {"given_back", "100.5"},
          {"baseline", "0"},
          {"leakage", "0"},
          {"reduction", "8399.5"},
          {"creditable", "5999.5"},
          {"issued_before", 0},
          {"cancelled", 0},
          {"set_off_in", "0"},
          {"set_off_out", "0"},
          {"owed", "5999.5"},
          {"count", 5}};
}

}  // namespace lcl::test
