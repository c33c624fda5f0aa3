// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/next_act_text.hpp"

#include <algorithm>

#include "ledger/texts/figures.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string debt_text(const NextAct& act) {
  return phrase("the debt of vintage {}, {} kgCO2e", act.vintage, kilograms(act.debt));
}

NextActText text_of_clash(const NextAct& act, const std::string& project) {
  return {phrase("looks into two declarations that clash, entries {} and {}", act.entry, act.elsewhere),
          "lcl project show " + project};
}

NextActText text_of_report(const NextAct& act, const std::string& project) {
  const std::string period = to_string(act.period);
  const std::string file = "lcl report file " + project + " --period " + period + " --estimate ";
  if (act.entry == 0) return {phrase("reports {}", period), file + 'N'};
  return {phrase("reports {} again: what its cycles come to has changed since, as lcl tally --project {} "
                 "--report {} shows",
                 period, project, act.entry),
          file + std::to_string(act.estimate)};
}

template <typename Entries>
std::string list_of(const Entries& entries, const char* between) {
  std::string out;
  for (const std::uint64_t entry : entries) out += (out.empty() ? "" : between) + std::to_string(entry);
  return out;
}

NextActText text_of_sample(const NextAct& act, const std::string& project) {
  const std::string entry = std::to_string(act.entry);

  if (act.act == Act::sample_drawn) {
    return {phrase("reveals the number of entry {} and draws from {}; if it never does, the certifier "
                   "releases it with lcl sample release",
                   entry, to_string(act.period)),
            "lcl sample draw " + project + " --number FILE"};
  }
  if (act.act == Act::sample_committed) {
    return {phrase("commits to a sample of {}, which the methodology asks for; lcl sample plan shows what is "
                   "drawn, or what to do where there is nothing to draw",
                   to_string(act.period)),
            "lcl sample commit " + project + " --report " + list_of(act.reports, " --report ") +
                " --method WORD --assurance WORD --materiality SHARE --number FILE"};
  }
  if (act.act == Act::sample_challenged) {
    return {phrase("challenges the auditor's commitment of entry {}, so that a sample of {} can be drawn",
                   entry, to_string(act.period)),
            "lcl sample challenge " + project + " --commitment " + entry};
  }
  return {phrase("examines the sample of entry {} and records the results; if it never does, the certifier "
                 "releases it with lcl sample release",
                 entry),
          "lcl sample record " + project + " --sample " + entry + " --results CSV --document FILE"};
}

NextActText text_of_opinion(const NextAct& act, const std::string& project) {
  const std::string period = to_string(act.period);
  const std::string reports = act.reports.size() == 1
                                  ? phrase("the report of {}", period)
                                  : phrase("the {} reports of {}, together or one by one",
                                           whole(std::uint64_t{act.reports.size()}), period);
  std::string what = act.anew ? phrase(
                                    "gives another opinion on {}, as the last one was taken back or has "
                                    "lapsed",
                                    reports)
                              : phrase("gives an opinion on {}", reports);
  if (!act.disposes.empty())
    what += phrase("; an unmodified one answers {} with --disposes-of {}", list_of(act.disposes, ", "),
                   list_of(act.disposes, ","));
  return {std::move(what),
          "lcl opinion give " + project + " --report " + list_of(act.reports, " --report ") +
              " --opinion WORD --assurance WORD --materiality SHARE --document FILE --independence FILE"};
}

NextActText text_of_units(const NextAct& act, const std::string& project) {
  const std::string vintage = std::to_string(act.vintage);
  if (act.act == Act::units_cancelled) {
    const bool foreign = act.from_vintage != act.vintage;
    const std::string units = counted(static_cast<std::uint64_t>(act.units), phrase("unit"), phrase("units"));
    return {foreign ? phrase("cancels {} of vintage {} for {}", units, act.from_vintage, debt_text(act))
                    : phrase("cancels {} for {}", units, debt_text(act)),
            "lcl units cancel " + to_string(*act.block) + " --reason correction" +
                (foreign ? " --vintage " + vintage : "") + " --text TEXT"};
  }
  if (act.act == Act::debt_stated) {
    return {act.debt.is_zero() ? phrase("states that vintage {} owes nothing any more", vintage)
                               : phrase("states {}, so that it stands on certificates", debt_text(act)),
            "lcl units debt " + project + " --vintage " + vintage};
  }
  if (act.act == Act::debt_set_off) {
    const bool inherited = !act.debtor.empty();
    return {inherited ? phrase("sets off {} of {}, which {} follows", debt_text(act), act.debtor, project)
                      : phrase("sets off {}", debt_text(act)),
            "lcl units set-off " + project + (inherited ? " --of-project " + act.debtor : "") +
                " --vintage " + vintage + " --from-vintage " + std::to_string(act.from_vintage) +
                " --kgco2e " + to_string(act.set_off)};
  }
  return {phrase("issues {} of vintage {}",
                 counted(static_cast<std::uint64_t>(act.units), phrase("unit"), phrase("units")), vintage),
          "lcl units issue " + project + " --report " + std::to_string(act.entry) + " --vintage " + vintage +
              " --decision REF --decided-on DATE"};
}

}  // namespace

NextActText next_act_text(const NextAct& act, const std::string& project) {
  if (!act.act) return text_of_clash(act, project);
  const std::string entry = std::to_string(act.entry);
  const std::string period = to_string(act.period);
  switch (*act.act) {
    case Act::project_filed:
      return {phrase("files the dossier"), "lcl project file " + project + " --dossier FILE"};
    case Act::project_labelled:
      return {phrase("decides on the label"),
              "lcl project label " + project +
                  " --decision REF --methodology M --potential-units N --from DATE --to DATE"};
    case Act::project_closed:
      return {phrase("closes the project: its crediting period ended on {}", date_of(act.period.to)),
              "lcl project close " + project + " --on " + date_of(act.period.to) + " --reason TEXT"};
    case Act::period_reported:
      return text_of_report(act, project);
    case Act::submission:
      return {phrase("corrects what the auditor found in {}, and reports it again", period),
              "lcl correct " + project + " LOG --reason TEXT"};
    case Act::exclusivity_declared:
      return {phrase("declares that {} is credited nowhere else", period),
              "lcl project exclusive " + project + " --period " + period + " --declaration FILE"};
    case Act::sample_committed:
    case Act::sample_challenged:
    case Act::sample_drawn:
    case Act::sample_recorded:
      return text_of_sample(act, project);
    case Act::question_answered:
      return {phrase("answers the question of entry {}", entry),
              "lcl question answer " + project + " --question " + entry + " --text TEXT"};
    case Act::dispute_settled:
      return {phrase("settles the dispute of the collection of entry {}", act.elsewhere),
              "lcl dispute settle " + project + " --dispute " + entry +
                  " --outcome upheld|rejected --reason TEXT"};
    case Act::opinion_given:
      return text_of_opinion(act, project);
    case Act::beneficiary_accepted:
      return {phrase("accepts what entry {} names it for: units from vintage {} on, from their issuance",
                     entry, act.vintage),
              "lcl units accept " + project + ' ' + entry + " --key HOLDER.pem"};
    case Act::assignment_accepted:
      return {phrase("accepts the units offered by entry {}", entry),
              "lcl units accept " + project + ' ' + entry + " --key HOLDER.pem"};
    case Act::units_issued:
    case Act::units_cancelled:
    case Act::debt_set_off:
    case Act::debt_stated:
      return text_of_units(act, project);
    default:
      break;
  }
  invariant(false, "nobody is asked for another act");
  return {};
}

namespace {

/// Whether what comes of entry `seq` rests on what the entries give.
bool figures_decide(const Project& project, std::uint64_t seq) {
  const auto is_it = [seq](const auto& each) { return each.seq == seq; };
  return std::any_of(project.exclusivities.begin(), project.exclusivities.end(), is_it) ||
         std::any_of(project.reports.begin(), project.reports.end(), [&](const Report& report) {
           return std::any_of(report.opinions.begin(), report.opinions.end(), is_it);
         });
}

}  // namespace

std::string text_of_next(const Project& project, std::uint64_t seq, Instant today) {
  const bool new_state = seq == std::max(project.notified, project.filed);
  std::string out;
  for (const NextAct& act : next_acts(project, {}, today)) {
    const SampleCommitment* commitment =
        act.act == Act::sample_drawn ? project.commitment(act.entry) : nullptr;
    const bool about_it = act.entry == seq || (commitment != nullptr && commitment->challenged->seq == seq) ||
                          std::find(act.reports.begin(), act.reports.end(), seq) != act.reports.end() ||
                          (new_state && (act.act == Act::project_filed || act.act == Act::project_labelled));
    if (!about_it) continue;
    const auto [what, command] = next_act_text(act, project.id);
    out += (out.empty() ? "" : "\n") + phrase("next, the {} {}: {}", spoken(word(act.who)), what, command);
  }
  if (out.empty() && figures_decide(project, seq))
    return phrase("who acts next rests on the figures: lcl status {}", project.id);
  return out;
}

std::string due_text(const DueDate& due) {
  switch (due.due) {
    case Due::report:
      return phrase("report of {}", to_string(due.period));
    case Due::expiry:
      return phrase("{} of {} expires", scheme_text(*due.approval), due.participant->name);
    case Due::crediting_end:
      return phrase("the crediting period ends");
  }
  return {};
}

}  // namespace lcl
