// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/audit_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/question_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// What a stated figure is of, and the figure: `2025-01-01/2026-01-01`, `81,234.50 kgCO2e`.
std::pair<std::string, std::string> stated(const RecomputedAct& act) {
  const Json& fields = act.act;
  const auto text = [&fields](const char* field) { return fields[field].get<std::string>(); };
  const auto kg = [&text](const char* field) { return kilograms(*parse_decimal(text(field))) + " kgCO2e"; };
  if (act.kind == rule_of(Act::period_reported).kind) {
    const Json& period = fields["period"];
    return {fmt::format("{}/{}", period["from"].get<std::string>(), period["to"].get<std::string>()),
            kg("reduction")};
  }
  if (act.kind == rule_of(Act::units_issued).kind) {
    return {phrase("vintage {}", fields["vintage"].get<int>()),
            counted(fields["count"].get<std::uint64_t>(), phrase("unit"), phrase("units"))};
  }
  if (act.kind == rule_of(Act::debt_set_off).kind) {
    return {phrase("vintage {} from {}", fields["vintage"].get<int>(), fields["from_vintage"].get<int>()),
            kg("kgco2e")};
  }
  return {};
}

std::string acts_text(const ProjectAudit& audit) {
  if (audit.acts.empty()) return phrase("  no act states a figure yet\n");
  Columns lines({Align::left, Align::left, Align::left, Align::right, Align::left});
  for (const RecomputedAct& act : audit.acts) {
    const auto [what, figure] = stated(act);
    lines.row({phrase("entry {}", act.seq), act.kind, what, figure,
               act.differing ? phrase("DIFFERS: {}: {}", word(act.differing->refusal), act.differing->message)
                             : phrase("agrees")});
  }
  return lines.text(2);
}

std::string entries_of(const UncheckedDevices::Named& named) {
  std::string out;
  for (const std::uint64_t seq : named.entries) out += (out.empty() ? "" : ", ") + std::to_string(seq);
  return named.count > named.entries.size() ? out + ", …" : out;
}

std::string unchecked_text(const UncheckedDevices& unchecked) {
  if (unchecked.imei.count + unchecked.serial.count == 0) return {};
  Columns lines({Align::right, Align::left});
  lines.row({whole(unchecked.collections), phrase("collections")});
  if (unchecked.imei.count > 0)
    lines.row({whole(unchecked.imei.count),
               phrase("under an IMEI without a check digit (14 or 16 digits): entries {}",
                      entries_of(unchecked.imei))});
  if (unchecked.serial.count > 0)
    lines.row({whole(unchecked.serial.count),
               phrase("under a serial number alone: entries {}", entries_of(unchecked.serial))});
  return phrase("\ndevices that no check digit vouches for: a misread digit makes another device\n{}",
                lines.text(2));
}

Json named_json(const UncheckedDevices::Named& named) {
  return {{"count", named.count}, {"entries", named.entries}};
}

page::Speech say() { return page::Speech(spoken()); }
constexpr std::size_t most_entries_named = 20;

std::string tests_text(const Plausibility& plausibility) {
  Columns lines({Align::left, Align::right, Align::right, Align::left});
  lines.row({phrase("test"), phrase("looked at"), phrase("questions"), ""});
  for (const TestRun& run : plausibility.tests) {
    lines.row({std::string(word(run.test)), run.looked_at == 0 ? phrase("too few") : whole(run.looked_at),
               whole(run.questions), test_text(run.test, say())});
  }
  return lines.text(2);
}

std::string asked_text(const Question& question) {
  std::string out =
      phrase("  {}, {} kgCO2e of {} at stake\n", word(question.test), kilograms(question.kg_co2e),
             counted(question.devices, phrase("device"), phrase("devices")));
  constexpr std::size_t most_cases = 10;
  for (std::size_t i = 0; i < std::min(question.cases.size(), most_cases); ++i)
    out += fmt::format("    {}\n", case_text(question.test, question.cases[i], say()));
  if (question.cases.size() > most_cases)
    out += phrase("    and {} more: lcl audit --json\n", question.cases.size() - most_cases);
  return out + phrase("    entries {}\n", entries_text(question.behind, most_entries_named, say()));
}

Json case_json(PlausibilityTest test, const Case& found) {
  Json figures = Json::array();
  for (const Decimal& figure : found.figures) figures.push_back(to_string(figure));
  Json json = {{"entries", found.behind.entries},
               {"entry_count", found.behind.count},
               {"figures", std::move(figures)},
               {"text", case_text(test, found, say())}};
  if (!found.about.empty()) json["about"] = found.about;
  if (!found.category.empty()) json["category"] = found.category;
  return json;
}

Json question_json(const Question& question) {
  Json cases = Json::array();
  for (const Case& found : question.cases) cases.push_back(case_json(question.test, found));
  return {{"cases", std::move(cases)},
          {"devices", question.devices},
          {"entries", question.behind.entries},
          {"entry_count", question.behind.count},
          {"kgco2e", to_string(question.kg_co2e)},
          {"test", std::string(word(question.test))},
          {"title", test_text(question.test, say())}};
}

}  // namespace

std::string audit_text(const ProjectAudit& audit) {
  std::string out = phrase("{}, {}, as of {} entries\n\nstated figures, recomputed from the entries\n",
                           audit.project, to_string(audit.period), audit.checkpoint.size);
  out += acts_text(audit);
  out += unchecked_text(audit.unchecked);
  out += phrase("\ntests of plausibility\n{}", tests_text(audit.plausibility));
  if (audit.plausibility.questions.empty()) return phrase("{}\nno question\n", out);
  out += phrase("\nquestions, not verdicts; those with the most at stake first\n");
  for (const Question& question : audit.plausibility.questions) out += asked_text(question);
  return out;
}

Json audit_json(const ProjectAudit& audit) {
  Json recomputed = Json::array();
  for (const RecomputedAct& act : audit.acts) {
    Json item = {{"act", act.act}, {"agrees", !act.differing}, {"entry", act.seq}, {"kind", act.kind}};
    if (act.differing) {
      item["differing"] = {{"field", act.differing->place.field},
                           {"message", act.differing->message},
                           {"word", std::string(word(act.differing->refusal))}};
    }
    recomputed.push_back(std::move(item));
  }
  Json tests = Json::array();
  for (const TestRun& run : audit.plausibility.tests) {
    tests.push_back({{"looked_at", run.looked_at},
                     {"questions", run.questions},
                     {"test", std::string(word(run.test))},
                     {"title", test_text(run.test, say())}});
  }
  Json questions = Json::array();
  for (const Question& question : audit.plausibility.questions) questions.push_back(question_json(question));
  return {{"agrees", audit.agrees()},
          {"period", {{"from", to_string(audit.period.from)}, {"to", to_string(audit.period.to)}}},
          {"project", audit.project},
          {"questions", std::move(questions)},
          {"recomputed", std::move(recomputed)},
          {"tests", std::move(tests)},
          {"unchecked",
           {{"collections", audit.unchecked.collections},
            {"imei", named_json(audit.unchecked.imei)},
            {"serial", named_json(audit.unchecked.serial)}}}};
}

}  // namespace lcl
