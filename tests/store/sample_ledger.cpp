// SPDX-License-Identifier: Apache-2.0
#include "tests/store/sample_ledger.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <stdexcept>

#include "tests/values/other_program.hpp"

namespace lcl::test {

std::string sample_entry(std::uint64_t seq) {
  return "entry " + std::to_string(seq) + std::string("\0\xff", 2) + std::string(seq % 50, 'e');
}
std::string sample_payload(std::uint64_t seq) {
  return "payload " + std::to_string(seq) + std::string(seq % 70, 'p');
}
std::optional<std::string> sample_private(std::uint64_t seq) {
  if (seq % 3 != 0) return std::nullopt;
  return "private " + std::to_string(seq);
}

void append_samples(Writer& writer, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t seq = from; seq < to; ++seq) {
    writer.append(seq, sample_entry(seq), sample_payload(seq), sample_private(seq));
  }
}

void extend(const std::filesystem::path& file, std::uint64_t to) {
  Writer writer(file, 10'000);
  append_samples(writer, writer.reader().size(), to);
  writer.commit();
}

bool holds_samples(const Reader& reader, std::uint64_t from, std::uint64_t to) {
  std::uint64_t next = from;
  bool equal = true;
  reader.scan(from, to, [&](const StoredEntry& row) {
    equal = equal && row.seq == next && row.entry == sample_entry(next) &&
            row.payload == sample_payload(next) && row.private_part == sample_private(next);
    ++next;
  });
  return equal && next == to;
}

Pseudonym sample_pseudonym(std::uint64_t number) {
  Pseudonym pseudonym;
  for (std::size_t i = 0; i < 8; ++i) {
    pseudonym.bytes[i] = static_cast<std::uint8_t>(number >> (8 * (7 - i)));
    pseudonym.bytes[8 + i] = static_cast<std::uint8_t>(number * 31 + i);
  }
  return pseudonym;
}

DeviceRow sample_device(std::uint64_t number) {
  DeviceRow row;
  row.pseudonym = row.device = sample_pseudonym(number);
  if (number % 4 == 3) {
    row.device = sample_pseudonym(number - 1);
    return row;
  }
  row.state.stage = static_cast<Stage>(number % 6);
  row.state.last = number * 7;
  row.state.standing = number % 5 == 0 ? no_seq : number * 7 - 1;
  row.state.at = {static_cast<std::int64_t>(number) * 1'000 - 5'000};
  row.state.project = number % 5 == 0 ? "" : "PROJECT" + std::to_string(number % 9);
  return row;
}

Digest sample_digest(std::uint64_t number) {
  Digest digest;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    digest.bytes[i] = static_cast<std::uint8_t>((number + i) >> (8 * (i % 8)));
  }
  return digest;
}

std::string sqlite3_says(const std::filesystem::path& file, std::string_view sql) {
  return output_of("{ sqlite3 -batch -bail '" + file.string() + "' 2>&1 || true; }", sql);
}

std::optional<Obstacle> obstacle_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.obstacle();
  }
  return std::nullopt;
}

bool as_ordinary_user(const std::function<bool()>& question) {
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("could not fork");
  if (child == 0) {
    constexpr uid_t nobody = 65'534;
    if (geteuid() == 0 && (setresgid(nobody, nobody, nobody) != 0 || setresuid(nobody, nobody, nobody) != 0))
      _exit(2);
    try {
      _exit(question() ? 0 : 1);
    } catch (const std::exception&) {
      _exit(3);
    }
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child) throw std::runtime_error("could not wait");
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void kill_writer_half_way(const std::filesystem::path& file, std::uint64_t from) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("could not make a pipe");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("could not fork");
  if (child == 0) {
    Writer writer(file, 0);
    const std::string payload(60'000, 'x');
    // More than the page cache holds, so that part of it has reached the file.
    for (std::uint64_t seq = from; seq < from + 1'500; ++seq)
      writer.append(seq, "half", payload, std::nullopt);
    for (std::uint64_t n = 0; n < 100; ++n) writer.put_device(sample_device(n));
    (void)!write(ends[1], "!", 1);
    pause();
    _exit(1);
  }
  close(ends[1]);
  char sign = 0;
  const bool reached = read(ends[0], &sign, 1) == 1;
  close(ends[0]);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  if (!reached) throw std::runtime_error("the writer ended before it was killed");
}

}  // namespace lcl::test
