// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/commit.hpp"

#include <fmt/format.h>

#include <utility>

#include "ledger/chain/manifest.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/intake/appender.hpp"
#include "ledger/intake/submission_check.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/head_file.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// That the private part handed in is the one that `act.private` names: canonical, with a salt.
std::optional<Refused> private_part_refusal(const Statement& statement,
                                            const std::optional<std::string>& private_part) {
  const auto named = statement.act.find("private");
  const auto differs = [](std::string message) {
    return Refused{Refusal::private_part_differs, {.field = "act.private"}, std::move(message)};
  };
  if ((named != statement.act.end()) != private_part.has_value()) {
    return differs(private_part ? phrase("the act names no private part")
                                : phrase("the act names a private part"));
  }
  if (!private_part) return std::nullopt;
  if (hex(sha256(*private_part)) != named->get_ref<const std::string&>())
    return differs(phrase("its SHA-256 is not the one that the act names"));
  const auto read = parse_json(*private_part);
  const Json* document = std::get_if<Json>(&read);
  if (document == nullptr || !document->is_object() || canonical(*document) != *private_part ||
      !document->contains("salt")) {
    return differs(phrase("it is not a canonical JSON object with a salt"));
  }
  return std::nullopt;
}

/// That the entry to erase the private part of is there, and has one.
std::optional<Refused> erasure_refusal(const Statement& statement, const AuthenticatedLog& log) {
  if (statement.kind != rule_of(Act::private_erased).kind) return std::nullopt;
  const auto seq = statement.act["entry"].get<std::uint64_t>();
  bool has_private_part = false;
  const bool found = seq < log.head().size;
  if (found)
    log.entry(seq, [&](const AuthenticEntry& stored) { has_private_part = stored.private_part.has_value(); });
  if (has_private_part) return std::nullopt;
  if (found && log.is_bundle()) {
    throw Error(Obstacle::unavailable,
                phrase("this is {}: it does not say whether entry {} has a private part",
                       described(*log.rows().bundle()), seq));
  }
  return Refused{Refusal::nothing_to_erase,
                 {.field = "act.entry"},
                 phrase("entry {} {}", seq, found ? phrase("has no private part") : phrase("is not there"))};
}

/// Nothing may be appended to a database behind the file `head`: ledger_behind_head, or nothing.
std::optional<Refused> behind_head(const OpenLedger& ledger, const AuthenticatedLog& log) {
  const std::filesystem::path file = ledger.folder().head();
  const RegistryState& state = ledger.state();
  const auto text = read_head_file(file);
  if (!text) {
    throw Error(
        Obstacle::damaged,
        phrase("{} is missing; put it back from a copy: without it nothing is appended", file.string()));
  }
  const auto kept = verified_checkpoint(*text, {state.origin(), state.log_key()});
  if (!kept) {
    throw Error(Obstacle::damaged, phrase("{} is no checkpoint of this log", file.string()));
  }
  if (kept->size > ledger.head().size) {
    return Refused{Refusal::ledger_behind_head,
                   {},
                   phrase("the ledger has {} entries, {} were signed", ledger.head().size, kept->size)};
  }
  if (log.root_at(kept->size) != kept->root) {
    throw Error(Obstacle::damaged, phrase("the ledger does not extend {}; run lcl verify", file.string()));
  }
  return std::nullopt;
}

PrivateKey log_key_of(const OpenLedger& ledger) {
  const std::filesystem::path file = ledger.folder().log_key();
  PrivateKey key = PrivateKey::from_file(file);
  if (key.public_key() != ledger.state().log_key()) {
    throw Error(Obstacle::cryptography, phrase("{} is not the log key of this registry", file.string()));
  }
  return key;
}

Refused outdated(std::uint64_t event, std::string_view why) {
  return {Refusal::submission_outdated, {}, phrase("event {}: {}", event + 1, why)};
}

Refused not_as_signed(std::uint64_t event, std::string_view why) {
  return {Refusal::manifest_mismatch, {}, phrase("event {}: {}", event + 1, why)};
}

/// Works the plan of a staged submission out against the log that `reader` sees.
class Planner {
 public:
  Planner(const Statement& statement, const OpenLedger& ledger, const AuthenticatedLog& log, Instant now)
      : project_(*ledger.state().project(statement.project)),
        lookup_(event_lookup(log)),
        first_seq_(log.head().size + 1),
        check_(ledger.state(), project_, ledger.state().keys().at(statement.key).role, log.rows(), lookup_,
               first_seq_, now) {}

  std::optional<Refused> take(const StagedEvent& staged) {
    const std::uint64_t event = plan_.places.size();
    if (!read_manifest_line(staged.manifest_line, line_))
      return not_as_signed(event, phrase("its manifest line is malformed"));
    const auto kind = event_kind(line_.kind);
    if (!kind) return not_as_signed(event, phrase("its kind is unknown"));
    if (sha256(staged.payload) != line_.payload)
      return not_as_signed(event, phrase("its payload is another"));
    if (const char* fault = payloads_.read(*kind, staged.payload, payload_))
      return not_as_signed(event, std::string(translation(fault)));
    if (!is_canonical_payload(payload_, staged.payload, scratch_)) {
      return not_as_signed(event, phrase("its payload is not canonical"));
    }
    if (payload_.private_part.has_value() == staged.private_part.empty() ||
        (payload_.private_part && sha256(staged.private_part) != *payload_.private_part)) {
      return not_as_signed(event, phrase("its private part is not the one its payload states"));
    }
    return judge(event);
  }

  SubmissionPlan finish(const Statement& statement, Head base) {
    plan_.rows = check_.rows();
    plan_.base = base;
    plan_.nonce = statement.nonce;
    return std::move(plan_);
  }

 private:
  std::optional<Refused> judge(std::uint64_t event) {
    brought_.assign(1, *line_.device);
    brought_.insert(brought_.end(), line_.also.begin(), line_.also.end());
    if (check_.identify(brought_, payload_.facts.kind, subject_))
      return outdated(event, phrase("its identifiers belong to two devices now"));
    if (subject_.device != line_.device || subject_.also != line_.also) {
      return outdated(event, phrase("its device is recorded under another identifier now"));
    }
    if (check_.is_untouched(subject_) && check_.is_recorded(subject_, payload_.facts, lookup_)) {
      return outdated(event, phrase("it is recorded already"));
    }
    breaches_.clear();
    check_.append_breaches(subject_, payload_.facts, breaches_);
    if (!breaches_.empty()) {
      return outdated(event,
                      fmt::format("{}: {}", word(breaches_.front().refusal), breaches_.front().message));
    }
    plan_.places.add(first_seq_ + event, check_.accept(subject_, payload_.facts));
    plan_.latest = std::max(plan_.latest, payload_.facts.occurred_at);
    return std::nullopt;
  }

  const Project& project_;
  EventLookup lookup_;
  std::uint64_t first_seq_;
  SubmissionCheck check_;
  SubmissionPlan plan_;
  Entry line_;
  PayloadReader payloads_;
  EventPayload payload_;
  std::vector<Pseudonym> brought_;
  SubmissionCheck::Subject subject_;
  std::vector<Breach> breaches_;
  std::string scratch_;
};

Result<SubmissionPlan> plan_of(StagedReader& staged, const OpenLedger& ledger, const AuthenticatedLog& log,
                               Instant now, const Progress& progress) {
  const Statement& statement = staged.statement();
  const auto count = statement.act["count"].get<std::uint64_t>();
  Planner planner(statement, ledger, log, now);
  StagedEvent event;
  for (std::uint64_t done = 0; staged.next(event); ++done) {
    if (done == count) return not_as_signed(done, phrase("it is one more than was signed"));
    if (auto refused = planner.take(event)) return std::move(*refused);
    if (progress && done % progress_every == 0) progress(translation("checking"), done, count);
  }
  return planner.finish(statement, log.head());
}

/// Appends the staged events as planned; their manifest and payloads are held against what was signed.
std::optional<Refused> append_events(StagedReader& staged, const SubmissionPlan& plan,
                                     std::uint64_t first_seq, Appender& appender, const Progress& progress) {
  const Statement& statement = staged.statement();
  const auto count = statement.act["count"].get<std::uint64_t>();
  StagedEvent event;
  Entry entry;
  entry.project = statement.project;
  Appender::Events events(appender);
  std::uint64_t done = 0;
  for (; staged.next(event); ++done) {
    if (done == count || done == plan.places.size() || !read_manifest_line(event.manifest_line, entry)) {
      events.finish();  // a failure to write what came before is told first
      return not_as_signed(done, phrase("it is not one that was signed"));
    }
    const EventPlace place = plan.places.at(done, first_seq + done);
    entry.after = place.after == no_seq ? std::nullopt : std::optional(place.after);
    set_links(place.links, entry);
    events.append(entry, event.payload,
                  event.private_part.empty() ? std::nullopt : std::optional(event.private_part));
    if (progress && done % progress_every == 0) progress(translation("writing"), done, count);
  }
  events.finish();
  if (done != count) return not_as_signed(done, phrase("it is missing"));
  if (hex(staged.digest()) != statement.act["digest"].get_ref<const std::string&>()) {
    return Refused{
        Refusal::manifest_mismatch, {}, phrase("the manifest's digest is not the one that was signed")};
  }
  return std::nullopt;
}

/// Commits, writes the file `head`, and takes the new head over. The folder is locked meanwhile, so that
/// whoever commits next writes `head` after this one. What fails after COMMIT takes nothing back, and says
/// so.
Receipt conclude(OpenLedger& ledger, Writer& writer, std::string note, std::uint64_t seq,
                 const Statement& statement, Instant time) {
  const Descriptor folder = open_to_read(ledger.folder().path);
  (void)lock_where_possible(folder, ledger.folder().path);
  writer.commit();
  try {
    write_head_file(ledger.folder().head(), note);
  } catch (const Error& error) {
    throw Error(error.obstacle(),
                phrase("entry {} ({}) is recorded and stays so, but its checkpoint could not be kept in {}: "
                       "{}; do not record it again: put right what is in the way, and the next act that is "
                       "recorded writes the file anew",
                       seq, statement.kind, ledger.folder().head().string(), error.what()));
  }
  ledger.take_over(seq, statement, time, std::move(note));
  return {.seq = seq, .head = ledger.head(), .checkpoint = ledger.note()};
}

/// The receipt of a statement that is in `log` already, signature and all: sent again, it asks for nothing
/// new.
std::optional<Receipt> receipt_before(const OpenLedger& ledger, const Statement& statement,
                                      const AuthenticatedLog& log) {
  if (!statement.signature) return std::nullopt;
  const std::optional<RecordedStatement> recorded = ledger.recorded_as(statement, log);
  if (!recorded || recorded->statement.signature != statement.signature) return std::nullopt;
  return Receipt{
      .seq = recorded->seq, .head = ledger.head(), .checkpoint = ledger.note(), .recorded_before = true};
}

}  // namespace

std::optional<Refused> refusal_of(const OpenLedger& ledger, const Statement& statement,
                                  const Progress& progress) {
  auto refused = statement.signature ? ledger.refusal(statement, ledger.log())
                                     : ledger.refusal_of_draft(statement, ledger.log());
  if (refused) return refused;
  if (auto nothing_there = erasure_refusal(statement, ledger.log())) return nothing_there;
  if (!states_figures(statement.kind, statement.act)) return std::nullopt;
  return figures_refusal({ledger.log(), ledger.second_log()}, ledger.state(), statement, ledger.head().size,
                         progress);
}

Result<Receipt> commit(OpenLedger& ledger, const Statement& statement, const Progress& progress,
                       const std::optional<std::string>& private_part) {
  if (statement.kind == rule_of(Act::submission).kind) {
    return Refused{Refusal::manifest_mismatch, {}, phrase("a submission is committed with its events")};
  }
  ledger.require_registry();
  ledger.refresh();
  if (auto before = receipt_before(ledger, statement, ledger.log())) return *std::move(before);
  if (auto refused = private_part_refusal(statement, private_part)) return std::move(*refused);
  if (auto refused = refusal_of(ledger, statement, progress)) return std::move(*refused);
  const PrivateKey log_key = log_key_of(ledger);
  const std::uint64_t derived = ledger.head().size;

  Writer writer(ledger.folder().ledger(), ledger.wait_ms());
  ledger.refresh(writer.reader());
  const AuthenticatedLog log(writer.reader(), ledger.head());
  if (auto refused = behind_head(ledger, log)) return std::move(*refused);
  if (auto before = receipt_before(ledger, statement, log)) return *std::move(before);
  Appender appender(writer, ledger.checkpoint(), ledger.next_time(statement, log));
  if (auto refused = ledger.refusal(statement, log)) return std::move(*refused);
  if (auto refused = erasure_refusal(statement, log)) return std::move(*refused);
  if (states_figures(statement.kind, statement.act) && ledger.head().size != derived) {
    return Refused{Refusal::figures_differ,
                   {.field = "act.checkpoint"},
                   phrase("the log has moved on while its figures were recomputed")};
  }
  const std::uint64_t seq = appender.append(statement, ledger.chain(), private_part);
  if (statement.kind == rule_of(Act::private_erased).kind)
    writer.erase_private(statement.act["entry"].get<std::uint64_t>());
  return conclude(ledger, writer, appender.seal(log_key), seq, statement, appender.time());
}

Result<Receipt> commit_staged(OpenLedger& ledger, const std::filesystem::path& file,
                              std::optional<SubmissionPlan> plan, const Progress& progress) {
  ledger.require_registry();
  StagedReader staged(file);
  const Statement& statement = staged.statement();
  if (statement.kind != rule_of(Act::submission).kind) return commit(ledger, statement, progress);
  ledger.refresh();
  if (auto before = receipt_before(ledger, statement, ledger.log())) return *std::move(before);
  if (auto refused = ledger.refusal(statement, ledger.log())) return std::move(*refused);
  const PrivateKey log_key = log_key_of(ledger);

  const auto fits = [&] {
    return plan && plan->nonce == statement.nonce && plan->base.size == ledger.head().size;
  };
  const auto make_plan = [&](const AuthenticatedLog& from) -> std::optional<Refused> {
    auto made = plan_of(staged, ledger, from, ledger.next_time(statement, from), progress);
    staged.rewind();
    if (!made) return std::move(made).refused();
    plan = *std::move(made);
    return std::nullopt;
  };
  if (!fits()) {
    if (auto refused = make_plan(ledger.log())) return std::move(*refused);
  }

  Writer writer(ledger.folder().ledger(), ledger.wait_ms());
  ledger.refresh(writer.reader());
  const AuthenticatedLog log(writer.reader(), ledger.head());
  if (auto refused = behind_head(ledger, log)) return std::move(*refused);
  if (auto before = receipt_before(ledger, statement, log)) return *std::move(before);
  Appender appender(writer, ledger.checkpoint(), ledger.next_time(statement, log));
  if (auto refused = ledger.refusal(statement, log)) return std::move(*refused);
  if (!fits()) {
    if (auto refused = make_plan(log)) return std::move(*refused);
  }
  if (plan->latest.milliseconds > appender.time().milliseconds + clock_tolerance_ms) {
    return Refused{Refusal::in_the_future, {}, phrase("an event is dated {}", to_string(plan->latest))};
  }
  const std::uint64_t seq = appender.append(statement, ledger.chain());
  if (auto refused = append_events(staged, *plan, seq + 1, appender, progress)) return std::move(*refused);
  if (progress) progress(translation("closing"), 0, 0);
  for (const DeviceRow& row : plan->rows) writer.put_device(row);
  return conclude(ledger, writer, appender.seal(log_key), seq, statement, appender.time());
}

}  // namespace lcl
