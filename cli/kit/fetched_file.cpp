// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/fetched_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_version = 256;
/// What has to come before a connection is lost, so that it counts as going on.
constexpr std::size_t least_progress = std::size_t{64} << 10U;

/// An ETag that can be sent back as it is; empty where there is none.
std::string version_in(const remote::HttpAnswer& answer) {
  const std::string* tag = answer.header("etag");
  const bool fits = tag != nullptr && tag->size() <= longest_version && tag->size() > 2 &&
                    tag->starts_with('"') && tag->ends_with('"') &&
                    tag->find_first_of("\r\n") == std::string::npos;
  return fits ? *tag : std::string();
}

std::string version_kept_in(const fs::path& file) {
  return read_if_there(file, longest_version).value_or("");
}

void write_beside(const fs::path& file, std::string_view text) {
  write_file(file, text, Existing::replace, MayRead::owner);
}

void remove_if_there(const fs::path& file) {
  std::error_code failure;
  fs::remove(file, failure);
  if (failure) throw Error(Obstacle::io, phrase("cannot remove {}: {}", file.string(), failure.message()));
}

std::uint64_t length_of(const fs::path& file) {
  std::error_code absent;
  const std::uintmax_t length = fs::file_size(file, absent);
  return absent ? 0 : length;
}

/// A part of a file, of which the first `from` bytes are kept and the rest is written.
Descriptor open_part(const fs::path& file, std::uint64_t from) {
  Descriptor open(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!open.is_open()) io_failed("cannot create {}: {}", file);
  if (::ftruncate(open.number(), static_cast<off_t>(from)) != 0 ||
      ::lseek(open.number(), static_cast<off_t>(from), SEEK_SET) < 0)
    io_failed("cannot write {}: {}", file);
  return open;
}

}  // namespace

FetchedFile::FetchedFile(fs::path file, std::uint64_t most)
    : file_(std::move(file)),
      part_(file_.string() + ".part"),
      part_version_(file_.string() + ".part-version"),
      most_(most) {}

remote::HttpOutcome FetchedFile::attempt(remote::Http& http, const std::string& path,
                                         const SignsRequest& signs, const Progress& progress) {
  remote::HttpRequest request;
  request.path = path;
  request.sign = signs;
  const std::string part_version = version_kept_in(part_version_);
  const std::uint64_t from = part_version.empty() ? 0 : length_of(part_);
  request.most = most_ - std::min(most_, from);
  if (from > 0) {
    request.headers.emplace_back("Range", "bytes=" + std::to_string(from) + '-');
    request.headers.emplace_back("If-Range", part_version);
  }
  std::optional<Descriptor> part;
  request.begin = [&](const remote::HttpAnswer& answer) {
    const bool goes_on = answer.status == 206;
    const std::string* range = answer.header("content-range");
    if (goes_on && (range == nullptr || !range->starts_with("bytes " + std::to_string(from) + '-')))
      throw Error(Obstacle::unavailable,
                  phrase("{}{} answers with another range than was asked for", http.address().url, path));
    if (!goes_on) remove_if_there(part_version_);
    part = open_part(part_, goes_on ? from : 0);
    if (!goes_on) write_beside(part_version_, version_in(answer));
  };
  request.take = [&](std::string_view piece) { write_all(*part, part_, piece); };
  remote::HttpOutcome outcome = http.attempt(request, progress);
  if (part) flush(*part, part_);
  return outcome;
}

remote::HttpAnswer FetchedFile::fetch(remote::Http& http, const std::string& path, const SignsRequest& signs,
                                      const Progress& progress) {
  bool is_begun_anew = false;
  for (std::size_t fruitless = 0;;) {
    const std::uint64_t before = length_of(part_);
    remote::HttpOutcome outcome = attempt(http, path, signs, progress);
    if (const auto* none = std::get_if<remote::Unanswered>(&outcome)) {
      if (none->is_too_long) return too_long(none->why);
      if (length_of(part_) >= before + least_progress) {
        fruitless = 0;
        continue;
      }
    }
    if (remote::waited_to_ask_again(outcome, fruitless, progress)) {
      ++fruitless;
      continue;
    }
    remote::HttpAnswer answer = remote::answer_of(std::move(outcome));
    const bool is_out_of_range = answer.status == 416 && length_of(part_) > 0;
    if (is_out_of_range && !std::exchange(is_begun_anew, true)) {
      remove_if_there(part_version_);
      remove_if_there(part_);
      continue;
    }
    if (answer.status == 200 || answer.status == 206) put_part();
    if (answer.status == 206) answer.status = 200;
    return answer;
  }
}

/// What there is too much of is not kept.
remote::HttpAnswer FetchedFile::too_long(const std::string& why) const {
  constexpr unsigned content_too_large = 413;
  remove_if_there(part_version_);
  remove_if_there(part_);
  return {content_too_large, {}, why};
}

/// Puts what has come, which is whole, in its place.
void FetchedFile::put_part() {
  remove_if_there(part_version_);
  if (std::rename(part_.c_str(), file_.c_str()) != 0) io_failed("cannot create {}: {}", file_);
  flush_folder_of(file_);
}

}  // namespace lcl::cli
