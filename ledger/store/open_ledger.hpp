// SPDX-License-Identifier: Apache-2.0
// A ledger opened at its last signed checkpoint: its log, held to that, and
// what its statements have put on record up to there. All that asks or appends
// goes through one of these.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/store/registry_folder.hpp"
#include "ledger/store/snapshot.hpp"
#include "ledger/store/statements.hpp"

namespace lcl {

/// A stored checkpoint, whose signatures are not yet checked, and its text.
struct StoredHead {
  SignedCheckpoint signed_checkpoint;
  std::string text;
  [[nodiscard]] Head head() const {
    return {signed_checkpoint.checkpoint.size, signed_checkpoint.checkpoint.root};
  }
};
/// The checkpoint of the greatest size, of all of `from_size` and more that `file` holds. Throws Error
/// (damaged) where there is none, it cannot be read, or two of one size have different roots.
[[nodiscard]] StoredHead last_checkpoint(const Reader& reader, const std::string& file,
                                         std::uint64_t from_size = 0);

/// Belongs to one thread at a time.
class OpenLedger {
 public:
  /// Reading needs neither keys nor pepper. Waits up to `wait_ms` for a writer. Throws Error: as Reader, and
  /// damaged where there is no checkpoint signed by the log key, or a statement cannot be read.
  OpenLedger(RegistryFolder folder, int wait_ms);

  [[nodiscard]] const RegistryFolder& folder() const { return folder_; }
  [[nodiscard]] int wait_ms() const { return wait_ms_; }
  /// The rows as the file has them, which nobody vouches for: for the projections that spare a submission its
  /// look-ups, and for writing.
  [[nodiscard]] const Reader& reader() const { return reader_; }
  /// The log up to `head()`.
  [[nodiscard]] const AuthenticatedLog& log() const;
  /// The log once more, on a connection of its own: for work on two threads.
  [[nodiscard]] const AuthenticatedLog& second_log() const;

  /// The state after all statements up to `head()`.
  [[nodiscard]] const RegistryState& state() const { return registrations_.state(); }
  /// Both, of the statements up to `head()`.
  [[nodiscard]] const Registrations& registrations() const { return registrations_; }
  /// Where the next statement stands, and what it names.
  [[nodiscard]] const StatementChain& chain() const { return registrations_.chain(); }
  [[nodiscard]] Head head() const { return {checkpoint_.size, checkpoint_.root}; }
  [[nodiscard]] const Checkpoint& checkpoint() const { return checkpoint_; }
  /// The signed note of `checkpoint()`; empty where it went back.
  [[nodiscard]] const std::string& note() const { return note_; }

  /// From now on it stands as it stood at its first `size` entries, and nothing can be appended. Throws Error
  /// (unavailable) where nothing recorded ended there.
  void go_back_to(std::uint64_t size);
  /// Now; where it went back, when the last of its entries was recorded: what changes with the day alone is
  /// then as of that day.
  [[nodiscard]] Instant as_of() const;

  /// Goes on to the last checkpoint that `from` sees, which reads the same ledger.
  void refresh(const Reader& from);
  void refresh() { refresh(reader_); }
  /// Takes over what was just committed: `statement` as entry `seq`, and the note of the checkpoint after it.
  void take_over(std::uint64_t seq, const Statement& statement, Instant time, std::string note);

  /// The clock is right, somebody says, however far it is from the last entry.
  void accept_clock() { accepts_clock_ = true; }
  /// The time that an entry of `statement` behind `log` would get now.
  [[nodiscard]] Instant next_time(const Statement& statement, const AuthenticatedLog& log) const;

  /// The first rule that the signed `statement` would break at this point, replays included, as `log` has the
  /// ledger.
  [[nodiscard]] std::optional<Refused> refusal(const Statement& statement, const AuthenticatedLog& log) const;
  /// The same of an unsigned draft: all but the signature.
  [[nodiscard]] std::optional<Refused> refusal_of_draft(const Statement& statement,
                                                        const AuthenticatedLog& log) const;
  /// The entry of the very same statement, where it was appended before. What is signed names the head that
  /// its signer saw, so only statements behind that are looked at.
  [[nodiscard]] std::optional<RecordedStatement> recorded_as(const Statement& statement,
                                                             const AuthenticatedLog& log) const;

  /// An unsigned statement of `kind` on `head()`, to be signed with the key of id `key`.
  [[nodiscard]] Statement draft(std::string_view kind, std::string project, Json act,
                                const Digest& key) const;

  /// Throws Error (unavailable) where there is no such project, or it is not labelled.
  [[nodiscard]] const Project& labelled_project(const std::string& id) const;
  /// Whether tiles were missing or wrong in the file, and had to be made anew from the entries.
  [[nodiscard]] bool made_tiles_anew() const;
  /// Why nothing can be appended here, as a message: this is a bundle, a ledger's file by itself, or it went
  /// back. Nothing of a registry.
  [[nodiscard]] std::optional<std::string> why_read_only() const;
  /// Throws Error (unavailable) unless this is a registry, which alone is written to.
  void require_registry() const;

 private:
  void begin_at(const Snapshot& snapshot);
  void keep_records();
  [[nodiscard]] std::optional<Refused> wrong_clock(Instant now, const std::optional<Instant>& earliest) const;
  [[nodiscard]] std::optional<Refused> replay_refusal(const Statement& statement,
                                                      const AuthenticatedLog& log) const;

  RegistryFolder folder_;
  int wait_ms_;
  bool is_own_;
  bool accepts_clock_ = false;
  bool went_back_ = false;
  Reader reader_;
  Registrations registrations_{Signatures::verify};
  std::uint64_t acts_since_snapshot_ = 0;
  bool made_tiles_anew_ = false;  // by a log that is gone
  Checkpoint checkpoint_;
  std::string note_;
  mutable std::unique_ptr<AuthenticatedLog> log_;  // pinned anew when the head has moved
  mutable std::unique_ptr<Reader> second_reader_;
  mutable std::unique_ptr<AuthenticatedLog> second_log_;
};

}  // namespace lcl
