// SPDX-License-Identifier: Apache-2.0
#include "cli/service/ledgers.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "ledger/store/registry_folder.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::size_t most_idle = 16;  // each holds all that is on record

/// All zero where there is none.
struct stat looked_at(const std::string& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return {};
  return found;
}

std::string text_of(const std::string& file) {
  std::ifstream read(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(read), {}};
}

/// It is replaced by another whenever something is written (store/head_file.hpp).
bool is_same_file(const struct stat& one, const struct stat& other) {
  return one.st_ino != 0 && one.st_ino == other.st_ino && one.st_dev == other.st_dev &&
         one.st_size == other.st_size && one.st_mtim.tv_sec == other.st_mtim.tv_sec &&
         one.st_mtim.tv_nsec == other.st_mtim.tv_nsec && one.st_ctim.tv_sec == other.st_ctim.tv_sec &&
         one.st_ctim.tv_nsec == other.st_ctim.tv_nsec;
}

}  // namespace

Ledgers::Ledgers(std::filesystem::path folder)
    : folder_(std::move(folder)), head_file_(RegistryFolder{folder_}.head().string()) {}

std::shared_ptr<const Standing> Ledgers::known_standing() {
  const struct stat head_file = looked_at(head_file_);
  const std::lock_guard lock(mutex_);
  return is_same_file(head_file, head_file_then_) ? standing_ : nullptr;
}

std::shared_ptr<const Standing> Ledgers::standing() {
  if (auto known = known_standing()) return known;
  std::unique_lock asking(asking_, std::try_to_lock);
  if (!asking) {
    {
      const std::lock_guard lock(mutex_);
      if (standing_) return standing_;
    }
    asking.lock();
  }
  if (auto known = known_standing()) return known;
  return ask_the_ledger();
}

std::shared_ptr<const Standing> Ledgers::standing_as_read() {
  const std::lock_guard asking(asking_);
  return ask_the_ledger();
}

/// Under asking_, so that nobody who was told something older notes it after this.
std::shared_ptr<const Standing> Ledgers::ask_the_ledger() {
  std::unique_ptr<Ledger> ledger = idle_ledger(std::nullopt);
  if (ledger) {
    ledger->refresh();
  } else {
    ledger = std::make_unique<Ledger>(folder_);
  }
  note(*ledger);
  give_back(std::move(ledger));
  const std::lock_guard lock(mutex_);
  return standing_;
}

/// Under asking_. The file is looked at before it is read: one that took its place in between is another.
void Ledgers::note(const Ledger& ledger) {
  auto standing = std::make_shared<const Standing>(Standing{ledger.head(), ledger.checkpoint()});
  struct stat head_file = looked_at(head_file_);
  if (text_of(head_file_) != standing->checkpoint) head_file = {};
  const std::lock_guard lock(mutex_);
  standing_ = std::move(standing);
  head_file_then_ = head_file;
}

std::shared_ptr<Ledger> Ledgers::reader() {
  const Head head = standing()->head;
  std::unique_ptr<Ledger> ledger = idle_ledger(head);
  if (!ledger) {
    ledger = std::make_unique<Ledger>(folder_);
  } else if (ledger->head() != head) {
    ledger->refresh();
  }
  return {ledger.release(), [this](Ledger* used) { give_back(std::unique_ptr<Ledger>(used)); }};
}

Ledgers::Writer::Writer(Ledgers& ledgers)
    : ledgers_(ledgers), alone_(ledgers.writing_), ledger_(ledgers.reader()) {}

Ledgers::Writer::~Writer() {
  const std::lock_guard asking(ledgers_.asking_);
  ledgers_.note(*ledger_);
}

/// One that stands at `head` if there is one, else the one used last.
std::unique_ptr<Ledger> Ledgers::idle_ledger(const std::optional<Head>& head) {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  auto found =
      std::find_if(idle_.rbegin(), idle_.rend(), [&](const auto& each) { return each->head() == head; });
  if (found == idle_.rend()) found = idle_.rbegin();
  std::unique_ptr<Ledger> ledger = std::move(*found);
  idle_.erase(std::next(found).base());
  return ledger;
}

void Ledgers::give_back(std::unique_ptr<Ledger> ledger) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < most_idle) idle_.push_back(std::move(ledger));
}

}  // namespace lcl::cli::service
