// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/create.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "ledger/events/device_identity.hpp"
#include "ledger/intake/appender.hpp"
#include "ledger/registry/state.hpp"
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

Result<Receipt> create_registry(const RegistryFolder& folder, const std::string& origin,
                                const PublicKey& certifier, const std::string& operator_passphrase) {
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
  create_folder(folder.keys(), 0700);
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

}  // namespace lcl
