// SPDX-License-Identifier: Apache-2.0
// The log of a submission on its way to a registry at an address: its own file,
// read there as it is here; else, as of one that is read through a mapping, what
// is read of it here, in lines.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "cli/kit/converted_log.hpp"
#include "cli/kit/event_log.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/log_file.hpp"
#include "cli/kit/remote_submission.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/intake/refused_rows.hpp"

namespace lcl::cli {

class SentLog {
 public:
  /// The log of `call`, which must outlive this, for a submission to its --project.
  explicit SentLog(Call& call);

  /// Why it cannot be read (EventLog::unfit); nothing else may be asked then.
  [[nodiscard]] const std::optional<Refusals>& unfit() const { return log_.unfit(); }
  [[nodiscard]] const EventLog& log() const { return log_; }
  /// Says how it was read, which is to its end, if nothing else has read it so far.
  void tell_reading();

  /// Has it prepared through `submission`, to be signed with the key of id `key`. What is said of it, and
  /// what was refused here already, stands in the places of the log itself. Where `rows` are given, they take
  /// in all of it. Throws Error (unavailable), also where not all refused lines are told that have to be.
  [[nodiscard]] Preparation prepared(RemoteSubmission& submission, const Digest& key, RefusedRows* rows);

  /// What was sent, but for the lines that were refused: to hold against it what is staged. Once.
  [[nodiscard]] LogReader& accepted();

 private:
  [[nodiscard]] Preparation prepared_there(RemoteSubmission& submission, const Digest& key);
  void make_copy();
  void note_refused(const Preparation& preparation);
  void hand_on(const Preparation& preparation, RefusedRows& rows);
  void add_own_refusals(Preparation& preparation) const;
  [[nodiscard]] bool leaves_out() const;

  Call& call_;
  LogFile file_;
  EventLog log_;
  std::optional<TemporaryFile> copy_;
  Conversion conversion_{};                ///< into the copy
  std::vector<std::uint64_t> refused_at_;  ///< of each refusal that is listed, the line that was sent
  std::optional<Descriptor> copy_input_;
  std::unique_ptr<LogReader> copy_reader_, accepted_;
  bool is_read_ = false;  ///< log_, to its end
};

}  // namespace lcl::cli
