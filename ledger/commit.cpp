// SPDX-License-Identifier: Apache-2.0
// Committing: a signed statement, or a staged submission, into the log; all of
// it in one transaction, or nothing.
#include <fmt/format.h>

#include "ledger/intake/appender.hpp"
#include "ledger/intake/submission_check.hpp"
#include "ledger/ledger_parts.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/store/head_file.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// A manifest line taken apart; the views live as long as the line.
struct ManifestLine {
  std::string_view kind;
  Pseudonym device;
  std::vector<Pseudonym> also;
  Digest payload;
};

bool read_pseudonyms(std::string_view text, ManifestLine& out) {
  out.also.clear();
  bool first = true;
  for (std::size_t at = 0; at <= text.size(); first = false) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const auto pseudonym = pseudonym_from_hex(text.substr(at, end - at));
    if (!pseudonym) return false;
    if (first) {
      out.device = *pseudonym;
    } else {
      out.also.push_back(*pseudonym);
    }
    at = end + 1;
  }
  return true;
}

bool read_manifest_line(std::string_view line, ManifestLine& out) {
  const std::size_t first = line.find(' ');
  const std::size_t second = line.find(' ', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  out.kind = line.substr(0, first);
  const auto payload = digest_from_hex(line.substr(second + 1));
  if (!payload || !read_pseudonyms(line.substr(first + 1, second - first - 1), out)) return false;
  out.payload = *payload;
  return true;
}

Refused outdated(std::uint64_t event, std::string_view why) {
  return {Refusal::submission_outdated, {}, fmt::format("event {}: {}", event + 1, why)};
}

Refused not_as_signed(std::uint64_t event, std::string_view why) {
  return {Refusal::manifest_mismatch, {}, fmt::format("event {}: {}", event + 1, why)};
}

/// Works the plan of a staged submission out against the log that `reader` sees.
class Planner {
 public:
  Planner(const Statement& statement, const Ledger::Parts& parts, const Reader& reader, Instant now)
      : project_(*parts.state.project(statement.project)),
        lookup_(event_lookup(reader)),
        check_(parts.state, project_, parts.state.keys().at(statement.key).role, reader, lookup_,
               reader.size() + 1, now) {}

  std::optional<Refused> take(const StagedEvent& staged) {
    const std::uint64_t event = plan_.after.size();
    if (!read_manifest_line(staged.manifest_line, line_))
      return not_as_signed(event, "its manifest line is malformed");
    const auto kind = event_kind(line_.kind);
    if (!kind) return not_as_signed(event, "its kind is unknown");
    if (sha256(staged.payload) != line_.payload) return not_as_signed(event, "its payload is another");
    if (const char* fault = payloads_.read(*kind, staged.payload, payload_))
      return not_as_signed(event, fault);
    if (!is_canonical_payload(payload_, staged.payload, scratch_)) {
      return not_as_signed(event, "its payload is not canonical");
    }
    if (payload_.private_part.has_value() == staged.private_part.empty() ||
        (payload_.private_part && sha256(staged.private_part) != *payload_.private_part)) {
      return not_as_signed(event, "its private part is not the one its payload states");
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
    brought_.assign(1, line_.device);
    brought_.insert(brought_.end(), line_.also.begin(), line_.also.end());
    if (!check_.identify(brought_, subject_))
      return outdated(event, "its identifiers belong to two devices now");
    if (subject_.device != line_.device || subject_.also != line_.also) {
      return outdated(event, "its device is recorded under another identifier now");
    }
    if (check_.is_untouched(subject_) && check_.is_recorded(subject_, payload_.facts, lookup_)) {
      return outdated(event, "it is recorded already");
    }
    breaches_.clear();
    check_.append_breaches(subject_, payload_.facts, breaches_);
    if (!breaches_.empty()) {
      return outdated(event,
                      fmt::format("{}: {}", word(breaches_.front().refusal), breaches_.front().message));
    }
    plan_.after.push_back(check_.accept(subject_, payload_.facts));
    plan_.latest = std::max(plan_.latest, payload_.facts.occurred_at);
    return std::nullopt;
  }

  const Project& project_;
  EventLookup lookup_;
  SubmissionCheck check_;
  SubmissionPlan plan_;
  ManifestLine line_;
  PayloadReader payloads_;
  EventPayload payload_;
  std::vector<Pseudonym> brought_;
  SubmissionCheck::Subject subject_;
  std::vector<Breach> breaches_;
  std::string scratch_;
};

std::variant<SubmissionPlan, Refused> plan_of(StagedReader& staged, const Ledger::Parts& parts,
                                              const Reader& reader, Instant now, const Progress& progress) {
  const Statement& statement = staged.statement();
  const auto count = statement.act["count"].get<std::uint64_t>();
  Planner planner(statement, parts, reader, now);
  StagedEvent event;
  for (std::uint64_t done = 0; staged.next(event); ++done) {
    if (done == count) return not_as_signed(done, "it is one more than was signed");
    if (auto refused = planner.take(event)) return std::move(*refused);
    if (progress && done % progress_every == 0) progress("checking", done, count);
  }
  return planner.finish(statement, {reader.size(), parts.head.root});
}

/// Appends the staged events as planned; their manifest and payloads are held against what was signed.
std::optional<Refused> append_events(StagedReader& staged, const SubmissionPlan& plan, Appender& appender,
                                     const Progress& progress) {
  const Statement& statement = staged.statement();
  const auto count = statement.act["count"].get<std::uint64_t>();
  StagedEvent event;
  ManifestLine line;
  Entry entry;
  entry.project = statement.project;
  Appender::Events events(appender);
  std::uint64_t done = 0;
  for (; staged.next(event); ++done) {
    if (done == count || done == plan.after.size() || !read_manifest_line(event.manifest_line, line)) {
      events.finish();  // a failure to write what came before is told first
      return not_as_signed(done, "it is not one that was signed");
    }
    entry.kind = line.kind;
    entry.device = line.device;
    std::swap(entry.also, line.also);
    entry.after = plan.after[done] == no_seq ? std::nullopt : std::optional(plan.after[done]);
    entry.payload = line.payload;
    events.append(entry, event.payload,
                  event.private_part.empty() ? std::nullopt : std::optional(event.private_part));
    if (progress && done % progress_every == 0) progress("writing", done, count);
  }
  events.finish();
  if (done != count) return not_as_signed(done, "it is missing");
  if (hex(staged.digest()) != statement.act["digest"].get_ref<const std::string&>()) {
    return Refused{Refusal::manifest_mismatch, {}, "the manifest's digest is not the one that was signed"};
  }
  return std::nullopt;
}

}  // namespace

std::variant<Receipt, Refused> Ledger::commit_staged(const std::filesystem::path& file,
                                                     const Progress& progress) {
  Parts& parts = *parts_;
  parts.require_registry();
  StagedReader staged(file);
  const Statement& statement = staged.statement();
  if (statement.kind != rule_of(Act::submission).kind) return commit(statement, progress);
  parts.refresh(parts.reader);
  if (auto refused = parts.refusal(statement, parts.reader, false)) return std::move(*refused);
  const PrivateKey log_key = parts.log_key();

  std::optional<SubmissionPlan> plan = std::move(parts.plan);
  parts.plan.reset();
  const auto fits = [&] {
    return plan && plan->nonce == statement.nonce && plan->base.size == parts.head.size;
  };
  const auto make_plan = [&](const Reader& reader) -> std::optional<Refused> {
    auto made = plan_of(staged, parts, reader, now(), progress);
    staged.rewind();
    if (auto* refused = std::get_if<Refused>(&made)) return std::move(*refused);
    plan = std::get<SubmissionPlan>(std::move(made));
    return std::nullopt;
  };
  if (!fits()) {
    if (auto refused = make_plan(parts.reader)) return std::move(*refused);
  }

  Writer writer(parts.folder.ledger(), parts.wait_ms);
  parts.refresh(writer.reader());
  if (auto refused = parts.behind_head(writer.reader())) return std::move(*refused);
  Appender appender(writer, parts.head, now());
  if (auto refused = parts.refusal(statement, writer.reader(), false)) return std::move(*refused);
  if (!fits()) {
    if (auto refused = make_plan(writer.reader())) return std::move(*refused);
  }
  if (plan->latest.milliseconds > appender.time().milliseconds + clock_tolerance_ms) {
    return Refused{Refusal::in_the_future, {}, fmt::format("an event is dated {}", to_string(plan->latest))};
  }
  const std::uint64_t seq = appender.append(statement);
  if (auto refused = append_events(staged, *plan, appender, progress)) return std::move(*refused);
  if (progress) progress("closing", 0, 0);
  for (const DeviceRow& row : plan->rows) writer.put_device(row);
  return parts.conclude(writer, appender.seal(log_key), seq, statement, appender.time());
}

Receipt Ledger::Parts::conclude(Writer& writer, std::string note, std::uint64_t seq,
                                const Statement& statement, Instant time) {
  const auto parsed = parse_note(note);
  const auto next = parse_checkpoint_text(parsed->text);
  writer.commit();
  write_head_file(folder.head(), note);
  state.apply(seq, statement, time);
  head = *next;
  statements_known = head.size;
  checkpoint = std::move(note);
  return {seq, {head.size, head.root}, checkpoint};
}

}  // namespace lcl
