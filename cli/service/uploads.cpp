// SPDX-License-Identifier: Apache-2.0
#include "cli/service/uploads.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

#include "cli/service/request_body.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::uint64_t most_upload_bytes = std::uint64_t{4} << 30U;
constexpr std::uint64_t most_bytes_a_day = std::uint64_t{16} << 30U;
constexpr std::size_t most_uploads = 4;
/// Of which nothing has come for so long may have been forgotten.
constexpr std::chrono::minutes longest_pause{10};
constexpr std::size_t longest_name = 255;

/// The end of a log's name that tells its format, in small letters: what the file is called here.
std::string file_name_of(const std::string& name) {
  constexpr std::size_t longest = 24;
  const std::size_t dot = name.find('.', name.size() > longest ? name.size() - longest : 0);
  std::string ending;
  if (dot != std::string::npos) {
    for (const char c : name.substr(dot)) {
      const bool is_small = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
      if (is_small) ending += c;
      if (c >= 'A' && c <= 'Z') ending += static_cast<char>(c - 'A' + 'a');
    }
  }
  return "log" + ending;
}

bool is_file_name(const std::string& name) {
  return !name.empty() && name.size() <= longest_name && name.find('/') == std::string::npos &&
         !has_control(name) && name != "." && name != "..";
}

Json about_upload(const Upload& upload) {
  return {{"bytes", upload.bytes},
          {"name", upload.name},
          {"owner", upload.owner},
          {"project", upload.project},
          {"sha256", hex(upload.sha256)}};
}

/// What `about` says; nothing where it does not say all.
std::optional<Upload> upload_about(const std::string& id, const Json& about,
                                   const std::filesystem::path& folder) {
  const std::string* owner = text_in(about, "owner");
  const std::string* name = text_in(about, "name");
  const std::string* project = text_in(about, "project");
  const std::string* digest = text_in(about, "sha256");
  const auto bytes = number_in(about, "bytes");
  if (owner == nullptr || name == nullptr || project == nullptr || digest == nullptr || !bytes)
    return std::nullopt;
  const auto sha256 = digest_from_hex(*digest);
  if (!sha256) return std::nullopt;
  return Upload{id, *owner, *name, *project, *bytes, *sha256, folder / file_name_of(*name)};
}

std::variant<Upload, Response> announced(const Request& request, const AskingParty& party) {
  auto body = body_object(request, {"bytes", "name", "project", "sha256"});
  if (auto* no = std::get_if<Response>(&body)) return std::move(*no);
  const Json& json = *std::get_if<Json>(&body);
  Upload upload;
  upload.owner = party.owner();
  const auto bytes = number_in(json, "bytes");
  if (!bytes || *bytes == 0) return bad_request("bytes is the length of the log, at least 1");
  if (*bytes > most_upload_bytes)
    return error_response(413, "too_large", "an upload has at most 4 GiB: submit the log in parts");
  const std::string* name = text_in(json, "name");
  if (name == nullptr || !is_file_name(*name))
    return bad_request("name is that of the log's file, without a folder, at most 255 bytes");
  const std::string* project = text_in(json, "project");
  if (project == nullptr || !is_project_id(*project)) return bad_request("project is not a project's id");
  const std::string* digest = text_in(json, "sha256");
  const auto sha256 = digest == nullptr ? std::nullopt : digest_from_hex(*digest);
  if (!sha256) return bad_request("sha256 is not 64 small hex digits");
  upload.bytes = *bytes;
  upload.name = *name;
  upload.project = *project;
  upload.sha256 = *sha256;
  return upload;
}

std::uint64_t length_of_file(const std::filesystem::path& file) {
  std::error_code failed;
  const std::uintmax_t length = std::filesystem::file_size(file, failed);
  return failed ? 0 : length;
}

std::filesystem::file_time_type last_written(const std::filesystem::path& file) {
  std::error_code failed;
  const auto time = std::filesystem::last_write_time(file, failed);
  return failed ? std::filesystem::file_time_type::min() : time;
}

Response upload_answer(const Upload& upload) {
  return json_response(
      {{"id", upload.id}, {"offset", length_of_file(upload.file)}, {"part_bytes", part_bytes}}, 201);
}

Response no_such_upload() {
  return error_response(404, "not_found", "there is no such upload of this party, or no longer");
}

Response wrong_offset(std::uint64_t offset) {
  return json_response(
      {{"error", {{"code", "wrong_offset"}, {"message", "go on from offset " + std::to_string(offset)}}},
       {"offset", offset}},
      409);
}

/// The header Upload-Offset; nothing where it is no number.
std::optional<std::uint64_t> stated_offset(const Request& request) {
  const std::string* text = request.header("upload-offset");
  if (text == nullptr || text->empty() || text->size() > 15 ||
      text->find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  std::uint64_t offset = 0;
  std::from_chars(text->data(), text->data() + text->size(), offset);
  return offset;
}

}  // namespace

Uploads::Uploads(Ledgers& ledgers, const std::filesystem::path& work)
    : ledgers_(ledgers), folder_(work / "uploads"), bytes_a_day_(most_bytes_a_day, std::chrono::hours(24)) {
  folder_.sweep();
}

std::optional<Response> Uploads::begun_before(const AskingParty& party, const Upload& upload) const {
  std::optional<Upload> same;
  folder_.for_each([&](const std::string& id, const Json& about) {
    auto other = upload_about(id, about, folder_.path_of(id));
    if (other && other->owner == party.owner() && other->bytes == upload.bytes &&
        other->name == upload.name && other->project == upload.project && other->sha256 == upload.sha256)
      same = std::move(other);
  });
  if (same) return upload_answer(*same);
  return std::nullopt;
}

std::optional<Response> Uploads::make_room(const AskingParty& party) {
  std::size_t live = 0;
  std::optional<std::pair<std::filesystem::file_time_type, std::string>> idle;
  folder_.for_each([&](const std::string& id, const Json& about) {
    const auto other = upload_about(id, about, folder_.path_of(id));
    if (!other || other->owner != party.owner()) return;
    ++live;
    const auto touched = last_written(other->file);
    const bool is_whole = length_of_file(other->file) == other->bytes;
    if (!is_whole && touched + longest_pause > std::filesystem::file_time_type::clock::now()) return;
    if (!idle || touched < idle->first) idle = {touched, id};
  });
  if (live < most_uploads) return std::nullopt;
  if (!idle)
    return too_many("4 uploads are under way: finish one first, or give it up", std::chrono::seconds(60));
  folder_.remove(idle->second);
  hashed_.erase(idle->second);
  return std::nullopt;
}

Response Uploads::begin(const AskingParty& party, const Request& request) {
  auto read = announced(request, party);
  if (auto* no = std::get_if<Response>(&read)) return std::move(*no);
  Upload& upload = *std::get_if<Upload>(&read);
  {
    const auto ledger = ledgers_.reader();
    const Project* project = ledger->state().project(upload.project);
    if (project == nullptr || !party.may_submit(*project)) return no_such_project_for(party);
  }
  const std::lock_guard lock(mutex_);
  sweep_alone();
  if (auto answer = begun_before(party, upload)) return *std::move(answer);
  if (auto no = make_room(party)) return *std::move(no);
  if (const auto wait = bytes_a_day_.take(party.owner(), upload.bytes))
    return too_many("more than 16 GiB within a day", *wait);
  upload.id = new_id();
  upload.file = folder_.begin(upload.id, about_upload(upload)) / file_name_of(upload.name);
  (void)create_new(upload.file, MayRead::owner);
  return upload_answer(upload);
}

void Uploads::sweep() {
  const std::lock_guard lock(mutex_);
  sweep_alone();
}

void Uploads::sweep_alone() {
  folder_.sweep();
  std::erase_if(hashed_, [this](const auto& each) { return !folder_.about(each.first); });
}

std::optional<Upload> Uploads::owned(const AskingParty& party, const std::string& id) const {
  const auto about = folder_.about(id);
  if (!about) return std::nullopt;
  auto upload = upload_about(id, *about, folder_.path_of(id));
  if (!upload || upload->owner != party.owner()) return std::nullopt;
  return upload;
}

std::shared_ptr<Uploads::Hashed> Uploads::hashed(const std::string& id) {
  const std::lock_guard lock(mutex_);
  auto& found = hashed_[id];
  if (!found) found = std::make_shared<Hashed>();
  return found;
}

Response Uploads::append(const AskingParty& party, const std::string& id, const Request& request) {
  const auto upload = owned(party, id);
  if (!upload) return no_such_upload();
  const std::string* type = request.header("content-type");
  if (type == nullptr || *type != "application/octet-stream")
    return error_response(415, "media_type", "a part must be application/octet-stream");
  const auto stated = stated_offset(request);
  if (!stated) return bad_request("the header Upload-Offset must say where the part begins");
  if (request.body.empty()) return bad_request("the part is empty");
  const auto state = hashed(id);
  const std::lock_guard alone(state->alone);
  const std::uint64_t offset = length_of_file(upload->file);
  if (*stated != offset) return wrong_offset(offset);
  if (request.body.size() > upload->bytes - offset)
    return bad_request("the part goes beyond the " + std::to_string(upload->bytes) + " bytes announced");
  const Descriptor file = open_to_change(upload->file);
  if (::lseek(file.number(), static_cast<off_t>(offset), SEEK_SET) < 0)
    io_failed("cannot write {}: {}", upload->file);
  write_all(file, upload->file, request.body);
  if (state->bytes == offset) {
    state->sha256.update(request.body);
    state->bytes += request.body.size();
  }
  const std::uint64_t next = offset + request.body.size();
  if (next < upload->bytes) return json_response({{"offset", next}});
  flush(file, upload->file);
  if (is_as_announced(*upload, *state)) return json_response({{"offset", next}});
  remove(id);
  return bad_request("all bytes have come, and their SHA-256 is another than was announced: upload it anew");
}

bool Uploads::is_as_announced(const Upload& upload, Hashed& hashed) {
  if (hashed.digest) return *hashed.digest == upload.sha256;
  if (hashed.bytes != upload.bytes) {
    hashed.sha256 = Sha256();
    const Descriptor file = open_to_read(upload.file);
    std::string room(std::size_t{1} << 20U, '\0');
    hashed.bytes = 0;
    while (const std::size_t size = read_up_to(file, upload.file, room)) {
      hashed.sha256.update(std::string_view(room).substr(0, size));
      hashed.bytes += size;
    }
  }
  hashed.digest = hashed.sha256.finish();
  return *hashed.digest == upload.sha256;
}

Response Uploads::offset(const AskingParty& party, const std::string& id) {
  const auto upload = owned(party, id);
  if (!upload) return no_such_upload();
  Response response;
  response.headers = {{"Upload-Offset", std::to_string(length_of_file(upload->file))},
                      {"Upload-Length", std::to_string(upload->bytes)}};
  return response;
}

Response Uploads::give_up(const AskingParty& party, const std::string& id) {
  if (!owned(party, id)) return no_such_upload();
  remove(id);
  return json_response({{"id", id}});
}

std::variant<Upload, Response> Uploads::whole(const AskingParty& party, const std::string& id) {
  auto upload = owned(party, id);
  if (!upload) return no_such_upload();
  const auto state = hashed(id);
  const std::lock_guard alone(state->alone);
  const std::uint64_t offset = length_of_file(upload->file);
  if (offset != upload->bytes) return wrong_offset(offset);
  if (is_as_announced(*upload, *state)) return *std::move(upload);
  remove(id);
  return bad_request("the SHA-256 of the upload is another than was announced: upload it anew");
}

void Uploads::remove(const std::string& id) {
  folder_.remove(id);
  const std::lock_guard lock(mutex_);
  hashed_.erase(id);
}

}  // namespace lcl::cli::service
