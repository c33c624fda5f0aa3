// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/next_act_text.hpp"

#include <algorithm>

#include "ledger/texts/figures.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

std::string debt_text(const NextAct& act) {
  return "the debt of vintage " + std::to_string(act.vintage) + ", " + kilograms(act.debt) + " kgCO2e";
}

NextActText text_of_clash(const NextAct& act, const std::string& project) {
  return {"looks into two declarations that clash, entries " + std::to_string(act.entry) + " and " +
              std::to_string(act.elsewhere),
          "lcl project show " + project};
}

NextActText text_of_report(const NextAct& act, const std::string& project) {
  const std::string period = to_string(act.period);
  const std::string file = "lcl report file " + project + " --period " + period + " --estimate ";
  if (act.entry == 0) return {"reports " + period, file + 'N'};
  return {"reports " + period + " again: what its cycles come to has changed since, as lcl tally --project " +
              project + " --report " + std::to_string(act.entry) + " shows",
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
  const std::string way_out = "; if it never does, the certifier releases it with lcl sample release";
  if (act.act == Act::sample_drawn) {
    return {"reveals the number of entry " + entry + " and draws from " + to_string(act.period) + way_out,
            "lcl sample draw " + project + " --number FILE"};
  }
  if (act.act == Act::sample_committed) {
    return {"commits to a sample of " + to_string(act.period) +
                ", which the methodology asks for; lcl sample plan shows what is drawn, or what to do where "
                "there is nothing to draw",
            "lcl sample commit " + project + " --report " + list_of(act.reports, " --report ") +
                " --method WORD --assurance WORD --materiality SHARE --number FILE"};
  }
  if (act.act == Act::sample_challenged) {
    return {"challenges the auditor's commitment of entry " + entry + ", so that a sample of " +
                to_string(act.period) + " can be drawn",
            "lcl sample challenge " + project + " --commitment " + entry};
  }
  return {"examines the sample of entry " + entry + " and records the results" + way_out,
          "lcl sample record " + project + " --sample " + entry + " --results CSV --document FILE"};
}

NextActText text_of_opinion(const NextAct& act, const std::string& project) {
  const std::string period = to_string(act.period);
  std::string what = act.anew ? "gives another opinion on " : "gives an opinion on ";
  what += act.reports.size() == 1 ? "the report of " + period
                                  : "the " + whole(std::uint64_t{act.reports.size()}) + " reports of " +
                                        period + ", together or one by one";
  if (act.anew) what += ", as the last one was taken back or has lapsed";
  if (!act.disposes.empty())
    what += "; an unmodified one answers " + list_of(act.disposes, ", ") + " with --disposes-of " +
            list_of(act.disposes, ",");
  return {std::move(what),
          "lcl opinion give " + project + " --report " + list_of(act.reports, " --report ") +
              " --opinion WORD --assurance WORD --materiality SHARE --document FILE --independence FILE"};
}

NextActText text_of_units(const NextAct& act, const std::string& project) {
  const std::string vintage = std::to_string(act.vintage);
  if (act.act == Act::units_cancelled) {
    const bool foreign = act.from_vintage != act.vintage;
    return {"cancels " + counted(static_cast<std::uint64_t>(act.units), "unit") +
                (foreign ? " of vintage " + std::to_string(act.from_vintage) : "") + " for " + debt_text(act),
            "lcl units cancel " + to_string(*act.block) + " --reason correction" +
                (foreign ? " --vintage " + vintage : "") + " --text TEXT"};
  }
  if (act.act == Act::debt_stated) {
    return {act.debt.is_zero() ? "states that vintage " + vintage + " owes nothing any more"
                               : "states " + debt_text(act) + ", so that it stands on certificates",
            "lcl units debt " + project + " --vintage " + vintage};
  }
  if (act.act == Act::debt_set_off) {
    const bool inherited = !act.debtor.empty();
    return {"sets off " + debt_text(act) +
                (inherited ? " of " + act.debtor + ", which " + project + " follows" : ""),
            "lcl units set-off " + project + (inherited ? " --of-project " + act.debtor : "") +
                " --vintage " + vintage + " --from-vintage " + std::to_string(act.from_vintage) +
                " --kgco2e " + to_string(act.set_off)};
  }
  return {"issues " + counted(static_cast<std::uint64_t>(act.units), "unit") + " of vintage " + vintage,
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
      return {"files the dossier", "lcl project file " + project + " --dossier FILE"};
    case Act::project_labelled:
      return {"decides on the label",
              "lcl project label " + project +
                  " --decision REF --methodology M --potential-units N --from DATE --to DATE"};
    case Act::project_closed:
      return {"closes the project: its crediting period ended on " + date_of(act.period.to),
              "lcl project close " + project + " --on " + date_of(act.period.to) + " --reason TEXT"};
    case Act::period_reported:
      return text_of_report(act, project);
    case Act::submission:
      return {"corrects what the auditor found in " + period + ", and reports it again",
              "lcl correct " + project + " LOG --reason TEXT"};
    case Act::exclusivity_declared:
      return {"declares that " + period + " is credited nowhere else",
              "lcl project exclusive " + project + " --period " + period + " --declaration FILE"};
    case Act::sample_committed:
    case Act::sample_challenged:
    case Act::sample_drawn:
    case Act::sample_recorded:
      return text_of_sample(act, project);
    case Act::question_answered:
      return {"answers the question of entry " + entry,
              "lcl question answer " + project + " --question " + entry + " --text TEXT"};
    case Act::dispute_settled:
      return {"settles the dispute of the collection of entry " + std::to_string(act.elsewhere),
              "lcl dispute settle " + project + " --dispute " + entry +
                  " --outcome upheld|rejected --reason TEXT"};
    case Act::opinion_given:
      return text_of_opinion(act, project);
    case Act::beneficiary_accepted:
      return {"accepts what entry " + entry + " names it for: units from vintage " +
                  std::to_string(act.vintage) + " on, from their issuance",
              "lcl units accept " + project + ' ' + entry + " --key HOLDER.pem"};
    case Act::assignment_accepted:
      return {"accepts the units offered by entry " + entry,
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
    out += (out.empty() ? "next, the " : "\nnext, the ") + std::string(word(act.who)) + ' ' + what + ": " +
           command;
  }
  if (out.empty() && figures_decide(project, seq))
    return "who acts next rests on the figures: lcl status " + project.id;
  return out;
}

std::string due_text(const DueDate& due) {
  switch (due.due) {
    case Due::report:
      return "report of " + to_string(due.period);
    case Due::expiry:
      return scheme_text(*due.approval) + " of " + due.participant->name + " expires";
    case Due::crediting_end:
      return "the crediting period ends";
  }
  return {};
}

}  // namespace lcl
