// SPDX-License-Identifier: Apache-2.0
// A ledger opened at its last signed checkpoint: its rows, and what its
// statements have put on record up to there. All that asks or appends goes
// through one of these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/store/registry_folder.hpp"

namespace lcl {

/// Belongs to one thread at a time.
class OpenLedger {
 public:
  /// Reading needs neither keys nor pepper. Waits up to `wait_ms` for a writer. Throws Error: as Reader, and
  /// damaged where there is no checkpoint signed by the log key, or a statement cannot be read.
  OpenLedger(RegistryFolder folder, int wait_ms);

  [[nodiscard]] const RegistryFolder& folder() const { return folder_; }
  [[nodiscard]] int wait_ms() const { return wait_ms_; }
  [[nodiscard]] const Reader& reader() const { return reader_; }
  /// Another connection to the same file, for work on two threads.
  [[nodiscard]] Reader second_reader() const { return Reader(folder_.ledger(), wait_ms_); }

  /// The state after all statements up to `head()`.
  [[nodiscard]] const RegistryState& state() const { return state_; }
  [[nodiscard]] Head head() const { return {checkpoint_.size, checkpoint_.root}; }
  [[nodiscard]] const Checkpoint& checkpoint() const { return checkpoint_; }
  /// The signed note of `checkpoint()`.
  [[nodiscard]] const std::string& note() const { return note_; }

  /// Goes on to the last checkpoint that `from` sees, which reads the same ledger.
  void refresh(const Reader& from);
  void refresh() { refresh(reader_); }
  /// Takes over what was just committed: `statement` as entry `seq`, and the note of the checkpoint after it.
  void take_over(std::uint64_t seq, const Statement& statement, Instant time, std::string note);

  /// The first rule that the signed `statement` would break at this point, replays included, as `from` has
  /// the ledger.
  [[nodiscard]] std::optional<Refused> refusal(const Statement& statement, const Reader& from) const;
  /// The same of an unsigned draft: all but the signature.
  [[nodiscard]] std::optional<Refused> refusal_of_draft(const Statement& statement, const Reader& from) const;

  /// An unsigned statement of `kind` on `head()`, to be signed with the key of id `key`.
  [[nodiscard]] Statement draft(std::string_view kind, std::string project, Json act,
                                const Digest& key) const;

  /// The device a pseudonym belongs to, with its state; nothing if it was never recorded.
  [[nodiscard]] std::optional<DeviceRow> device(const Pseudonym& pseudonym) const;

  /// Throws Error (unavailable) where there is no such project, or it is not labelled.
  [[nodiscard]] const Project& labelled_project(const std::string& id) const;
  /// Why nothing can be appended here, as a message: this is a bundle, or a ledger's file by itself. Nothing
  /// of a registry.
  [[nodiscard]] std::optional<std::string> why_read_only() const;
  /// Throws Error (unavailable) unless this is a registry, which alone is written to.
  void require_registry() const;

 private:
  [[nodiscard]] RegistryState::KnowsHead knows_head(const Reader& from) const;

  RegistryFolder folder_;
  int wait_ms_;
  Reader reader_;
  RegistryState state_;
  Checkpoint checkpoint_;
  std::string note_;
};

}  // namespace lcl
