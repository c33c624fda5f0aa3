// SPDX-License-Identifier: Apache-2.0
// A small ledger file with made-up rows, and what other programs and other
// processes do to it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/registry/kept.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/error.hpp"

namespace lcl::test {

/// What stands at `seq`: every third entry has a private part, the bytes hold NUL and 0xFF.
[[nodiscard]] std::string sample_entry(std::uint64_t seq);
[[nodiscard]] std::string sample_payload(std::uint64_t seq);
[[nodiscard]] std::optional<std::string> sample_private(std::uint64_t seq);

void append_samples(Writer& writer, std::uint64_t from, std::uint64_t to);
/// Appends and commits the entries up to `to`.
void extend(const std::filesystem::path& file, std::uint64_t to);
/// Whether the entries `from` to `to` are there as appended; stops at the first that is not.
[[nodiscard]] bool holds_samples(const Reader& reader, std::uint64_t from, std::uint64_t to);

/// A pseudonym, device state, digest that differ from number to number; pseudonyms ascend.
[[nodiscard]] Pseudonym sample_pseudonym(std::uint64_t number);
[[nodiscard]] DeviceRow sample_device(std::uint64_t number);
[[nodiscard]] Digest sample_digest(std::uint64_t number);

/// What the sqlite3 program prints, errors included, when it is given `sql`.
std::string sqlite3_says(const std::filesystem::path& file, std::string_view sql);

/// The obstacle `action` meets; nothing if it meets none.
[[nodiscard]] std::optional<Obstacle> obstacle_of(const std::function<void()>& action);

/// Whether `question` holds in a process of its own that may not override permissions.
[[nodiscard]] bool as_ordinary_user(const std::function<bool()>& question);

/// A process that appends to `file` until SQLite has written half of the transaction to the disk, and is then
/// killed. The file must be empty of entries beyond `from`.
void kill_writer_half_way(const std::filesystem::path& file, std::uint64_t from);

}  // namespace lcl::test
