// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/sampled_devices_text.hpp"

#include <array>

#include "ledger/registry/words.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/sample_text.hpp"
#include "ledger/values/csv.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string joined(const std::vector<std::uint64_t>& entries) {
  std::string out;
  for (const std::uint64_t seq : entries) out += (out.empty() ? "" : ";") + std::to_string(seq);
  return out;
}

}  // namespace

Json sampled_devices_json(const std::vector<SampledDevice>& devices, const DrawnSample& sample) {
  const SampleEvaluation* last = sample.evaluations.empty() ? nullptr : &sample.evaluations.back();
  Json list = Json::array();
  for (const SampledDevice& each : devices) {
    list.push_back({{"category", each.category},
                    {"certain", each.drawn.certain},
                    {"device", hex(each.device)},
                    {"entries", each.entries},
                    {"kgco2e", to_string(each.drawn.cycle.book())},
                    {"participant", each.participant},
                    {"seq", each.drawn.cycle.collection},
                    {"size", to_string(each.drawn.cycle.size())}});
    const SampleResult* result = last == nullptr ? nullptr : last->of(each.drawn.cycle.collection);
    if (result == nullptr) continue;
    list.back()["result"] = std::string(sample_result_words[static_cast<std::size_t>(result->outcome)]);
    if (result->outcome == SampleOutcome::differing) list.back()["found_kgco2e"] = to_string(result->found);
  }
  return list;
}

std::string sampled_devices_csv(const std::vector<SampledDevice>& devices) {
  std::string out;
  append_csv_row(std::array<std::string, 6>{"seq", "device", "category", "participant", "kgco2e", "entries"},
                 out);
  for (const SampledDevice& each : devices) {
    append_csv_row(std::array<std::string, 6>{std::to_string(each.drawn.cycle.collection), hex(each.device),
                                              each.category, each.participant,
                                              to_string(each.drawn.cycle.book()), joined(each.entries)},
                   out);
  }
  return out;
}

std::string results_form(const std::vector<SampledDevice>& devices) {
  std::string out;
  append_csv_row(std::array<std::string, 5>{"seq", "result", "found_kgco2e", "evidence", "text"}, out);
  for (const SampledDevice& each : devices)
    append_csv_row(std::array<std::string, 5>{std::to_string(each.drawn.cycle.collection), "", "", "", ""},
                   out);
  return out;
}

std::string examined_table(const std::vector<ExaminedCycle>& cycles) {
  Columns lines({Align::right, Align::left, Align::right, Align::right, Align::right});
  lines.row({phrase("seq"), phrase("result"), "kgCO2e", phrase("found"), phrase("difference")});
  Decimal book;
  Decimal found;
  Decimal difference;
  for (const ExaminedCycle& each : cycles) {
    book += each.drawn.cycle.book();
    found += each.result.found;
    difference += each.difference;
    lines.row({std::to_string(each.drawn.cycle.collection),
               spoken(sample_result_words[static_cast<std::size_t>(each.result.outcome)]),
               kilograms(each.drawn.cycle.book()), kilograms(each.result.found), kilograms(each.difference)});
  }
  lines.row({phrase("total"), "", kilograms(book), kilograms(found), kilograms(difference)});
  return lines.text();
}

std::string sample_heading(const Project& project, const DrawnSample& sample) {
  Columns lines({Align::left, Align::left});
  const SampleCommitment& commitment = *project.commitment(sample.commitment);
  std::string entries;
  for (const std::uint64_t report : commitment.reports)
    entries += (entries.empty() ? "" : ", ") + std::to_string(report);
  const std::string reports = commitment.reports.size() == 1 ? phrase("the report of entry {}", entries)
                                                             : phrase("the reports of entries {}", entries);
  lines.row({phrase("sample"), phrase("entry {}, of {}", sample.seq, reports)});
  lines.row({phrase("plan"), plan_text(commitment.plan)});
  lines.row({phrase("population"), phrase("{}, {} kgCO2e that could be overstated",
                                          counted(sample.population, phrase("cycle"), phrase("cycles")),
                                          kilograms(sample.kg_co2e))});
  lines.row({phrase("interval"), kilograms(sample.interval) + " kgCO2e"});
  lines.row({phrase("drawn"), counted(sample.size, phrase("cycle"), phrase("cycles"))});
  lines.row({phrase("result"), conclusion_text(project, sample)});
  return lines.text();
}

std::string sampled_devices_table(const std::vector<SampledDevice>& devices) {
  Columns lines({Align::right, Align::left, Align::left, Align::left, Align::right, Align::left});
  lines.row({phrase("seq"), phrase("device"), phrase("category"), phrase("participant"), "kgCO2e",
             phrase("entries")});
  for (const SampledDevice& each : devices) {
    lines.row({std::to_string(each.drawn.cycle.collection), hex(each.device), each.category, each.participant,
               kilograms(each.drawn.cycle.book()),
               joined(each.entries) + (each.drawn.certain ? "  " + phrase("certain") : "")});
  }
  return lines.text();
}

}  // namespace lcl
