// SPDX-License-Identifier: Apache-2.0
// An event log that a command was given, opened.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "cli/kit/command.hpp"
#include "cli/kit/files.hpp"
#include "ledger/events/log_reader.hpp"

namespace lcl::cli {

/// A log, opened, and how to tell how far it has been read.
class EventLog {
 public:
  /// The positional at `index`, in the format of --format or of its name. Throws UsageError if neither tells.
  EventLog(const Call& call, std::size_t index);
  /// The same of a file named otherwise.
  EventLog(const Call& call, const std::string& name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] LogReader& reader() { return *reader_; }
  /// In bytes; 0 if it is not known.
  [[nodiscard]] std::uint64_t size() const;

 private:
  std::string name_;
  Descriptor input_;
  std::unique_ptr<LogReader> reader_;
};

}  // namespace lcl::cli
