// SPDX-License-Identifier: Apache-2.0
#include "cli/service/bundles.hpp"

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/service/request_body.hpp"
#include "cli/service/work_folder.hpp"
#include "ledger/publish/bundle.hpp"
#include "ledger/publish/bundle_growth.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"

namespace lcl::cli::service {
namespace {

/// More that ask for one bundle while it is made are told to come again: they would keep all others waiting.
constexpr int most_waiting = 4;
/// Whoever lacks more entries fetches the whole bundle, which is made once for all.
constexpr std::uint64_t most_grown = 100'000;

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

Response busy() {
  Response response = error_response(503, "unavailable", "the bundle is being made: ask again");
  response.headers.emplace_back("Retry-After", "2");
  return response;
}

/// The head of `from` and `root`; nothing unless the request has these two parameters and no other.
std::optional<Head> head_asked(const Request& request) {
  if (request.query.size() != 2) return std::nullopt;
  std::optional<std::uint64_t> size;
  std::optional<Digest> root;
  for (const auto& [name, value] : request.query) {
    if (name == "root") root = digest_from_hex(value);
    if (name != "from") continue;
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault == std::errc() && end == value.data() + value.size()) size = number;
  }
  return size && root ? std::optional(Head{*size, *root}) : std::nullopt;
}

/// Whether what a bundle of `project` lacks that stands at `from` is told from what came after that alone.
bool grows(const OpenLedger& ledger, const std::string& project, const Head& from) {
  return can_grow(ledger, project, from.size) && ledger.head().size - from.size <= most_grown &&
         ledger.log().root_at(from.size) == from.root;
}

/// Makes the bundle of now from the one before; false where that cannot be.
bool make_from(const std::filesystem::path& before, const OpenLedger& ledger,
               const std::filesystem::path& file) {
  std::error_code failure;
  if (before.empty() || !std::filesystem::copy_file(before, file, failure)) return false;
  try {
    if (grow_bundle(ledger, file)) return true;
  } catch (const Error&) {
    // What stands in the way of it is found, and said, where the bundle is made anew.
  }
  std::filesystem::remove(file, failure);
  return false;
}

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
  const Waiting waiting(mutex_, made->turn.waiting);
  if (!waiting.is_one()) return busy();
  const std::lock_guard alone(made->turn.alone);
  const auto ledger = ledgers_.reader();
  const std::string head = hex(ledger->head().root);
  if (made->head != head) make(*ledger, project, head, *made);
  Response response;
  response.media_type = "application/vnd.sqlite3";
  response.etag = made->etag;
  response.body = FileBody{made->file, std::make_shared<const Descriptor>(open_to_read(made->file))};
  return response;
}

Response Bundles::growth(const std::string& project, const Request& request) {
  const auto from = head_asked(request);
  if (!from) return bad_request("from and root say at which size the bundle stands, and its root in hex");
  const Waiting waiting(mutex_, growing_.waiting);
  if (!waiting.is_one()) return busy();
  const std::lock_guard alone(growing_.alone);
  const auto ledger = ledgers_.reader();
  const OpenLedger& opened = ledger->opened();
  if (!grows(opened, project, *from))
    return error_response(409, "no_growth", "the bundle does not grow from there: fetch it whole");
  const std::filesystem::path path = folder_ / (new_id() + ".growth");
  OutputFile file(path, Existing::refuse, MayRead::owner);
  write_growth(opened, project, *from, file.stream());
  file.keep();
  Response response;
  response.media_type = "text/plain; charset=utf-8";
  response.etag = hex(sha256(hex(opened.head().root) + hex(from->root) + project)).substr(0, 32);
  response.body = FileBody{path, std::make_shared<const Descriptor>(open_to_read(path))};
  std::filesystem::remove(path);
  return response;
}

void Bundles::make(const Ledger& ledger, const std::string& project, const std::string& head,
                   Made& made) const {
  // Two files of one head need not be the same bytes, so each has a version of its own.
  const std::string version = new_id();
  const std::filesystem::path file = folder_ / (version + ".bundle");
  if (!make_from(made.file, ledger.opened(), file))
    (void)write_bundle(ledger.opened(), {.project = project, .file = file});
  std::error_code ignored;
  if (!made.before.empty()) std::filesystem::remove(made.before, ignored);
  made.before = std::exchange(made.file, file);
  made.etag = version;
  made.head = head;
}

}  // namespace lcl::cli::service
