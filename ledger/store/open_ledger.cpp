// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/open_ledger.hpp"

#include <utility>

#include "ledger/store/log_time.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

StoredHead last_checkpoint(const Reader& reader, const std::string& file, std::uint64_t from_size) {
  const auto read = [&](const StoredCheckpoint& stored) {
    auto checkpoint = read_checkpoint(stored.note);
    if (!checkpoint || checkpoint->checkpoint.size != stored.size)
      throw Error(Obstacle::damaged,
                  phrase("the checkpoint of size {} cannot be read; run lcl verify", stored.size));
    return std::move(*checkpoint);
  };
  std::optional<StoredCheckpoint> last;
  reader.for_each_checkpoint(
      [&](const StoredCheckpoint& stored) {
        if (last && last->size == stored.size &&
            read(*last).checkpoint.root != read(stored).checkpoint.root) {
          throw Error(Obstacle::damaged,
                      phrase("there are two checkpoints of size {}, with different roots; run lcl verify",
                             stored.size));
        }
        last = stored;
      },
      from_size);
  if (!last) throw Error(Obstacle::damaged, phrase("{} has no checkpoint", file));
  return {read(*last), last->note};
}

OpenLedger::OpenLedger(RegistryFolder folder, int wait_ms)
    : folder_(std::move(folder)),
      wait_ms_(wait_ms),
      is_own_(folder_.provenance() == Provenance::own),
      reader_(folder_, wait_ms) {
  if (is_own_) {
    if (const auto snapshot = kept_snapshot(folder_)) begin_at(*snapshot);
  }
  refresh();
}

/// Begins with what was kept, if the log still extends it: else as if nothing had been.
void OpenLedger::begin_at(const Snapshot& snapshot) {
  try {
    const Head last = last_checkpoint(reader_, folder_.ledger().string(), snapshot.head.size).head();
    if (AuthenticatedLog(reader_, last).root_at(snapshot.head.size) != snapshot.head.root) return;
    registrations_.read(snapshot.records);
  } catch (const Error&) {
    registrations_ = Registrations(Signatures::verify);
    return;
  }
  checkpoint_.size = snapshot.head.size;
  checkpoint_.root = snapshot.head.root;
}

/// Keeps what is on record once enough has come to it, for whoever opens this registry next.
void OpenLedger::keep_records() {
  if (!is_own_ || acts_since_snapshot_ < snapshot_every) return;
  keep_snapshot(folder_, {head(), registrations_.to_bytes()});
  acts_since_snapshot_ = 0;
}

void OpenLedger::go_back_to(std::uint64_t size) {
  if (size == head().size) return;
  if (size == 0 || size > head().size)
    throw Error(Obstacle::unavailable,
                phrase("the ledger has {} entries: it never stood at size {}", head().size, size));
  std::uint64_t end = head().size;
  std::uint64_t begin = 0;
  walk_back(log(), state().origin(), chain().last(), Walk::all_statements,
            [&](const RecordedStatement& recorded) {
              (recorded.seq >= size ? end : begin) = recorded.seq;
              return recorded.seq >= size;
            });
  if (end != size) {
    throw Error(Obstacle::unavailable,
                phrase("entries {} to {} were recorded at once: the ledger stood at size {} before and at "
                       "{} after, and never at {}",
                       begin, end - 1, begin, end, size));
  }
  const Digest root = log().root_at(size);
  Registrations then(Signatures::verified_before);
  then.go_on(log(), state().origin(), size);
  registrations_ = std::move(then);
  checkpoint_.size = size;
  checkpoint_.root = root;
  note_.clear();
  went_back_ = true;
}

Instant OpenLedger::as_of() const { return went_back_ ? log().time_of(head().size - 1) : now(); }

void OpenLedger::refresh(const Reader& from) {
  invariant(!went_back_, "a ledger that went back stays there");
  std::optional<StoredHead> last;
  std::uint64_t entries = 0;
  from.together([&] {
    last = last_checkpoint(from, folder_.ledger().string(), checkpoint_.size);
    entries = from.size();
  });
  Checkpoint& next = last->signed_checkpoint.checkpoint;
  if (entries != next.size) {
    throw Error(Obstacle::damaged,
                phrase("the ledger has {} entries, its last checkpoint signs {}; run lcl verify", entries,
                       next.size));
  }
  if (next.size < checkpoint_.size) {
    throw Error(Obstacle::damaged, phrase("the ledger became shorter while it was open; run lcl verify"));
  }
  const AuthenticatedLog log(from, {next.size, next.root});
  if (checkpoint_.size > 0 && log.root_at(checkpoint_.size) != checkpoint_.root)
    throw Error(Obstacle::damaged, phrase("the ledger was rewritten while it was open; run lcl verify"));
  acts_since_snapshot_ += registrations_.go_on(log, next.origin, next.size);
  if (!state().is_open())
    throw Error(Obstacle::damaged, phrase("entry 0 is not registry_opened; run lcl verify"));
  if (verify_note(last->signed_checkpoint.note, {state().origin(), state().log_key()}) !=
      NoteVerdict::verified) {
    throw Error(Obstacle::damaged,
                phrase("the last checkpoint is not signed by the log key; run lcl verify"));
  }
  made_tiles_anew_ = made_tiles_anew() || log.made_tiles_anew();
  checkpoint_ = std::move(next);
  note_ = std::move(last->text);
  keep_records();
}

void OpenLedger::take_over(std::uint64_t seq, const Statement& statement, Instant time, std::string note) {
  checkpoint_ = read_checkpoint(note)->checkpoint;
  note_ = std::move(note);
  registrations_.take(seq, statement, time);
  ++acts_since_snapshot_;
  keep_records();
}

const AuthenticatedLog& OpenLedger::log() const {
  if (!log_ || log_->head() != head()) log_ = std::make_unique<AuthenticatedLog>(reader_, head());
  return *log_;
}

const AuthenticatedLog& OpenLedger::second_log() const {
  if (!second_reader_) second_reader_ = std::make_unique<Reader>(reader_.again(wait_ms_));
  if (!second_log_ || second_log_->head() != head())
    second_log_ = std::make_unique<AuthenticatedLog>(*second_reader_, head());
  return *second_log_;
}

std::optional<RecordedStatement> OpenLedger::recorded_as(const Statement& statement,
                                                         const AuthenticatedLog& log) const {
  const std::string bytes = signed_bytes(statement);
  std::optional<RecordedStatement> found;
  walk_back(log, state().origin(), chain().last(), Walk::all_statements,
            [&](const RecordedStatement& recorded) {
              if (recorded.seq < statement.seen.size) return false;
              if (signed_bytes(recorded.statement) == bytes) found = recorded;
              return !found;
            });
  return found;
}

/// That these very bytes were not accepted before.
std::optional<Refused> OpenLedger::replay_refusal(const Statement& statement,
                                                  const AuthenticatedLog& log) const {
  const auto recorded = recorded_as(statement, log);
  if (!recorded) return std::nullopt;
  return Refused{Refusal::replayed,
                 {},
                 phrase("the very same statement was accepted before, as entry {}", recorded->seq)};
}

Instant OpenLedger::next_time(const Statement& statement, const AuthenticatedLog& log) const {
  return entry_time(now(), earliest_time(statement, log));
}

/// Where this registry records, its clock is held to its log; elsewhere a draft may be prepared by any clock.
std::optional<Refused> OpenLedger::wrong_clock(Instant now, const std::optional<Instant>& earliest) const {
  if (accepts_clock_ || !is_own_ || reader_.bundle()) return std::nullopt;
  return clock_refusal(now, earliest);
}

std::optional<Refused> OpenLedger::refusal(const Statement& statement, const AuthenticatedLog& log) const {
  const auto look_up = [&log](const Head& seen) { return log.look_up(seen); };
  const Instant at = now();
  const std::optional<Instant> earliest = earliest_time(statement, log);
  if (auto wrong = wrong_clock(at, earliest)) return wrong;
  if (auto refused = state().refusal(statement, entry_time(at, earliest), look_up)) return refused;
  return replay_refusal(statement, log);
}

std::optional<Refused> OpenLedger::refusal_of_draft(const Statement& statement,
                                                    const AuthenticatedLog& log) const {
  const auto look_up = [&log](const Head& seen) { return log.look_up(seen); };
  const Instant at = now();
  const std::optional<Instant> earliest = earliest_time(statement, log);
  if (auto wrong = wrong_clock(at, earliest)) return wrong;
  if (auto refused = state().refusal_of_draft(statement, entry_time(at, earliest), look_up)) return refused;
  return replay_refusal(statement, log);
}

Statement OpenLedger::draft(std::string_view kind, std::string project, Json act, const Digest& key) const {
  Statement statement;
  statement.kind = kind;
  statement.origin = state().origin();
  statement.project = std::move(project);
  statement.act = std::move(act);
  statement.key = key;
  statement.seen = head();
  random_bytes(statement.nonce);
  return statement;
}

const Project& OpenLedger::labelled_project(const std::string& id) const {
  const Project* project = state().project(id);
  if (project == nullptr || state().methodology_of(*project) == nullptr) {
    throw Error(Obstacle::unavailable,
                phrase("project {} {}", id,
                       project == nullptr ? phrase("was never notified") : phrase("is not labelled yet")));
  }
  return *project;
}

bool OpenLedger::made_tiles_anew() const {
  return made_tiles_anew_ || (log_ && log_->made_tiles_anew()) ||
         (second_log_ && second_log_->made_tiles_anew());
}

std::optional<std::string> OpenLedger::why_read_only() const {
  if (went_back_)
    return phrase("{}: as it stood at size {} it can be read, not written", folder_.path.string(),
                  head().size);
  if (!folder_.is_file() && !reader_.bundle()) {
    if (is_own_) return std::nullopt;
    return phrase(
        "{}: this registry was not made here, or was moved or copied: it can be read, not written; if it is "
        "yours, "
        "run lcl adopt {}",
        folder_.path.string(), folder_.path.string());
  }
  const std::string what = reader_.bundle()
                               ? phrase("{} at size {}", described(*reader_.bundle()), head().size)
                               : phrase("a ledger without its registry's folder");
  return phrase("{}: this is {}: it can be read, not written", folder_.path.string(), what);
}

void OpenLedger::require_registry() const {
  if (auto why = why_read_only()) throw Error(Obstacle::unavailable, *why);
}

}  // namespace lcl
