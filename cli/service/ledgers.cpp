// SPDX-License-Identifier: Apache-2.0
#include "cli/service/ledgers.hpp"

#include <utility>

namespace lcl::cli::service {
namespace {

constexpr std::size_t most_idle = 16;  // each holds all that is on record

}  // namespace

std::shared_ptr<Ledger> Ledgers::reader() {
  std::unique_ptr<Ledger> ledger;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      ledger = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (ledger) {
    ledger->refresh();
  } else {
    ledger = std::make_unique<Ledger>(folder_);
  }
  return {ledger.release(), [this](Ledger* used) { give_back(std::unique_ptr<Ledger>(used)); }};
}

Ledgers::Writer Ledgers::writer() {
  std::unique_lock alone(writing_);
  return {std::move(alone), reader()};
}

void Ledgers::give_back(std::unique_ptr<Ledger> ledger) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < most_idle) idle_.push_back(std::move(ledger));
}

}  // namespace lcl::cli::service
