// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/remote_registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>
#include <variant>

#include "cli/kit/anchors.hpp"
#include "cli/kit/remote_receipt.hpp"
#include "ledger/audit/fit.hpp"
#include "ledger/publish/bundle_growth.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_seen = std::size_t{16} << 20U;
constexpr std::size_t longest_fetched_note = 1U << 20U;
/// As much as a service takes.
constexpr std::size_t longest_sent = std::size_t{8} << 20U;
constexpr std::uint64_t longest_mirror = std::uint64_t{64} << 30U;
constexpr unsigned conflict = 409;
constexpr unsigned content_too_large = 413;
/// Whoever lacks more fetches the whole.
constexpr std::uint64_t longest_growth = std::uint64_t{1} << 30U;

/// A folder's name for an address: its host, and what tells it from other addresses there.
std::string name_of(const remote::Address& address) {
  constexpr std::size_t digits = 16;
  std::string host = address.host;
  std::replace(host.begin(), host.end(), ':', '_');
  return host + '-' + hex(sha256(address.url)).substr(0, digits);
}

fs::path own_folder(const std::optional<fs::path>& folder, const char* variable,
                    const remote::Address& address) {
  if (!folder) {
    throw Error(
        Obstacle::unavailable,
        phrase("there is nowhere to keep what is seen of a registry: neither {} nor HOME names a folder; set "
               "one of them",
               variable));
  }
  const fs::path own = *folder / "remote" / name_of(address);
  make_folders(own, MayRead::owner);
  return own;
}

Json draft_json(const Statement& statement) {
  auto read = parse_json(draft_of(statement));
  invariant(std::holds_alternative<Json>(read), "a draft is JSON");
  return std::get<Json>(std::move(read));
}

/// As it is sent, and kept until it is answered.
std::string text_of(const SentStatement& sent) {
  Json document = {{"statement", draft_json(sent.statement)}};
  if (sent.private_part) document["private"] = *sent.private_part;
  return canonical(document);
}

[[noreturn]] void not_what_is_kept(const fs::path& file) {
  throw Error(Obstacle::damaged, phrase("{} is not what lcl keeps there: remove it", file.string()));
}

SentStatement sent_in(const fs::path& file) {
  const auto text = read_if_there(file, longest_sent);
  auto read = parse_json(text.value_or(""), {.depth = 64, .bytes = longest_sent});
  const auto* document = std::get_if<Json>(&read);
  if (document == nullptr || !document->is_object() || !document->contains("statement"))
    not_what_is_kept(file);
  auto draft = read_draft(canonical(document->at("statement")));
  auto* statement = std::get_if<Statement>(&draft);
  if (statement == nullptr || !statement->signature) not_what_is_kept(file);
  SentStatement sent{std::move(*statement), std::nullopt};
  if (const auto found = document->find("private"); found != document->end()) {
    if (!found->is_string()) not_what_is_kept(file);
    sent.private_part = found->get<std::string>();
  }
  return sent;
}

std::string name_of(const Statement& statement) {
  return printable(statement.project.empty() ? statement.kind
                                             : phrase("{} of {}", statement.kind, statement.project));
}

}  // namespace

RemoteRegistry::RemoteRegistry(remote::Address address)
    : http_(std::move(address)),
      state_(own_folder(state_folder(), "XDG_STATE_HOME", http_.address())),
      cache_(own_folder(cache_folder(), "XDG_CACHE_HOME", http_.address())),
      locked_(open_to_read(state_)) {
  (void)lock_where_possible(locked_, state_);
}

SignsRequest RemoteRegistry::signing() const {
  invariant(session_.has_value(), "only a session signs requests");
  return [this](const remote::HttpRequest& request) {
    return sign_request(request.method, http_.address().url + request.path, sha256(request.body), *session_,
                        now());
  };
}

remote::HttpRequest RemoteRegistry::signed_request(std::string method, std::string path,
                                                   std::string body) const {
  remote::HttpRequest request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.body = std::move(body);
  request.most = longest_remote_answer;
  request.sign = signing();
  if (!request.body.empty()) request.headers = {{"Content-Type", "application/json"}};
  return request;
}

std::optional<RemoteRegistry::Seen> RemoteRegistry::read_seen() const {
  const auto text = read_if_there(seen_file(), longest_seen);
  if (!text) return std::nullopt;
  auto read = parse_json(*text, {.depth = 4, .bytes = longest_seen});
  const auto* document = std::get_if<Json>(&read);
  const auto member = [&](const char* name) {
    const bool is_text = document != nullptr && document->is_object() && document->contains(name) &&
                         document->at(name).is_string();
    return is_text ? document->at(name).get<std::string>() : std::string();
  };
  const auto certifier = digest_from_hex(member("certifier"));
  const auto log = parse_vkey(member("log_key"));
  if (!certifier || !log || !document->contains("checkpoints") || !document->at("checkpoints").is_array())
    not_what_is_kept(seen_file());
  Seen seen{*certifier, *log, {}};
  for (const Json& each : document->at("checkpoints")) {
    if (!each.is_string()) not_what_is_kept(seen_file());
    seen.checkpoints.push_back(each.get<std::string>());
  }
  return seen;
}

void RemoteRegistry::write_seen(const Seen& seen) const {
  const Json document = {{"address", address().url},
                         {"certifier", hex(seen.certifier)},
                         {"checkpoints", seen.checkpoints},
                         {"log_key", vkey(seen.log)}};
  write_file(seen_file(), canonical(document) + '\n', Existing::replace, MayRead::owner);
}

std::string RemoteRegistry::origin(const Progress& progress) {
  if (const auto seen = read_seen()) return seen->log.name;
  const auto note = remote::fetched_if_there(http_, "/v1/checkpoint", longest_fetched_note, progress);
  const auto read = note ? read_checkpoint(*note) : std::nullopt;
  if (!read)
    throw Error(Obstacle::not_a_registry,
                phrase("{} is not the address of a registry: it has no checkpoint", address().url));
  return read->checkpoint.origin;
}

std::shared_ptr<Ledger> RemoteRegistry::mirror(const std::string& project, const Progress& progress) {
  std::shared_ptr<Ledger> ledger;
  if (has_session() && !project.empty()) ledger = mirror_named(project, signing(), progress);
  if (!ledger) ledger = mirror_named("statements", {}, progress);
  if (!ledger)
    throw Error(Obstacle::not_a_registry,
                phrase("{} is not the address of a registry: it has no bundle", address().url));
  return ledger;
}

/// The mirror that is `name` at the service; nothing where that does not give it.
std::shared_ptr<Ledger> RemoteRegistry::mirror_named(const std::string& name, const SignsRequest& signs,
                                                     const Progress& progress) {
  mirror_ = cache_ / (name + ".bundle");
  not_grown_.clear();
  const std::string path = "/v1/bundles/" + name;
  if (auto kept = kept_mirror()) {
    const remote::HttpAnswer answer = grow(*kept, path + "/growth", signs, progress);
    if (is_not_given(answer)) return nullptr;
    if (answer.status == 200) return kept;
    unlist_own(mirror_);
  }
  const remote::HttpAnswer answer = FetchedFile(mirror_, longest_mirror).fetch(http_, path, signs, progress);
  if (is_not_given(answer)) return nullptr;
  if (answer.status != 200) remote::unexpected(answer, address(), path);
  unlist_own(mirror_);  // a file that is gone may have been listed under the same number
  auto ledger = std::make_shared<Ledger>(mirror_);
  hold(*ledger);
  return ledger;
}

/// Notes why, where it is for who asks.
bool RemoteRegistry::is_not_given(const remote::HttpAnswer& answer) {
  if (answer.status == 401 || answer.status == 403)
    not_taken_ = remote_error_text(answer.body, answer.status);
  return answer.status == 401 || answer.status == 403 || answer.status == 404;
}

/// What was fetched and found good before, as it was left: this user's own. Nothing where there is none.
std::shared_ptr<Ledger> RemoteRegistry::kept_mirror() {
  if (!is_own_registry(mirror_)) return nullptr;
  try {
    return std::make_shared<Ledger>(mirror_);
  } catch (const Error& error) {
    not_grown_ = error.what();
    return nullptr;
  }
}

/// Brings `ledger`, the mirror that is kept, to what it is now by what is at `path`: 200; after any other
/// answer it has to be fetched whole, if it is given at all.
remote::HttpAnswer RemoteRegistry::grow(Ledger& ledger, const std::string& path, const SignsRequest& signs,
                                        const Progress& progress) {
  const Head from = ledger.head();
  const fs::path file = mirror_.string() + ".growth";
  remote::HttpAnswer answer =
      FetchedFile(file, longest_growth)
          .fetch(http_, fmt::format("{}?from={}&root={}", path, from.size, hex(from.root)), signs, progress);
  if (answer.status == content_too_large) not_grown_ = answer.body;
  if (answer.status != 200) return answer;
  try {
    std::ifstream growth(file, std::ios::binary);
    take_growth(ledger.opened(), growth, progress);
    ledger.refresh();
    hold(ledger);
    if (!can_grow(ledger.opened(), ledger.opened().reader().bundle()->project, from.size))
      not_grown_ = phrase("its project has been followed");
  } catch (const Error& error) {
    not_grown_ = error.what();
  } catch (const UnfitLedger& unfit) {
    not_grown_ = unfit.why;
  }
  std::error_code ignored;
  fs::remove(file, ignored);
  if (!not_grown_.empty()) answer.status = conflict;
  return answer;
}

void RemoteRegistry::hold(const Ledger& ledger) const {
  const auto seen = read_seen();
  if (!seen) return;
  Anchors anchors;
  anchors.checkpoints = seen->checkpoints;
  anchors.log_key = seen->log;
  anchors.certifier = seen->certifier;
  std::vector<Finding> findings = what_does_not_fit(ledger.opened(), anchors);
  if (findings.empty()) return;
  std::string heads;
  for (const std::string& note : seen->checkpoints) {
    if (const auto read = read_checkpoint(note))
      heads += phrase("\n  before: size {}, root {}", read->checkpoint.size, hex(read->checkpoint.root));
  }
  throw UnfitLedger{
      std::move(findings),
      phrase("{} shows another history than before; nothing was done{}\n  now: size {}, root {}\n"
             "ask the registry's operator why, with {}, which proves it",
             address().url, heads, ledger.head().size, hex(ledger.head().root), seen_file().string())};
}

bool RemoteRegistry::keep_seen(const Ledger& ledger) {
  const bool is_first = !read_seen();
  const auto& state = ledger.state();
  write_seen({state.certifier().fingerprint(), {state.origin(), state.log_key()}, {ledger.checkpoint()}});
  if (!is_own_registry(mirror_)) list_as_own(mirror_, state.log_key());
  return is_first;
}

/// It may have been appended, or may yet be.
void RemoteRegistry::not_known(const std::string& why, const Statement& statement, IsKept is_kept) {
  if (is_kept == IsKept::no) {
    throw Error(Obstacle::unavailable,
                phrase("{}; it is not known whether the submission is recorded: run the same command "
                       "again, what is recorded already is not recorded twice",
                       why));
  }
  throw Error(
      Obstacle::unavailable,
      phrase("{}; it is not known whether {} is recorded: run the same command again. What was signed is "
             "kept, and sent again as it is: nothing is recorded twice",
             why, name_of(statement)));
}

Result<Receipt> RemoteRegistry::received(const remote::HttpAnswer& answer, const Statement& statement,
                                         const NoteVerifier& log, IsKept is_kept) {
  const bool is_refused = says_not_recorded(answer);
  if (is_refused && answer.status == 422) return remote_refusals(remote_document(answer.body)).listed.front();
  const std::string said = remote_error_text(answer.body, answer.status);
  if (is_refused)
    throw Error(Obstacle::unavailable, phrase("{} does not record it: {}", address().url, said));
  if (answer.status != 200 && answer.status != 201)
    not_known(phrase("{} answers otherwise than it should: {}", address().url, said), statement, is_kept);
  auto proven = proven_receipt(answer.body, statement, log);
  if (const auto* why = std::get_if<std::string>(&proven)) {
    not_known(phrase("{} says that {} is recorded, and does not prove it: {}; it is not believed",
                     address().url, name_of(statement), *why),
              statement, is_kept);
  }
  Receipt receipt = std::get<Receipt>(std::move(proven));
  if (auto seen = read_seen()) {
    seen->checkpoints.push_back(receipt.checkpoint);
    write_seen(*seen);
  }
  return receipt;
}

Result<Receipt> RemoteRegistry::send(const SentStatement& sent, const NoteVerifier& log,
                                     const Progress& progress) {
  make_folders(unanswered(), MayRead::owner);
  const fs::path file = unanswered() / (hex(sha256(signed_bytes(sent.statement))) + ".json");
  remote::HttpRequest request;
  request.method = "POST";
  request.path = "/v1/statements";
  request.headers = {{"Content-Type", "application/json"}};
  request.body = text_of(sent);
  request.most = longest_remote_answer;
  write_file(file, request.body, Existing::replace, MayRead::owner);
  remote::HttpOutcome outcome = http_.ask(request, progress);
  const auto forget = [&file] {
    std::error_code gone;
    fs::remove(file, gone);
  };
  if (const auto* none = std::get_if<remote::Unanswered>(&outcome)) {
    if (none->may_be_done) not_known(none->why, sent.statement, IsKept::yes);
    forget();
    throw Error(Obstacle::unavailable, phrase("{}; nothing was recorded", none->why));
  }
  const auto& answer = std::get<remote::HttpAnswer>(outcome);
  if (says_not_recorded(answer)) forget();
  Result<Receipt> receipt = received(answer, sent.statement, log, IsKept::yes);
  forget();
  return receipt;
}

std::vector<SentAgain> RemoteRegistry::send_unanswered(const Progress& progress) {
  std::vector<SentAgain> again;
  const auto seen = read_seen();
  if (!seen || !fs::is_directory(unanswered())) return again;
  std::vector<fs::path> files;
  for (const auto& each : fs::directory_iterator(unanswered()))
    if (each.path().extension() == ".json") files.push_back(each.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    SentStatement sent = sent_in(file);
    Result<Receipt> outcome = send(sent, seen->log, progress);
    again.push_back({std::move(sent), std::move(outcome)});
  }
  return again;
}

}  // namespace lcl::cli
