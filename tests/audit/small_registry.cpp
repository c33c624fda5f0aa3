// SPDX-License-Identifier: Apache-2.0
#include "tests/audit/small_registry.hpp"

#include "ledger/methodology/methodology.hpp"
#include "tests/methodology/small_document.hpp"

namespace lcl::test {
namespace {

Facts facts_of(EventKind kind, std::string_view occurred_at) {
  Facts facts;
  facts.kind = kind;
  facts.occurred_at = parse_canonical_instant(occurred_at).value();
  facts.participant = siret;
  facts.country = "FR";
  return facts;
}

}  // namespace

Facts collection(std::string_view occurred_at) {
  Facts facts = facts_of(EventKind::collection, occurred_at);
  facts.category = "smartphone";
  facts.model = "One";
  facts.legs = {{"van", Decimal{120}}};
  return facts;
}

Facts reconditioning(std::string_view occurred_at) {
  Facts facts = facts_of(EventKind::reconditioning, occurred_at);
  facts.functions_tested = true;
  facts.parts = {{"screen", 1, PartOrigin::new_}};
  return facts;
}

Facts resale(std::string_view occurred_at) {
  Facts facts = facts_of(EventKind::resale, occurred_at);
  facts.warranty_months = 12;
  return facts;
}

Facts return_of(std::string_view occurred_at) { return facts_of(EventKind::return_, occurred_at); }

Facts disposal(std::string_view occurred_at) {
  Facts facts = facts_of(EventKind::disposal, occurred_at);
  facts.route = "recycling";
  return facts;
}

Facts void_of(std::uint64_t seq) {
  Facts facts = facts_of(EventKind::void_, "2026-02-20T00:00:00.000Z");
  facts.voids = seq;
  facts.reason = "typed twice";
  return facts;
}

Json grant(const PublicKey& key, std::string_view role) {
  const std::string_view party = role == "developer" ? siret
                                 : role == "auditor" ? other_siret
                                                     : "73282932000074";
  return {{"public_key", key.text()}, {"role", role}, {"party", party}};
}

Json notification() {
  return {{"title", "Phones"},      {"developer", siret},           {"region", "Bretagne"},
          {"communes", {"Rennes"}}, {"applicant_standing", "2000"}, {"notified_on", "2026-01-15"}};
}

Json label() {
  return {{"decision", "LBC-2026-1"},
          {"notified_on", "2026-01-15"},
          {"methodology", hex(loaded(small_document()).digest())},
          {"potential_units", 100},
          {"crediting_period", {{"from", "2026-02-01"}, {"to", "2031-02-01"}}}};
}

void open_and_label(DishonestRegistry& registry) {
  registry.act("registry_opened", "", registry.opening(), registry.operator_key);
  registry.seal();
  registry.act("key_granted", "", grant(registry.developer.public_key(), "developer"), registry.certifier);
  registry.act("methodology_adopted", "", {{"document", small_document()}}, registry.certifier);
  registry.act("participant_registered", "", {{"participant", siret}, {"name", "Atelier"}},
               registry.developer);
  registry.act("project_notified", std::string(project), notification(), registry.developer);
  registry.act("project_filed", std::string(project), {{"dossier", hex(sha256("dossier"))}},
               registry.developer);
  registry.act("project_labelled", std::string(project), label(), registry.certifier);
  registry.seal();
}

void make_small(DishonestRegistry& registry) {
  open_and_label(registry);
  const Pseudonym one = device_number(1);
  const Pseudonym two = device_number(2);
  const Pseudonym three = device_number(3);
  registry.submit(std::string(project),
                  {{one, collection("2026-02-01T10:00:00.000Z"), {device_number(11)}, {"R-1", ""}},
                   {two, collection("2026-02-01T11:00:00.000Z")},
                   {one, reconditioning("2026-02-02T10:00:00.000Z"), {}, {"R-2", "C-77"}},
                   {one, resale("2026-02-03T10:00:00.000Z")},
                   {one, return_of("2026-02-04T10:00:00.000Z")},
                   {two, disposal("2026-02-05T10:00:00.000Z")},
                   {three, collection("2026-02-06T10:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  registry.submit(std::string(project), {{one, void_of(labelled_size + 5)}}, registry.certifier);
  registry.seal();
}

std::vector<std::string> words(const VerifyReport& report) {
  std::vector<std::string> words;
  for (const Finding& finding : report.findings) {
    std::string text(word(finding.finding));
    if (finding.seq) text += '@' + std::to_string(*finding.seq);
    words.push_back(std::move(text));
  }
  return words;
}

std::string shown(const VerifyReport& report) {
  std::string text;
  for (const Finding& finding : report.findings) {
    text += word(finding.finding);
    if (finding.seq) text += " @" + std::to_string(*finding.seq);
    if (finding.size) text += " size " + std::to_string(*finding.size);
    text += " | " + finding.detail + "\n";
  }
  return text;
}

}  // namespace lcl::test
