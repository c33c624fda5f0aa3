// SPDX-License-Identifier: Apache-2.0
#include "cli/service/preparations.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "cli/kit/event_log.hpp"
#include "cli/service/request_body.hpp"
#include "cli/service/statements.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/texts/faults_text.hpp"
#include "ledger/texts/submission_text.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::uint64_t most_an_hour = 60;
constexpr std::size_t most_at_once = 4;
constexpr std::size_t most_of_party = 2;
constexpr std::ptrdiff_t most_unread = 48;  // less than there are threads for acts
constexpr std::ptrdiff_t most_unread_of_party = 12;
constexpr std::size_t most_kept = 4;
constexpr std::size_t longest_option = 256;
constexpr std::int64_t most_refusals_listed = 10'000;
/// Less than what clients wait without a byte.
constexpr std::chrono::seconds longest_wait{20};
constexpr const char* staged_name = "staged";

/// Those of `lcl submit prepare` on how a log is read that name no file.
constexpr auto reading_options = std::to_array<std::string_view>(
    {"format", "encoding", "sheet", "decimal", "dates", "zone", "time", "ignore-columns"});

const std::vector<Option>& known_options() {
  static const std::vector<Option> options = [] {
    std::vector<Option> all = with_log_options({});
    std::erase_if(all, [](const Option& each) {
      return std::find(reading_options.begin(), reading_options.end(), each.name) == reading_options.end();
    });
    return all;
  }();
  return options;
}

bool is_within(const Json& value, std::int64_t least, std::int64_t most) {
  return value.is_number_integer() && value >= least && value <= most;
}

/// Adds `--name=value`, so that no value can be taken for an option; false where it is no such value.
bool add_words(const std::string& name, const Json& value, std::vector<std::string>& words) {
  if (value.is_array() && name == "ignore-columns") {
    return std::all_of(value.begin(), value.end(),
                       [&](const Json& each) { return each.is_string() && add_words(name, each, words); });
  }
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr || text->empty() || text->size() > longest_option ||
      text->find('\0') != std::string::npos)
    return false;
  words.push_back("--" + name + '=' + *text);
  return true;
}

std::string with_its_name(std::string message, const Upload& upload) {
  const std::string path = upload.file.string();
  for (std::size_t at = message.find(path); at != std::string::npos; at = message.find(path, at))
    message.replace(at, path.size(), upload.name);
  return message;
}

/// That the log itself is not as it must be is its owner's to mend.
bool is_of_the_log(const Error& error, const Upload& upload) {
  return std::string_view(error.what()).find(upload.file.string()) != std::string_view::npos;
}

bool is_ready(const auto& future) {
  return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

Response ask_again(const std::string& why) {
  Response response = error_response(503, "unavailable", why + ": ask again");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

/// What a service that was stopped had not staged to the end: nobody was told its id.
void remove_unfinished(const WorkFolder& folder) {
  std::vector<std::string> unfinished;
  folder.for_each([&](const std::string& id, const Json&) {
    try {
      (void)read_staged(folder.path_of(id) / staged_name);
    } catch (const Error&) {
      unfinished.push_back(id);
    }
  });
  for (const std::string& id : unfinished) folder.remove(id);
}

Response no_such_preparation() {
  return error_response(404, "not_found", "there is no such preparation, or no longer");
}

}  // namespace

Preparations::Preparations(Ledgers& ledgers, Uploads& uploads, const std::filesystem::path& work)
    : ledgers_(ledgers),
      uploads_(uploads),
      folder_(work / "preparations"),
      an_hour_(most_an_hour, std::chrono::hours(1)),
      places_(most_at_once, most_of_party) {
  folder_.sweep();
  remove_unfinished(folder_);
}

Preparations::~Preparations() { stopping_ = true; }

std::variant<Preparations::Asked, Response> Preparations::asked(const AskingParty& party,
                                                                const Request& request) {
  auto body = body_object(request, {"key", "upload"}, {"options"});
  if (auto* no = std::get_if<Response>(&body)) return std::move(*no);
  const Json& json = *std::get_if<Json>(&body);
  const std::string* key = text_in(json, "key");
  const std::string* upload = text_in(json, "upload");
  const auto id = key == nullptr ? std::nullopt : digest_from_hex(*key);
  if (!id) return bad_request("key is not the id of a key, 64 small hex digits");
  if (upload == nullptr || !is_id(*upload)) return bad_request("upload is not the id of an upload");
  Asked asked;
  asked.key = *id;
  const Json options = json.value("options", Json::object());
  if (!options.is_object()) return bad_request("options is not an object");
  for (const auto& [name, value] : options.items()) {
    if (name == "strict" && value.is_boolean()) {
      asked.strict = value.get<bool>();
    } else if (name == "accept_valid" && value.is_boolean()) {
      asked.accept_valid = value.get<bool>();
    } else if (name == "listed" && is_within(value, 1, most_refusals_listed)) {
      asked.listed = value.get<std::size_t>();
    } else if (std::find(reading_options.begin(), reading_options.end(), name) == reading_options.end() ||
               !add_words(name, value, asked.words)) {
      return bad_request("options: " + name.substr(0, 64) + " is not known here, or has another value");
    }
  }
  auto whole = uploads_.whole(party, *upload);
  if (auto* no = std::get_if<Response>(&whole)) return std::move(*no);
  asked.upload = std::move(*std::get_if<Upload>(&whole));
  return asked;
}

std::optional<Response> Preparations::forbidden(const AskingParty& party, const Asked& asked) {
  const auto ledger = ledgers_.reader();
  const Project* project = ledger->state().project(asked.upload.project);
  if (project == nullptr || !party.may_submit(*project)) return no_such_project_for(party);
  const auto signer = ledger->state().keys().find(asked.key);
  if (signer == ledger->state().keys().end() || signer->second.party != party.party)
    return error_response(403, "forbidden", "key is not one of the party that asks");
  return std::nullopt;
}

Response Preparations::prepare(const AskingParty& party, const Request& request) {
  auto made = asked(party, request);
  if (auto* no = std::get_if<Response>(&made)) return std::move(*no);
  const Asked& asked = *std::get_if<Asked>(&made);
  if (auto no = forbidden(party, asked)) return *std::move(no);
  auto found = reading(party, asked);
  if (auto* no = std::get_if<Response>(&found)) return std::move(*no);
  const auto& read = *std::get_if<std::shared_future<Read>>(&found);
  if (read.wait_for(longest_wait) != std::future_status::ready) return ask_again("the log is being read");
  return read.get().response;
}

std::variant<std::shared_future<Preparations::Read>, Response> Preparations::reading(const AskingParty& party,
                                                                                     const Asked& asked) {
  const std::string owner = party.owner();
  const std::string question = canonical(Json{owner, asked.upload.id, hex(asked.key), asked.strict,
                                              asked.accept_valid, asked.listed, asked.words});
  const std::lock_guard lock(mutex_);
  if (const auto found = readings_.find(question); found != readings_.end()) {
    if (!is_ready(found->second.read) || still_holds(found->second.read)) return found->second.read;
  }
  if (unread() == most_unread) return ask_again("many logs are being read");
  if (unread(owner) == most_unread_of_party) return ask_again("many logs of this party are being read");
  if (const auto wait = an_hour_.take(owner, 1))
    return too_many("more than 60 preparations within an hour", *wait);
  forget_old(owner);
  auto read = std::async(std::launch::async, [this, party, asked] {
                const std::shared_ptr<void> place = places_.take(party.owner());
                return this->read(party, asked);
              }).share();
  readings_.insert_or_assign(question, Reading{owner, ++begun_, read});
  return read;
}

/// How many logs are being read, or wait for it: of a party, or of all.
std::ptrdiff_t Preparations::unread(const std::optional<std::string>& owner) const {
  return std::count_if(readings_.begin(), readings_.end(), [&](const auto& each) {
    const Reading& reading = each.second;
    return (!owner || reading.owner == *owner) && !is_ready(reading.read);
  });
}

/// Whether it would come to the same now.
bool Preparations::still_holds(const std::shared_future<Read>& read) const {
  try {
    const Read& done = read.get();
    return done.head == ledgers_.standing()->head && (done.id.empty() || folder_.about(done.id));
  } catch (const std::exception&) {
    return false;
  }
}

void Preparations::forget_old(const std::string& owner) {
  const auto is_newer = [this](std::uint64_t number) { return number + most_kept > begun_; };
  std::erase_if(readings_, [&](const auto& each) {
    const Reading& reading = each.second;
    return reading.owner == owner && is_ready(reading.read) && !is_newer(reading.number);
  });
}

Preparations::Read Preparations::read(const AskingParty& party, const Asked& asked) {
  const auto unreadable = [&](const std::exception& error) {
    return Read{bad_request(with_its_name(error.what(), asked.upload)), ledgers_.standing()->head, {}};
  };
  try {
    return prepared(party, asked);
  } catch (const UsageError& error) {
    return unreadable(error);
  } catch (const Error& error) {
    if (!is_of_the_log(error, asked.upload)) throw;
    return unreadable(error);
  }
}

void Preparations::sweep() {
  const std::lock_guard lock(folder_mutex_);
  folder_.sweep();
}

std::string Preparations::begin(const AskingParty& party, const Asked& asked) {
  const std::lock_guard lock(folder_mutex_);
  folder_.sweep();
  std::vector<std::pair<std::string, std::string>> others;
  folder_.for_each([&](const std::string& id, const Json& about) {
    if (about.value("owner", "") == party.owner() && !being_staged_.contains(id))
      others.emplace_back(about.value("begun", ""), id);
  });
  std::sort(others.begin(), others.end());
  for (std::size_t i = 0; i + most_kept <= others.size(); ++i) folder_.remove(others[i].second);
  const std::string id = new_id();
  (void)folder_.begin(id, {{"owner", party.owner()}, {"upload", asked.upload.id}});
  being_staged_.insert(id);
  return id;
}

void Preparations::end(const std::string& id, bool is_staged) {
  if (!is_staged) folder_.remove(id);
  const std::lock_guard lock(folder_mutex_);
  being_staged_.erase(id);
}

Preparations::Read Preparations::prepared(const AskingParty& party, const Asked& asked) {
  static const Command reading{
      .name = "submit prepare", .summary = {}, .examples = {}, .options = known_options()};
  Answer said(true);
  Call call{reading, Arguments(asked.words, known_options()), said};
  const std::string file = asked.upload.file.string();
  if (!call.arguments.has("format") && !format_of(file)) {
    throw UsageError("\"" + file +
                     "\" does not tell its format: give the option format, ndjson, csv or epcis");
  }
  EventLog log(call, file);
  const auto ledger = ledgers_.reader();
  const std::string id = begin(party, asked);
  const std::filesystem::path staged = folder_.path_of(id) / staged_name;
  bool is_staged = false;
  const std::shared_ptr<void> to_its_end(nullptr, [&](void*) { end(id, is_staged); });
  PrepareOptions options;
  options.project = asked.upload.project;
  options.strict = asked.strict;
  options.accept_valid = asked.accept_valid;
  options.list_at_most = asked.listed;
  const Preparation preparation = ledger->prepare(
      log.reader(), options, asked.key, staged, [this](std::string_view, std::uint64_t, std::uint64_t) {
        if (stopping_) throw Error(Obstacle::unavailable, "the service is stopping");
      });
  const Head head = ledger->head();
  log.tell_reading(call);
  Json answer = said.added();
  answer["head"] = head_json(head);
  const bool some_recorded = preparation.accepted + preparation.skipped > 0;
  if (preparation.refusals > 0 && !(asked.accept_valid && some_recorded)) {
    answer["faults"] = faults_json(preparation.faults);
    answer["refused"] = refusals_json(preparation.listed);
    answer["refused_count"] = preparation.refusals;
    answer["summary"] = preparation_json(preparation);
    return {json_response(answer, 422), head, {}};
  }
  answer.update(prepared_json(preparation));
  if (preparation.refusals > 0) answer["left_out"] = refusals_json(preparation.listed);
  if (preparation.accepted == 0) return {json_response(answer), head, {}};
  answer["id"] = id;
  answer["staged_bytes"] = std::filesystem::file_size(staged);
  is_staged = true;
  return {json_response(answer, 201), head, id};
}

Response Preparations::staged(const AskingParty& party, const std::string& id) const {
  const auto about = folder_.about(id);
  if (!about || about->value("owner", "") != party.owner()) return no_such_preparation();
  Response response;
  response.media_type = "application/octet-stream";
  response.body = FileBody{folder_.path_of(id) / staged_name};
  return response;
}

Response Preparations::take_signature(const std::string& id, const Request& request) {
  const auto body = body_object(request, {"signature"});
  if (const auto* no = std::get_if<Response>(&body)) return *no;
  const std::string* text = text_in(*std::get_if<Json>(&body), "signature");
  const auto bytes = text == nullptr ? std::nullopt : from_base64(*text);
  Signature signature;
  if (!bytes || bytes->size() != signature.bytes.size())
    return bad_request("signature is not the base64 of 64 bytes");
  std::copy(bytes->begin(), bytes->end(), signature.bytes.begin());
  const auto about = folder_.about(id);
  if (!about) return no_such_preparation();
  Response response = take_submission(ledgers_, folder_.path_of(id) / staged_name, signature);
  // The staged submission stays: who got no answer sends the signature again.
  if (response.status == 200) uploads_.remove(about->value("upload", ""));
  return response;
}

}  // namespace lcl::cli::service
