// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/witness_folder.hpp"

#include <utility>

#include "ledger/values/error.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

Cosigner cosigner_in(const std::filesystem::path& folder, const std::filesystem::path& file) {
  std::optional<std::string> text = read_if_there(file);
  if (!text) {
    throw Error(Obstacle::unavailable,
                phrase("{} is not a witness's folder; make one with lcl witness init", folder.string()));
  }
  if (text->ends_with('\n')) text->pop_back();
  std::optional<Cosigner> cosigner = parse_cosigner_vkey(*text);
  if (!cosigner)
    throw Error(Obstacle::damaged, phrase("{} does not hold the key of a witness", file.string()));
  return *std::move(cosigner);
}

}  // namespace

WitnessFolder WitnessFolder::create(const std::filesystem::path& folder, std::string_view name,
                                    const std::string& passphrase) {
  invariant(is_cosigner_name(name), "a witness's name is not empty and has no space and no plus");
  make_folder(folder, MayRead::owner);
  const PrivateKey key = PrivateKey::generate();
  key.write(folder / "witness.pem", passphrase);
  make_folder(folder / "logs", MayRead::owner);
  // Last and whole: a folder that has it is a witness's.
  write_file(folder / "vkey", cosigner_vkey(Cosigner{std::string{name}, key.public_key()}) + '\n',
             Existing::replace, MayRead::everyone);
  return WitnessFolder(folder);
}

WitnessFolder::WitnessFolder(std::filesystem::path folder)
    : folder_(std::move(folder)), cosigner_(cosigner_in(folder_, vkey_file())) {}

/// By the digest of the origin: an origin holds characters that a file's name may not.
std::filesystem::path WitnessFolder::kept_file(std::string_view origin) const {
  return folder_ / "logs" / hex(sha256(origin));
}

std::optional<Checkpoint> WitnessFolder::last(const NoteVerifier& log) const {
  const std::filesystem::path file = kept_file(log.name);
  const std::optional<std::string> text = read_if_there(file);
  if (!text) return std::nullopt;
  std::optional<Checkpoint> kept = verified_checkpoint(*text, log);
  if (!kept) {
    throw Error(
        Obstacle::damaged,
        phrase("{} is not a checkpoint of {} signed by the key given: nothing is cosigned for this log",
               file.string(), log.name));
  }
  return kept;
}

std::variant<Witnessed, NotWitnessed> WitnessFolder::cosign(const WitnessRequest& request,
                                                            const std::vector<NoteVerifier>& logs,
                                                            Instant time,
                                                            const Passphrase& passphrase) const {
  const auto asked = asked_for(request, logs);
  if (const auto* refused = std::get_if<WitnessRefusal>(&asked)) return NotWitnessed{*refused, {}};
  const auto& witnessed = std::get<WitnessedCheckpoint>(asked);
  const PrivateKey key = PrivateKey::from_file(key_file(), passphrase);
  if (!(key.public_key() == cosigner_.key))
    throw Error(Obstacle::damaged,
                phrase("{} is not the key that {} names", key_file().string(), vkey_file().string()));

  // The only one that may read and replace what the folder keeps, until the end of the call.
  const Descriptor folder = open_to_read(folder_);
  lock(folder, folder_);
  const std::optional<Checkpoint> before = last(witnessed.log);
  if (const std::optional<WitnessRefusal> refused = refusal(request, witnessed, before)) {
    NotWitnessed answer{*refused, {}};
    if (*refused == WitnessRefusal::conflict) answer.last_size = before ? before->size : 0;
    return answer;
  }
  // The log's signature is kept with it: what the log said can be shown to others.
  write_file(kept_file(witnessed.checkpoint.origin), request.checkpoint, Existing::replace,
             MayRead::everyone);
  const Instant second{time.milliseconds - time.milliseconds % 1000};
  return Witnessed{witnessed.checkpoint, request.old_size, second,
                   cosignature_line(witnessed.text, second, cosigner_.name, key)};
}

}  // namespace lcl
