// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/remote_submission.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>
#include <variant>

#include "cli/kit/remote_receipt.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t longest_part = std::uint64_t{8} << 20U;
constexpr std::uint64_t least_part = std::uint64_t{64} << 10U;
constexpr std::uint64_t longest_staged = std::uint64_t{64} << 30U;
constexpr std::size_t longest_id = 128;
/// Of the minute or so that a log is read there at a time.
constexpr int most_rounds = 60;
/// Answers that bring an upload no further, after which it is given up.
constexpr int most_standing_still = 5;

std::uint64_t whole_member(const Json& document, const char* name) {
  const auto found = document.find(name);
  return found == document.end() || !found->is_number_integer() || *found < 0 ? 0
                                                                              : found->get<std::uint64_t>();
}

std::string told_member(const Json& document, const char* name) {
  const auto found = document.find(name);
  return found == document.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

/// What names an upload or a preparation there, and is put into paths here.
std::string id_in(const Json& document) {
  std::string id = told_member(document, "id");
  const bool fits =
      !id.empty() && id.size() <= longest_id &&
      id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
          std::string::npos;
  if (!fits) throw Error(Obstacle::unavailable, phrase("the registry's answer has no id that can be used"));
  return id;
}

/// The items of a list; none where there is none.
Json list_member(const Json& document, const char* name) {
  const auto found = document.find(name);
  Json list = found != document.end() && found->is_array() ? *found : Json::array();
  for (const Json& each : list) {
    if (!each.is_object())
      throw Error(Obstacle::unavailable, phrase("the registry's answer is not that of a submission"));
  }
  return list;
}

Decimal decimal_member(const Json& document, const char* name) {
  return parse_canonical_decimal(told_member(document, name)).value_or(Decimal{});
}

Earnings earnings_in(const Json& document) {
  Earnings earnings;
  earnings.unknown = told_member(document, "unknown");
  earnings.credited = whole_member(document, "credited");
  for (const Json& each : list_member(document, "not_credited")) {
    NotCredited& resales = earnings.not_credited.emplace_back();
    resales.reason = told_member(each, "reason");
    resales.title = told_member(each, "title");
    resales.decided_by = told_member(each, "decided_by");
    resales.count = whole_member(each, "count");
    if (const auto lines = each.find("lines"); lines != each.end() && lines->is_array()) {
      for (const Json& line : *lines)
        if (line.is_number_unsigned() || line.is_number_integer())
          resales.lines.push_back(line.get<std::uint64_t>());
    }
  }
  earnings.open = whole_member(document, "open");
  earnings.taken_back = whole_member(document, "taken_back");
  earnings.given_again = whole_member(document, "given_again");
  earnings.avoided_kg_co2e = decimal_member(document, "avoided_kg_co2e");
  earnings.taken_back_kg_co2e = decimal_member(document, "taken_back_kg_co2e");
  earnings.given_again_kg_co2e = decimal_member(document, "given_again_kg_co2e");
  earnings.given_back_kg_co2e = decimal_member(document, "given_back_kg_co2e");
  const auto less = document.find("less_a_period");
  earnings.less_a_period = less != document.end() && less->is_boolean() && less->get<bool>();
  return earnings;
}

std::vector<Warning> warnings_in(const Json& list) {
  constexpr std::array slips{LikelySlip::model_not_listed, LikelySlip::quantity_unstated,
                             LikelySlip::imei_unchecked, LikelySlip::serial_alone};
  std::vector<Warning> warnings;
  for (const Json& each : list) {
    const std::string name = told_member(each, "word");
    const auto slip =
        std::find_if(slips.begin(), slips.end(), [&](LikelySlip one) { return word(one) == name; });
    if (slip == slips.end()) continue;
    warnings.push_back({*slip, told_member(each, "field"), whole_member(each, "count"),
                        whole_member(each, "line"), told_member(each, "found"), told_member(each, "meant")});
  }
  return warnings;
}

std::vector<Fault> faults_in(const Json& list) {
  std::vector<Fault> faults;
  for (const Json& each : list) {
    if (const auto refusal = refusal_from_word(told_member(each, "word")))
      faults.push_back({*refusal, whole_member(each, "count"), whole_member(each, "line")});
  }
  return faults;
}

Digest digest_of_file(const Descriptor& open, const fs::path& file) {
  Sha256 digest;
  std::string room(std::size_t{1} << 16U, '\0');
  while (const std::size_t count = read_up_to(open, file, room))
    digest.update(std::string_view(room).substr(0, count));
  return digest.finish();
}

std::string part_of(const Descriptor& open, const fs::path& file, std::uint64_t from, std::uint64_t length) {
  if (::lseek(open.number(), static_cast<off_t>(from), SEEK_SET) < 0) io_failed("cannot read {}: {}", file);
  std::string part(length, '\0');
  if (read_up_to(open, file, part) != length)
    throw Error(Obstacle::io, phrase("{} was changed while it was read", file.string()));
  return part;
}

}  // namespace

Preparation preparation_in(const Json& document) {
  const auto summary = document.find("summary");
  if (summary == document.end() || !summary->is_object())
    throw Error(Obstacle::unavailable, phrase("the registry's answer is not that of a submission"));
  Preparation preparation;
  preparation.lines = whole_member(*summary, "lines");
  preparation.accepted = whole_member(*summary, "accepted");
  preparation.skipped = whole_member(*summary, "skipped");
  preparation.refused = whole_member(*summary, "refused");
  preparation.devices = whole_member(*summary, "devices");
  preparation.new_devices = whole_member(*summary, "new_devices");
  preparation.unchecked_imeis = whole_member(*summary, "unchecked_imeis");
  for (const char* const name : {"refused", "left_out"}) {
    if (!document.contains(name)) continue;
    RemoteRefusals refusals = remote_refusals(document, name);
    preparation.listed = std::move(refusals.listed);
    preparation.refusals = refusals.count;
  }
  preparation.faults = faults_in(list_member(document, "faults"));
  preparation.warnings = warnings_in(list_member(document, "warnings"));
  if (const auto earnings = document.find("earnings"); earnings != document.end() && earnings->is_object())
    preparation.earnings = earnings_in(*earnings);
  return preparation;
}

void RemoteSubmission::upload(const fs::path& file, const std::string& name, const std::string& project,
                              const Progress& progress) {
  const Descriptor open = open_to_read(file);
  const std::uint64_t bytes = fs::file_size(file);
  const Json asked = {
      {"bytes", bytes}, {"name", name}, {"project", project}, {"sha256", hex(digest_of_file(open, file))}};
  const remote::HttpAnswer answer = remote::answer_of(
      registry_.http().ask(registry_.signed_request("POST", "/v1/uploads", canonical(asked)), progress));
  if (answer.status != 200 && answer.status != 201)
    throw Error(Obstacle::unavailable, phrase("{} does not take the log: {}", registry_.address().url,
                                              remote_error_text(answer.body, answer.status)));
  const Json document = remote_document(answer.body);
  upload_ = id_in(document);
  offset_ = whole_member(document, "offset");
  part_bytes_ = std::min(whole_member(document, "part_bytes"), longest_part);
  if (part_bytes_ < least_part)
    throw Error(Obstacle::unavailable, phrase("{} does not take the log: it wants parts of {} bytes",
                                              registry_.address().url, part_bytes_));
  upload_parts(open, file, bytes, progress);
}

void RemoteSubmission::upload_parts(const Descriptor& open, const fs::path& file, std::uint64_t bytes,
                                    const Progress& progress) {
  for (int standing_still = 0; offset_ < bytes;) {
    const std::uint64_t from = offset_;
    remote::HttpRequest request = registry_.signed_request(
        "PATCH", "/v1/uploads/" + upload_, part_of(open, file, from, std::min(part_bytes_, bytes - from)));
    request.headers = {{"Content-Type", "application/octet-stream"}, {"Upload-Offset", std::to_string(from)}};
    const remote::HttpAnswer answer =
        remote::answer_of(registry_.http().ask(request, [&](std::string_view, std::uint64_t, std::uint64_t) {
          if (progress) progress(translation("uploading"), from, bytes);
        }));
    const bool is_taken = answer.status == 200 || answer.status == 201 || answer.status == 204;
    if (!is_taken && answer.status != 409)
      throw Error(Obstacle::unavailable, phrase("{} does not take the log: {}", registry_.address().url,
                                                remote_error_text(answer.body, answer.status)));
    const std::string* header = answer.header("upload-offset");
    std::uint64_t next = 0;
    const bool is_told =
        header != nullptr &&
        std::from_chars(header->data(), header->data() + header->size(), next).ec == std::errc{};
    if (!is_told) next = whole_member(remote_document(answer.body), "offset");
    if (next > bytes || (next <= from && ++standing_still == most_standing_still))
      throw Error(Obstacle::unavailable, phrase("the upload to {} goes no further than byte {} of {}",
                                                registry_.address().url, from, bytes));
    offset_ = next;
  }
}

/// Long logs are read on there while it is asked again and again what has come of it.
remote::HttpAnswer RemoteSubmission::read_there(const std::string& asked, const Progress& progress) {
  for (int rounds = 1;; ++rounds) {
    remote::HttpAnswer answer = remote::answer_of(
        registry_.http().ask(registry_.signed_request("POST", "/v1/preparations", asked), progress));
    if (answer.status != 503 || answer.header("retry-after") == nullptr || rounds == most_rounds)
      return answer;
  }
}

Preparation RemoteSubmission::prepare(const Digest& key, const Json& options, const Progress& progress) {
  const Json asked = {{"key", hex(key)}, {"options", options}, {"upload", upload_}};
  const remote::HttpAnswer answer = read_there(canonical(asked), progress);
  if (answer.status != 200 && answer.status != 201 && answer.status != 422)
    throw Error(Obstacle::unavailable,
                phrase("{} does not prepare the submission: {}", registry_.address().url,
                       remote_error_text(answer.body, answer.status)));
  const Json document = remote_document(answer.body);
  if (answer.status == 422 && !document.contains("summary")) {
    Preparation preparation;
    RemoteRefusals refusals = remote_refusals(document);
    preparation.listed = std::move(refusals.listed);
    preparation.refusals = refusals.count;
    return preparation;
  }
  Preparation preparation = preparation_in(document);
  if (answer.status != 201 || preparation.accepted == 0) return preparation;
  preparation_ = id_in(document);
  staged_bytes_ = whole_member(document, "staged_bytes");
  return preparation;
}

void RemoteSubmission::give_up_upload() {
  // Where it is not given up, it is gone after a day.
  (void)registry_.http().attempt(registry_.signed_request("DELETE", "/v1/uploads/" + upload_, {}));
}

void RemoteSubmission::fetch_staged(const fs::path& staged, const Progress& progress) {
  if (staged_bytes_ == 0 || staged_bytes_ > longest_staged)
    throw Error(Obstacle::unavailable,
                phrase("{} has staged nothing that can be signed", registry_.address().url));
  const Descriptor open = open_to_change(staged);
  remote::HttpRequest request = registry_.signed_request("GET", "/v1/preparations/" + preparation_, {});
  request.most = staged_bytes_;
  request.begin = [&](const remote::HttpAnswer&) {
    if (::ftruncate(open.number(), 0) != 0 || ::lseek(open.number(), 0, SEEK_SET) < 0)
      io_failed("cannot write {}: {}", staged);
  };
  request.take = [&](std::string_view piece) { write_all(open, staged, piece); };
  const remote::HttpAnswer answer = remote::answer_of(
      registry_.http().ask(request, [&](std::string_view, std::uint64_t done, std::uint64_t) {
        if (progress) progress(translation("fetching"), done, staged_bytes_);
      }));
  if (answer.status != 200) remote::unexpected(answer, registry_.address(), request.path);
  const fs::path note = note_of(read_staged(staged));
  make_folders(note.parent_path(), MayRead::owner);
  write_file(note, preparation_, Existing::replace, MayRead::owner);
}

/// Where it is noted which preparation there the statement belongs to.
fs::path RemoteSubmission::note_of(const Statement& statement) const {
  return registry_.folder() / "prepared" / hex(sha256(signed_bytes(statement)));
}

Result<Receipt> RemoteSubmission::commit(const Statement& statement, const NoteVerifier& log,
                                         const Progress& progress) {
  const fs::path note = note_of(statement);
  const auto id = read_if_there(note, longest_id);
  if (!id) {
    throw Error(
        Obstacle::unavailable,
        phrase(
            "it was not prepared at {} by this user of this machine: have it appended where it was prepared",
            registry_.address().url));
  }
  remote::HttpRequest request;
  request.method = "POST";
  request.path = "/v1/preparations/" + id_in({{"id", *id}}) + "/signature";
  request.headers = {{"Content-Type", "application/json"}};
  request.body = canonical({{"signature", base64(statement.signature->bytes)}});
  request.most = longest_remote_answer;
  remote::HttpOutcome outcome = registry_.http().ask(request, progress);
  if (const auto* none = std::get_if<remote::Unanswered>(&outcome)) {
    throw Error(
        Obstacle::unavailable,
        none->may_be_done
            ? phrase("{}; it is not known whether the submission is recorded: run the same command again, "
                     "what is recorded already is not recorded twice",
                     none->why)
            : phrase("{}; nothing was recorded", none->why));
  }
  Result<Receipt> receipt = registry_.received(std::get<remote::HttpAnswer>(outcome), statement, log);
  std::error_code gone;
  fs::remove(note, gone);
  return receipt;
}

}  // namespace lcl::cli
