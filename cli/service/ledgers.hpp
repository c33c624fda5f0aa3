// SPDX-License-Identifier: Apache-2.0
// One registry for many threads: each call borrows a ledger of its own, which
// stands at the last checkpoint; one at a time writes. Where the log stands is
// known without any.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"

namespace lcl::cli::service {

/// The last checkpoint.
struct Standing {
  Head head;
  std::string checkpoint;  ///< its signed note
};

class Ledgers {
 public:
  explicit Ledgers(std::filesystem::path folder);

  /// Where the log stands. As long as the registry's file `head` is the same nobody asks the ledger, and then
  /// one does: the others are told where it stood before, and so wait for nobody who writes. Throws Error
  /// where the registry cannot be read.
  [[nodiscard]] std::shared_ptr<const Standing> standing();
  /// The same, and the ledger is asked in any case.
  [[nodiscard]] std::shared_ptr<const Standing> standing_as_read();

  /// To read with at standing() or later, until it is let go. Throws Error where the registry cannot be read.
  [[nodiscard]] std::shared_ptr<Ledger> reader();

  /// To write with: one at a time, others wait. When it goes, standing() is what was written.
  class Writer {
   public:
    explicit Writer(Ledgers& ledgers);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    [[nodiscard]] Ledger& ledger() const { return *ledger_; }

   private:
    Ledgers& ledgers_;
    std::unique_lock<std::mutex> alone_;
    std::shared_ptr<Ledger> ledger_;
  };

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  [[nodiscard]] std::shared_ptr<const Standing> known_standing();
  [[nodiscard]] std::shared_ptr<const Standing> ask_the_ledger();
  [[nodiscard]] std::unique_ptr<Ledger> idle_ledger(const std::optional<Head>& head);
  void note(const Ledger& ledger);
  void give_back(std::unique_ptr<Ledger> ledger);

  std::filesystem::path folder_;
  std::string head_file_;
  std::mutex writing_;
  std::mutex asking_;  // held by who asks the ledger where it stands, or has written to it
  std::mutex mutex_;   // for a moment
  std::vector<std::unique_ptr<Ledger>> idle_;
  std::shared_ptr<const Standing> standing_;
  struct stat head_file_then_ {};  // the file that holds the checkpoint of standing_; all zero: none does
};

}  // namespace lcl::cli::service
