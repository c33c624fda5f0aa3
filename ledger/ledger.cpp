// SPDX-License-Identifier: Apache-2.0
// Opening and making a registry, and drafting acts.
#include "ledger/ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "ledger/intake/appender.hpp"
#include "ledger/ledger_parts.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/store/head_file.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

void create_folder(const fs::path& path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) == 0) return;
  if (errno == EEXIST && fs::is_directory(path) && fs::is_empty(path)) return;
  throw Error(Obstacle::io,
              fmt::format("creating {}: {}", path.string(), std::generic_category().message(errno)));
}

/// 64 hex digits and LF, mode 0600.
void write_pepper(const fs::path& path, Bytes pepper) {
  const std::string text = hex(pepper) + '\n';
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const bool written = descriptor >= 0 &&
                       ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!written)
    throw Error(Obstacle::io,
                fmt::format("writing {}: {}", path.string(), std::generic_category().message(errno)));
}

/// Removes what was made of a registry unless it was finished.
class Unfinished {
 public:
  explicit Unfinished(const RegistryFolder& folder) : folder_(folder), existed_(fs::exists(folder.path)) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    if (finished_) return;
    std::error_code ignored;
    for (const fs::path& made : {folder_.ledger(), fs::path(folder_.ledger().string() + "-journal"),
                                 folder_.head(), folder_.pepper()}) {
      fs::remove(made, ignored);
    }
    fs::remove_all(folder_.path / "keys", ignored);
    if (!existed_) fs::remove(folder_.path, ignored);
  }
  void finished() { finished_ = true; }

 private:
  const RegistryFolder& folder_;
  bool existed_;
  bool finished_ = false;
};

Statement opening(const std::string& origin, const PublicKey& log, const PublicKey& operator_key,
                  const PublicKey& certifier, const Digest& pepper) {
  Statement statement;
  statement.kind = rule_of(Act::registry_opened).kind;
  statement.origin = origin;
  statement.act = {{"format", format_version},
                   {"origin", origin},
                   {"log_key", log.text()},
                   {"operator_key", operator_key.text()},
                   {"certifier_key", certifier.text()},
                   {"pepper", hex(pepper)}};
  statement.key = operator_key.id();
  statement.seen = {0, empty_root()};
  random_bytes(statement.nonce);
  return statement;
}

}  // namespace

std::variant<Receipt, Refused> Ledger::create(const RegistryFolder& folder, const std::string& origin,
                                              const PublicKey& certifier,
                                              const std::string& operator_passphrase) {
  if (!is_origin(origin)) {
    return Refused{Refusal::malformed_statement,
                   {.field = "origin"},
                   fmt::format("\"{}\" is not an origin such as registry.example/lbc", origin)};
  }
  if (fs::exists(folder.path) && !(fs::is_directory(folder.path) && fs::is_empty(folder.path))) {
    return Refused{
        Refusal::registry_exists, {}, fmt::format("{} is not an empty folder", folder.path.string())};
  }
  Unfinished unfinished(folder);
  create_folder(folder.path, 0755);
  create_folder(folder.path / "keys", 0700);
  const PrivateKey log_key = PrivateKey::generate();
  const PrivateKey operator_key = PrivateKey::generate();
  std::array<std::uint8_t, 32> pepper_bytes{};
  random_bytes(pepper_bytes);
  const Pepper pepper{pepper_bytes};
  log_key.write(folder.log_key());
  operator_key.write(folder.operator_key(), operator_passphrase);
  write_pepper(folder.pepper(), pepper_bytes);

  Statement statement =
      opening(origin, log_key.public_key(), operator_key.public_key(), certifier, pepper.commitment());
  sign(statement, operator_key);
  if (auto refused = RegistryState{}.refusal(statement, now(), {})) return std::move(*refused);

  create_ledger_file(folder.ledger());
  Writer writer(folder.ledger(), 0);
  Appender appender(writer, {origin, 0, empty_root()}, now());
  const std::uint64_t seq = appender.append(statement);
  std::string note = appender.seal(log_key);
  const Checkpoint head = *parse_checkpoint_text(parse_note(note)->text);
  writer.commit();
  write_head_file(folder.head(), note);
  unfinished.finished();
  return Receipt{seq, {head.size, head.root}, std::move(note)};
}

Ledger::Parts::Parts(RegistryFolder registry, int wait)
    : folder(std::move(registry)), wait_ms(wait), reader(folder.ledger(), wait) {
  refresh(reader);
}

void Ledger::Parts::refresh(const Reader& from) {
  const auto stored = from.last_checkpoint();
  if (!stored) throw Error(Obstacle::damaged, fmt::format("{} has no checkpoint", folder.ledger().string()));
  const auto note = parse_note(stored->note);
  auto next = note ? parse_checkpoint_text(note->text) : std::nullopt;
  if (!next) throw Error(Obstacle::damaged, "the last checkpoint cannot be read; run lcl verify");
  if (next->size < statements_known) {
    throw Error(Obstacle::damaged, "the ledger became shorter while it was open; run lcl verify");
  }
  take_statements(from, next->origin, statements_known, next->size, state);
  if (!state.is_open()) throw Error(Obstacle::damaged, "entry 0 is not registry_opened; run lcl verify");
  if (verify_note(*note, {state.origin(), state.log_key()}) != NoteVerdict::verified) {
    throw Error(Obstacle::damaged, "the last checkpoint is not signed by the log key; run lcl verify");
  }
  head = std::move(*next);
  checkpoint = stored->note;
  statements_known = head.size;
}

RegistryState::KnowsHead Ledger::Parts::knows_head(const Reader& from) const {
  return [&from](const Head& seen) {
    for (const StoredCheckpoint& stored : from.checkpoints_of(seen.size)) {
      const auto note = parse_note(stored.note);
      const auto signed_head = note ? parse_checkpoint_text(note->text) : std::nullopt;
      if (signed_head && signed_head->root == seen.root) return true;
    }
    return false;
  };
}

std::optional<Refused> Ledger::Parts::refusal(const Statement& statement, const Reader& from,
                                              bool draft) const {
  auto refused = draft ? state.refusal_of_draft(statement, now(), knows_head(from))
                       : state.refusal(statement, now(), knows_head(from));
  if (refused) return refused;
  if (from.has_statement(sha256(signed_bytes(statement)))) {
    return Refused{Refusal::replayed, {}, "the very same statement was accepted before"};
  }
  return std::nullopt;
}

std::optional<Refused> Ledger::Parts::behind_head(const Reader& from) const {
  const auto text = read_head_file(folder.head());
  if (!text) {
    throw Error(Obstacle::damaged,
                fmt::format("{} is missing; put it back from a copy: without it nothing is appended",
                            folder.head().string()));
  }
  const auto note = parse_note(*text);
  const auto kept = note ? parse_checkpoint_text(note->text) : std::nullopt;
  if (!kept || verify_note(*note, {state.origin(), state.log_key()}) != NoteVerdict::verified) {
    throw Error(Obstacle::damaged, fmt::format("{} is no checkpoint of this log", folder.head().string()));
  }
  if (kept->size > head.size) {
    return Refused{Refusal::ledger_behind_head,
                   {},
                   fmt::format("the ledger has {} entries, {} were signed", head.size, kept->size)};
  }
  if (root_at(kept->size, from.hashes()) != kept->root) {
    throw Error(Obstacle::damaged,
                fmt::format("the ledger does not extend {}; run lcl verify", folder.head().string()));
  }
  return std::nullopt;
}

const Project& Ledger::Parts::labelled_project(const std::string& id) const {
  const Project* project = state.project(id);
  if (project == nullptr || state.methodology_of(*project) == nullptr) {
    throw Error(
        Obstacle::unavailable,
        fmt::format("project {} {}", id, project == nullptr ? "was never notified" : "is not labelled yet"));
  }
  return *project;
}

std::optional<std::string> Ledger::Parts::why_read_only() const {
  if (!folder.is_file() && !reader.bundle()) return std::nullopt;
  const std::string what = reader.bundle() ? fmt::format("a bundle of project {} at size {}",
                                                         reader.bundle()->project, reader.bundle()->size)
                                           : std::string("a ledger without its registry's folder");
  return fmt::format("{}: this is {}: it can be read, not written", folder.path.string(), what);
}

void Ledger::Parts::require_registry() const {
  if (auto why = why_read_only()) throw Error(Obstacle::unavailable, *why);
}

PrivateKey Ledger::Parts::log_key() const {
  PrivateKey key = PrivateKey::from_file(folder.log_key());
  if (key.public_key() != state.log_key()) {
    throw Error(Obstacle::cryptography,
                fmt::format("{} is not the log key of this registry", folder.log_key().string()));
  }
  return key;
}

Pepper read_pepper(const RegistryFolder& folder) {
  if (folder.is_file()) {
    throw Error(
        Obstacle::unavailable,
        fmt::format("{} comes without the pepper, which stays in the registry's folder: identities are "
                    "opened there; name devices by their pseudonyms",
                    folder.path.string()));
  }
  std::ifstream file(folder.pepper());
  std::string text;
  std::array<std::uint8_t, 32> bytes{};
  if (!std::getline(file, text) || !from_hex(text, bytes)) {
    throw Error(Obstacle::io,
                fmt::format("{} is not here or not a pepper; pseudonyms need it", folder.pepper().string()));
  }
  return Pepper(bytes);
}

Ledger::Ledger(RegistryFolder folder, int wait_ms)
    : parts_(std::make_unique<Parts>(std::move(folder), wait_ms)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

const RegistryFolder& Ledger::folder() const { return parts_->folder; }
const Reader& Ledger::reader() const { return parts_->reader; }
const std::optional<BundleTerms>& Ledger::bundle() const { return parts_->reader.bundle(); }
std::optional<std::string> Ledger::why_read_only() const { return parts_->why_read_only(); }
const RegistryState& Ledger::state() const { return parts_->state; }
Head Ledger::head() const { return {parts_->head.size, parts_->head.root}; }
const std::string& Ledger::checkpoint() const { return parts_->checkpoint; }
std::string Ledger::log_vkey() const { return vkey({parts_->state.origin(), parts_->state.log_key()}); }

Statement Ledger::draft(std::string_view kind, std::string project, Json act, const Digest& key) const {
  Statement statement;
  statement.kind = kind;
  statement.origin = parts_->state.origin();
  statement.project = std::move(project);
  statement.act = std::move(act);
  statement.key = key;
  statement.seen = head();
  random_bytes(statement.nonce);
  return statement;
}

}  // namespace lcl
