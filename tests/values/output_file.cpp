// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/output_file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <functional>
#include <set>
#include <string>
#include <thread>

#include "tests/chain/temporary_folder.hpp"
#include "tests/values/obstacle_message.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::message_of;
using test::TemporaryFolder;

using Names = std::set<std::string>;

Names names_in(const TemporaryFolder& folder) {
  Names names;
  for (const auto& each : fs::directory_iterator(folder.path()))
    names.insert(each.path().filename().string());
  return names;
}

/// Another process that does `action` and then waits, until the end of the scope or until it is killed.
class Writing {
 public:
  explicit Writing(const std::function<void()>& action) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      action();
      (void)!::write(ends[1], "x", 1);
      for (;;) ::pause();
    }
    ::close(ends[1]);
    char done = 0;
    REQUIRE(::read(ends[0], &done, 1) == 1);
    ::close(ends[0]);
  }
  ~Writing() { kill(); }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

  void kill() {
    if (child_ == 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }

 private:
  pid_t child_ = 0;
};

/// Left in the memory of a process that is killed, so never destroyed.
OutputFile& half_written(const fs::path& file) {
  auto* output = new OutputFile(file, Existing::replace, MayRead::everyone);  // NOLINT
  output->stream() << "half";
  output->settle();
  return *output;
}

TEST_CASE("output file: it appears whole, and only when it is kept") {
  const TemporaryFolder folder;
  {
    OutputFile output(folder / "out", Existing::refuse, MayRead::everyone);
    for (int line = 0; line < 20'000; ++line) output.stream() << "line " << line << '\n';
    CHECK_FALSE(fs::exists(folder / "out"));
    CHECK(names_in(folder).size() == 1);
    output.keep();
  }
  CHECK(names_in(folder) == Names{"out"});
  const std::string content = content_of(folder / "out");
  CHECK(std::count(content.begin(), content.end(), '\n') == 20'000);
  CHECK(content.ends_with("line 19998\nline 19999\n"));
  CHECK(fs::status(folder / "out").permissions() == fs::perms{0644});
}

TEST_CASE("output file: one that is not kept leaves nothing, and the old one as it was") {
  const TemporaryFolder folder;
  folder.write("out", "old");
  {
    OutputFile output(folder / "out", Existing::replace, MayRead::everyone);
    output.stream() << "new";
    output.settle();
  }
  CHECK(content_of(folder / "out") == "old");
  CHECK(names_in(folder) == Names{"out"});
  write_file(folder / "out", "new", Existing::replace, MayRead::owner);
  CHECK(content_of(folder / "out") == "new");
  CHECK(fs::status(folder / "out").permissions() == fs::perms{0600});
  CHECK(names_in(folder) == Names{"out"});
}

TEST_CASE("output file: what is there is refused before anything is written, and at the end again") {
  const TemporaryFolder folder;
  const std::string exists = "cannot create " + (folder / "out").string() + ": File exists";
  OutputFile output(folder / "out", Existing::refuse, MayRead::everyone);
  output.stream() << "late";
  folder.write("out", "first");
  CHECK(message_of([&] { output.keep(); }) == exists);
  CHECK(message_of([&] { write_file(folder / "out", "x", Existing::refuse, MayRead::owner); }) == exists);
  CHECK(content_of(folder / "out") == "first");

  fs::create_symlink("nowhere", folder / "link");
  CHECK(message_of([&] { write_file(folder / "link", "x", Existing::refuse, MayRead::owner); }) ==
        "cannot create " + (folder / "link").string() + ": File exists");
}

TEST_CASE("output file: a device and a pipe are written through and stay what they are") {
  const TemporaryFolder folder;
  {
    OutputFile nowhere("/dev/null", Existing::replace, MayRead::everyone);
    nowhere.stream() << "gone";
    nowhere.keep();
  }
  CHECK(fs::is_character_file("/dev/null"));
  const fs::path pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const Descriptor reader(::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  {
    OutputFile output(pipe, Existing::refuse, MayRead::everyone);
    output.stream() << "through";
    output.keep();
  }
  CHECK(read_rest(reader, pipe, 100) == "through");
  CHECK(fs::is_fifo(pipe));
  CHECK(names_in(folder) == Names{"pipe"});
}

TEST_CASE("output file: a mode is never wider than what the process masks") {
  const TemporaryFolder folder;
  const mode_t before = ::umask(077);
  write_file(folder / "out", "text", Existing::refuse, MayRead::everyone);
  ::umask(before);
  CHECK(fs::status(folder / "out").permissions() == fs::perms{0600});
}

TEST_CASE("output file: one that could not be written is not kept") {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &small);
    OutputFile output(folder / "out", Existing::refuse, MayRead::everyone);
    const std::string too_large = "cannot write " + (folder / "out").string() + ": File too large";
    const bool told = message_of([&] { output.stream() << std::string(100'000, 'x'); }) == too_large;
    const bool kept = message_of([&] { output.keep(); }).empty();
    ::_exit(told && !kept ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("output file: what a killed writer left is swept by the next one in the folder") {
  const TemporaryFolder folder;
  Writing writing([&] { half_written(folder / "tally.csv"); });
  writing.kill();
  const Names left = names_in(folder);
  REQUIRE(left.size() == 1);
  CHECK(left.begin()->starts_with("tally.csv.lcl-unfinished-"));
  write_file(folder / "other", "whole", Existing::refuse, MayRead::everyone);
  CHECK(names_in(folder) == Names{"other"});
}

TEST_CASE("output file: what another process is writing is not swept") {
  const TemporaryFolder folder;
  Writing writing([&] { half_written(folder / "tally.csv"); });
  write_file(folder / "tally.csv", "whole", Existing::refuse, MayRead::everyone);
  CHECK(names_in(folder).size() == 2);
  writing.kill();
  sweep_left_overs_beside(folder / "tally.csv");
  CHECK(names_in(folder) == Names{"tally.csv"});
}

TEST_CASE("output file: a sweep at any moment takes nothing from a writer") {
  const TemporaryFolder folder;
  std::atomic<bool> done = false;
  std::thread sweeper([&] {
    while (!done) sweep_left_overs_beside(folder / "head");
  });
  int written = 0;
  for (int round = 0; round < 2'000; ++round) {
    PlaceBeside place(folder / "head", Existing::replace, MayRead::everyone);
    if (message_of([&] { place.put(); }).empty()) ++written;
  }
  done = true;
  sweeper.join();
  CHECK(written == 2'000);
}

TEST_CASE("output file: files by other names, links and folders are never swept") {
  const TemporaryFolder folder;
  const Names others{"head.backup",
                     "head.lcl-unfinished-abc12",
                     "head.lcl-unfinished-abc1234",
                     "head.lcl-unfinished-abc-12",
                     ".lcl-unfinished-abc123",
                     "head.lcl-unfinished-abc123.txt",
                     "lcl-unfinished-abc123"};
  for (const std::string& name : others) folder.write(name, "mine");
  fs::create_symlink("head.backup", folder / "link.lcl-unfinished-abc123");
  fs::create_directory(folder / "folder.lcl-unfinished-abc123");
  const Names before = names_in(folder);
  sweep_left_overs_beside(folder / "head");
  CHECK(names_in(folder) == before);

  folder.write("another.lcl-unfinished-aB3456", "left");
  sweep_left_overs_beside(folder / "head");
  CHECK(names_in(folder) == before);
}

TEST_CASE("output file: what others make apart is put in place, or goes away with all named after it") {
  const TemporaryFolder folder;
  const auto make = [](const PlaceBeside& place) {
    const fs::path made = place.path_apart();
    write_all(create_new(made, MayRead::owner), made, "made");
    (void)create_new(made.string() + "-journal", MayRead::owner);
  };
  {
    const PlaceBeside place(folder / "bundle", Existing::refuse, MayRead::owner);
    make(place);
    CHECK(names_in(folder).size() == 3);
  }
  CHECK(names_in(folder).empty());

  Writing writing([&] {
    make(*new PlaceBeside(folder / "bundle", Existing::refuse, MayRead::owner));  // NOLINT
  });
  sweep_left_overs_beside(folder / "bundle");
  CHECK(names_in(folder).size() == 3);
  writing.kill();
  sweep_left_overs_beside(folder / "bundle");
  CHECK(names_in(folder).empty());

  {
    PlaceBeside place(folder / "bundle", Existing::refuse, MayRead::owner);
    make(place);
    place.put_apart();
  }
  CHECK(names_in(folder) == Names{"bundle"});
  CHECK(content_of(folder / "bundle") == "made");
}

}  // namespace
}  // namespace lcl
