// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/opinion_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The samples of a period by which an auditor's opinion is measured, whichever of its reports froze the
/// population: the last that it drew and, where a key of those may have been stolen, what it drew before, up
/// to the last where none may.
std::vector<const DrawnSample*> last_samples(const Project& project, const Period& period,
                                             const std::string& auditor) {
  std::vector<const DrawnSample*> last;
  for (auto sample = project.samples.rbegin(); sample != project.samples.rend(); ++sample) {
    const SampleCommitment& commitment = *project.commitment(sample->commitment);
    if (commitment.auditor != auditor || !commitment.covers(period)) continue;
    last.push_back(&*sample);
    if (!commitment.in_question() && !sample->with.in_question) break;
  }
  return last;
}

using Contradictions = std::vector<std::string>;

void add_unfinished(const Project& project, const Period& period, Contradictions& out) {
  for (const SampleCommitment& commitment : project.commitments) {
    if (!commitment.covers(period) || !project.unfinished(commitment)) continue;
    if (commitment.drawn) {
      out.push_back(phrase("nothing is recorded of the sample that {} drew in entry {}", commitment.auditor,
                           *commitment.drawn));
    } else if (commitment.challenged) {
      out.push_back(phrase("{} has not drawn the sample it committed to in entry {}", commitment.auditor,
                           commitment.seq));
    } else {
      out.push_back(phrase("the certifier has not challenged the commitment of {} in entry {}",
                           commitment.auditor, commitment.seq));
    }
  }
}

/// Where the methodology asks for a sample, an auditor vouches for nothing that it has not sampled.
void add_unsampled(const Project& project, const Report& report, const Opinion& opinion,
                   Contradictions& out) {
  if (report.without_amounts()) return;
  const bool is_sampled =
      std::any_of(project.samples.begin(), project.samples.end(), [&](const DrawnSample& sample) {
        const SampleCommitment& commitment = *project.commitment(sample.commitment);
        return commitment.auditor == opinion.auditor && commitment.names(report.seq) &&
               !sample.evaluations.empty();
      });
  if (!is_sampled) {
    out.push_back(
        phrase("the methodology asks for a sample, and {} has recorded none of the report of entry {}; one "
               "of several reports that follow one another counts for each of them",
               opinion.auditor, report.seq));
  }
}

/// No more is concluded than the auditor's own sample was planned for.
void add_beyond_plan(const SamplingPlan& plan, const DrawnSample& sample, const Opinion& opinion,
                     Contradictions& out) {
  if (opinion.reasonable && !plan.reasonable)
    out.push_back(phrase("the sample of entry {} gives limited assurance", sample.seq));
  if (opinion.materiality > plan.materiality) {
    out.push_back(phrase("the sample of entry {} was planned for a materiality of {}", sample.seq,
                         to_string(plan.materiality)));
  }
}

/// Nor is what anybody's sample found passed over.
void add_found(const Project& project, const Period& period, const Opinion& opinion, Contradictions& out) {
  for (const DrawnSample* sample : project.standing_samples(period)) {
    const auto material = product(opinion.materiality,
                                  sample->reduction.is_negative() ? -sample->reduction : sample->reduction);
    for (const SampleEvaluation& found : sample->binding()) {
      if (!sample->exceeds(opinion.materiality, found)) continue;
      out.push_back(
          phrase("by entry {}, on a sample of {}, up to {} kgCO2e may be overstated, of {} that "
                 "are material",
                 found.seq, project.commitment(sample->commitment)->auditor, to_string(found.bound),
                 material ? to_string(*material) : phrase("none")));
    }
  }
}

void add_unanswered(const Project& project, const std::string& auditor, Contradictions& out) {
  for (const AskedQuestion& question : project.questions) {
    if (question.asker == auditor && question.answers.empty())
      out.push_back(phrase("the auditor's question of entry {} is unanswered", question.seq));
  }
}

}  // namespace

std::vector<std::uint64_t> Project::to_dispose_of(const Period& period) const {
  std::vector<std::uint64_t> seqs;
  for (const Report& report : reports) {
    if (report.period != period) continue;
    for (const Opinion& opinion : report.opinions) {
      if (opinion.word != OpinionWord::unmodified) seqs.push_back(opinion.seq);
    }
  }
  for (const DrawnSample& sample : samples) {
    const SampleCommitment& committed = *commitment(sample.commitment);
    if (!committed.covers(period)) continue;
    for (const SampleEvaluation& record : sample.evaluations) {
      if (sample.exceeds(committed.plan.materiality, record)) seqs.push_back(record.seq);
    }
  }
  for (const CompletenessRecord& record : completeness) {
    if (record.is_short() && record.covers(period)) seqs.push_back(record.seq);
  }
  std::sort(seqs.begin(), seqs.end());
  return seqs;
}

std::optional<Refused> contradiction_refusal(const Project& project,
                                             const std::vector<const Report*>& reports,
                                             const Opinion& opinion, bool asks_sample) {
  if (opinion.word != OpinionWord::unmodified) return std::nullopt;
  Contradictions found;
  for (const Report* report : reports) {
    add_unfinished(project, report->period, found);
    if (asks_sample) add_unsampled(project, *report, opinion, found);
    for (const DrawnSample* sample : last_samples(project, report->period, opinion.auditor))
      add_beyond_plan(project.commitment(sample->commitment)->plan, *sample, opinion, found);
    add_found(project, report->period, opinion, found);
  }
  const Decimal projected = project.projected_in(opinion.reports);
  const Decimal omitted = project.omitted_in(opinion.reports, opinion.auditor);
  if (opinion.misstated < projected + omitted) {
    found.push_back(
        phrase("samples project {} kgCO2e as overstated, the auditor's records of completeness {} as "
               "left out, and the opinion states {}",
               to_string(projected), to_string(omitted), to_string(opinion.misstated)));
  }
  add_unanswered(project, opinion.auditor, found);
  if (found.empty()) return std::nullopt;
  return act_fields::refused(Refusal::contradicts_record, "act.opinion",
                             fmt::format("{}", fmt::join(found, "; ")));
}

namespace {

void question(SignedWith& with, const GrantedKey& key) {
  if (with.key == key.key.id()) with.in_question = key.questioned_at(with.at);
}

void question_samples(Project& project, const GrantedKey& key) {
  for (SampleCommitment& commitment : project.commitments) {
    question(commitment.with, key);
    if (commitment.challenged) question(commitment.challenged->with, key);
  }
  for (DrawnSample& sample : project.samples) {
    question(sample.with, key);
    for (SampleEvaluation& evaluation : sample.evaluations) question(evaluation.with, key);
  }
  for (CompletenessRecord& record : project.completeness) question(record.with, key);
}

void question_opinions(Project& project, const GrantedKey& key, std::uint64_t seq) {
  for (Report& report : project.reports) {
    for (Opinion& opinion : report.opinions) {
      if (opinion.key != key.key.id() || opinion.word != OpinionWord::unmodified) continue;
      if (!key.questioned_at(opinion.given)) {
        opinion.lapsed.reset();
      } else if (!opinion.lapsed) {
        opinion.lapsed = seq;
      }
    }
  }
}

}  // namespace

void question_audits(Records& records, const GrantedKey& key, std::uint64_t seq) {
  const auto audited = records.audited_with.find(key.key.id());
  if (audited == records.audited_with.end()) return;
  for (const std::string& name : audited->second) {
    Project& project = records.projects.at(name);
    question_opinions(project, key, seq);
    question_samples(project, key);
  }
}

}  // namespace lcl
