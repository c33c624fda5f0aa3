// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/snapshot.hpp"

#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

#include "ledger/store/own_registries.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/packing.hpp"
#include "ledger/values/program_id.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_length = 32;
constexpr std::size_t longest_snapshot = std::size_t{1} << 30;

/// The secret under which snapshots are signed, of this user alone.
std::optional<std::string> key_of_snapshots(bool make_if_absent) {
  const auto state = state_folder();
  if (!state) return std::nullopt;
  const fs::path file = *state / "snapshot.key";
  auto key = read_if_there(file, key_length);
  if (!key && make_if_absent) {
    std::array<std::uint8_t, key_length> random{};
    random_bytes(random);
    key = std::string(random.begin(), random.end());
    write_file(file, *key, Existing::replace, MayRead::owner);
  }
  if (key && key->size() != key_length) return std::nullopt;
  return key;
}

Digest seal_of(const std::string& key, std::string_view sealed) {
  return HmacSha256{bytes_of(key)}(bytes_of(sealed));
}

std::optional<Snapshot> read_snapshot(const RegistryFolder& folder) {
  const auto key = key_of_snapshots(false);
  const auto file = key ? read_if_there(folder.snapshot(), longest_snapshot) : std::nullopt;
  if (!file || file->size() < sizeof(Digest)) return std::nullopt;
  const std::string_view sealed = std::string_view(*file).substr(sizeof(Digest));
  const Digest seal = seal_of(*key, sealed);
  if (std::string_view(*file).substr(0, sizeof(Digest)) != text_of(seal.bytes)) return std::nullopt;
  Unpacker unpacker(sealed);
  std::string program;
  Snapshot snapshot;
  unpacker(program, snapshot.head.size, snapshot.head.root);
  if (program != program_id()) return std::nullopt;
  unpacker(snapshot.records);
  return snapshot;
}

}  // namespace

std::optional<Snapshot> kept_snapshot(const RegistryFolder& folder) {
  if (program_id().empty()) return std::nullopt;
  try {
    return read_snapshot(folder);
  } catch (const Error&) {
    return std::nullopt;
  }
}

void keep_snapshot(const RegistryFolder& folder, const Snapshot& snapshot) {
  if (program_id().empty()) return;
  try {
    const auto key = key_of_snapshots(true);
    if (!key) return;
    Packer packer;
    packer(program_id(), snapshot.head.size, snapshot.head.root, snapshot.records);
    const std::string sealed = std::move(packer).take();
    const Digest seal = seal_of(*key, sealed);
    write_file(folder.snapshot(), std::string(text_of(seal.bytes)) + sealed, Existing::replace,
               MayRead::owner);
  } catch (const Error&) {
    return;
  }
}

}  // namespace lcl
