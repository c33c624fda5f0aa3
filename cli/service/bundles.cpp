// SPDX-License-Identifier: Apache-2.0
#include "cli/service/bundles.hpp"

#include <system_error>
#include <utility>

#include "cli/service/work_folder.hpp"
#include "ledger/publish/bundle.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/files.hpp"

namespace lcl::cli::service {
namespace {

/// More that ask for one bundle while it is made are told to come again: they would keep all others waiting.
constexpr int most_waiting = 4;

/// One of those that wait, until the end of the scope.
class Waiting {
 public:
  Waiting(std::mutex& mutex, int& count) : mutex_(mutex), count_(count) {
    const std::lock_guard lock(mutex_);
    is_one_ = count_ < most_waiting;
    if (is_one_) ++count_;
  }
  ~Waiting() {
    const std::lock_guard lock(mutex_);
    if (is_one_) --count_;
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

  [[nodiscard]] bool is_one() const { return is_one_; }

 private:
  std::mutex& mutex_;
  int& count_;
  bool is_one_ = false;
};

}  // namespace

Bundles::Bundles(Ledgers& ledgers, const std::filesystem::path& work)
    : ledgers_(ledgers), folder_(work / "bundles") {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
  make_folders(folder_, MayRead::owner);
}

Response Bundles::bundle(const std::string& project) {
  std::shared_ptr<Made> made;
  {
    const std::lock_guard lock(mutex_);
    auto& found = made_[project];
    if (!found) found = std::make_shared<Made>();
    made = found;
  }
  const Waiting waiting(mutex_, made->waiting);
  if (!waiting.is_one()) {
    Response busy = error_response(503, "unavailable", "the bundle is being made: ask again");
    busy.headers.emplace_back("Retry-After", "2");
    return busy;
  }
  const std::lock_guard alone(made->alone);
  const auto ledger = ledgers_.reader();
  const std::string head = hex(ledger->head().root);
  if (made->head != head) make(*ledger, project, head, *made);
  Response response;
  response.media_type = "application/vnd.sqlite3";
  response.etag = made->etag;
  response.body = FileBody{made->file, std::make_shared<const Descriptor>(open_to_read(made->file))};
  return response;
}

void Bundles::make(const Ledger& ledger, const std::string& project, const std::string& head,
                   Made& made) const {
  // Two files of one head need not be the same bytes, so each has a version of its own.
  const std::string version = new_id();
  const std::filesystem::path file = folder_ / (version + ".bundle");
  (void)write_bundle(ledger.opened(), {.project = project, .file = file});
  std::error_code ignored;
  if (!made.before.empty()) std::filesystem::remove(made.before, ignored);
  made.before = std::exchange(made.file, file);
  made.etag = version;
  made.head = head;
}

}  // namespace lcl::cli::service
