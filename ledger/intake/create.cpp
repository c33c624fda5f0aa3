// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/create.hpp"

#include <system_error>

#include "ledger/events/device_identity.hpp"
#include "ledger/intake/appender.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/head_file.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/secret.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

bool is_empty_folder(const fs::path& path) {
  std::error_code unknown;
  return fs::is_directory(path, unknown) && fs::is_empty(path, unknown);
}

/// Makes `folder`; false if it is there.
bool made_folder(const fs::path& folder) {
  try {
    make_folder(folder, MayRead::owner);
    return true;
  } catch (const Error&) {
    if (is_there(folder)) return false;
    throw;
  }
}

/// Removes what was made of a registry unless it was finished.
class Unfinished {
 public:
  Unfinished(const RegistryFolder& folder, bool existed) : folder_(folder), existed_(existed) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    if (finished_) return;
    std::error_code ignored;
    for (const fs::path& made : {folder_.ledger(), fs::path(folder_.ledger().string() + "-journal"),
                                 folder_.head(), folder_.pepper()}) {
      fs::remove(made, ignored);
    }
    fs::remove_all(folder_.keys(), ignored);
    if (!existed_) fs::remove(folder_.path, ignored);
  }
  void finished() { finished_ = true; }

 private:
  const RegistryFolder& folder_;
  bool existed_;
  bool finished_ = false;
};

Statement opening(const std::string& origin, const PublicKey& log, const PublicKey& operator_key,
                  const Certifier& certifier, const Digest& pepper, const std::optional<Digest>& mandate) {
  Statement statement;
  statement.kind = rule_of(Act::registry_opened).kind;
  statement.origin = origin;
  statement.act = {{"format", format_version},
                   {"origin", origin},
                   {"log_key", log.text()},
                   {"operator_key", operator_key.text()},
                   {"pepper", hex(pepper)},
                   {"standing", word(mandate ? RegistryStanding::official : RegistryStanding::trial)}};
  if (mandate) statement.act["mandate"] = hex(*mandate);
  statement.act.update(certifier_json(certifier));
  statement.key = operator_key.id();
  statement.seen = {0, empty_root()};
  random_bytes(statement.nonce);
  return statement;
}

}  // namespace

Result<Receipt> create_registry(const RegistryFolder& folder, const std::string& origin,
                                const Certifier& certifier, const std::string& operator_passphrase,
                                const std::optional<Digest>& mandate) {
  if (!is_origin(origin)) {
    return Refused{Refusal::malformed_statement,
                   {.field = "origin"},
                   phrase("\"{}\" is not an origin such as registry.example/lbc", origin)};
  }
  const bool existed = !made_folder(folder.path);
  // Of several that find the folder empty at once, the one that makes the folder of keys goes on.
  if ((existed && !is_empty_folder(folder.path)) || !made_folder(folder.keys())) {
    return Refused{Refusal::registry_exists, {}, phrase("{} is not an empty folder", folder.path.string())};
  }
  Unfinished unfinished(folder, existed);
  const PrivateKey log_key = PrivateKey::generate();
  const PrivateKey operator_key = PrivateKey::generate();
  SecretBytes<32> secret;
  random_bytes(secret.bytes);
  const Pepper pepper{secret.bytes};
  log_key.write(folder.log_key());
  operator_key.write(folder.operator_key(), operator_passphrase);
  write_pepper(folder, secret.bytes);

  Statement statement = opening(origin, log_key.public_key(), operator_key.public_key(), certifier,
                                pepper.commitment(), mandate);
  sign(statement, operator_key);
  if (auto refused = RegistryState{}.refusal(statement, now(), {})) return std::move(*refused);

  create_ledger_file(folder.ledger());
  Writer writer(folder.ledger(), 0);
  Appender appender(writer, {origin, 0, empty_root()}, now());
  const std::uint64_t seq = appender.append(statement, StatementChain());
  std::string note = appender.seal(log_key);
  const Checkpoint head = read_checkpoint(note)->checkpoint;
  writer.commit();
  write_head_file(folder.head(), note);
  list_as_own(folder.path, log_key.public_key());
  unfinished.finished();
  return Receipt{.seq = seq, .head = {head.size, head.root}, .checkpoint = std::move(note)};
}

void adopt_registry(const RegistryFolder& folder) {
  if (folder.is_file() || !is_there(folder.ledger())) {
    throw Error(Obstacle::not_a_registry,
                phrase("{} is not a registry's folder; a ledger's file or a bundle is only read",
                       folder.path.string()));
  }
  const PublicKey log_key = PrivateKey::from_file(folder.log_key(), {}).public_key();
  const bool was_own = is_own_registry(folder.path);
  list_as_own(folder.path, log_key);
  try {
    const OpenLedger ledger(folder, 0);
    if (ledger.state().log_key() == log_key) return;
  } catch (const Error&) {
    if (!was_own) unlist_own(folder.path);
    throw;
  }
  unlist_own(folder.path);
  throw Error(Obstacle::unavailable,
              phrase("{} is not the key that this registry's log is signed with", folder.log_key().string()));
}

}  // namespace lcl
