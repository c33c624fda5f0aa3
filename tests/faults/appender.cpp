// SPDX-License-Identifier: Apache-2.0
// What faults.py makes fail: appends numbered entries to a ledger file and says
// which are acknowledged, or checks that a ledger file holds whole transactions
// and all that was acknowledged.
//
//   appender create FOLDER
//   appender append FOLDER TRANSACTIONS   prints the size of the log after each that is acknowledged
//   appender check FOLDER ACKNOWLEDGED    exits with 0 if the first ACKNOWLEDGED entries are there and none
//   is half there
#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/store/head_file.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/store/writer.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;

void require(bool condition, const std::string& otherwise) {
  if (!condition) throw std::runtime_error(otherwise);
}

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  require(failure == std::errc{} && end == text.data() + text.size(), "not a number: " + std::string(text));
  return number;
}

/// Entries in transaction `number`: 1 to 7.
std::uint64_t length_of(std::uint64_t number) { return 1 + number * 5 % 7; }

/// Everything the store keeps about transaction `number`, whose first entry is `first`. Payloads of up to
/// 20,000 bytes, so that some need pages of their own.
struct Transaction {
  std::uint64_t number;
  std::uint64_t first;

  [[nodiscard]] std::uint64_t end() const { return first + length_of(number); }
  [[nodiscard]] std::string entry(std::uint64_t seq) const {
    return "entry " + std::to_string(seq) + " of transaction " + std::to_string(number);
  }
  [[nodiscard]] std::string payload(std::uint64_t seq) const {
    return std::string(seq * 7'919 % 20'000, static_cast<char>('a' + seq % 26));
  }
  [[nodiscard]] DeviceRow device() const {
    DeviceRow row;
    row.pseudonym.bytes[0] = static_cast<std::uint8_t>(number % 251);  // rows are replaced once in a while
    row.device = row.pseudonym;
    row.state.stage = Stage::collected;
    row.state.last = row.state.standing = first;
    return row;
  }
  [[nodiscard]] Tile tile() const { return {0, number / 8, std::string(32 * (number % 8 + 1), 't')}; }
};

/// The transaction after the last one, found by counting from the first.
Transaction next_transaction(const Reader& reader) {
  const std::uint64_t size = reader.size();
  Transaction next{0, 0};
  while (next.first < size) next = {next.number + 1, next.end()};
  return next;
}

void acknowledge(std::uint64_t size) {
  const std::string line = std::to_string(size) + "\n";
  require(::write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size()),
          "cannot tell");
}

void append_one(const fs::path& folder) {
  Writer writer(folder / "ledger.db", 10'000);
  const Transaction now = next_transaction(writer.reader());
  for (std::uint64_t seq = now.first; seq < now.end(); ++seq) {
    writer.append(seq, now.entry(seq), now.payload(seq), std::nullopt);
  }
  writer.put_device(now.device());
  writer.put_tile(now.tile());
  writer.put_checkpoint(now.end(), "checkpoint\n");
  writer.commit();
  write_head_file(folder / "head", std::to_string(now.end()));
  acknowledge(now.end());
}

/// Goes on after a failure, as a registry does that is asked again.
void append(const fs::path& folder, std::uint64_t transactions) {
  for (; transactions > 0; --transactions) {
    try {
      append_one(folder);
    } catch (const Error& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
  }
}

void check_transaction(const Reader& reader, const Transaction& transaction) {
  std::uint64_t seq = transaction.first;
  reader.scan(transaction.first, transaction.end(), [&](const StoredEntry& row) {
    require(row.seq == seq && row.entry == transaction.entry(seq) && row.payload == transaction.payload(seq),
            "entry " + std::to_string(seq) + " is not what was appended");
    ++seq;
  });
  require(seq == transaction.end(), "transaction " + std::to_string(transaction.number) + " is half there");
  require(reader.device(transaction.device().pseudonym)->state.last >= transaction.first,
          "a device is behind");
  (void)reader.stored_hashes()(0, transaction.number / 8 * 256 + transaction.number % 8);
}

void check(const fs::path& folder, std::uint64_t acknowledged) {
  const Reader reader(folder / "ledger.db");
  const std::uint64_t size = reader.size();
  require(size >= acknowledged,
          std::to_string(acknowledged) + " acknowledged, but " + std::to_string(size) + " there");
  Transaction transaction{0, 0};
  std::vector<std::uint64_t> ends;
  for (; transaction.first < size; transaction = {transaction.number + 1, transaction.end()}) {
    check_transaction(reader, transaction);
    ends.push_back(transaction.end());
  }
  require(transaction.first == size, "the last transaction is half there");
  std::vector<std::uint64_t> signed_sizes;
  reader.for_each_checkpoint([&](const StoredCheckpoint& stored) { signed_sizes.push_back(stored.size); });
  require(signed_sizes == ends, "checkpoints and entries differ");
  const std::uint64_t head = number_in(read_head_file(folder / "head").value_or("0"));
  require(head >= acknowledged && head <= size, "the head is of another size");
}

int run(const std::vector<std::string>& arguments) {
  const std::string command = arguments.empty() ? "" : arguments.front();
  if (command == "create" && arguments.size() == 2) {
    create_ledger_file(fs::path(arguments[1]) / "ledger.db");
  } else if (command == "append" && arguments.size() == 3) {
    append(arguments[1], number_in(arguments[2]));
  } else if (command == "check" && arguments.size() == 3) {
    check(arguments[1], number_in(arguments[2]));
  } else {
    std::fprintf(stderr,
                 "usage: appender create FOLDER | append FOLDER TRANSACTIONS | check FOLDER ACKNOWLEDGED\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace lcl

int main(int argc, char** argv) {
  try {
    return lcl::run({argv + 1, argv + argc});
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "appender: %s\n", failure.what());
    return 1;
  }
}
