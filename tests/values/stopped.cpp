// SPDX-License-Identifier: Apache-2.0
#include "tests/values/stopped.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace lcl::test {

std::string message_when_stopped(const std::function<void()>& action) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("could not open a pipe");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("could not fork");
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);  // the test framework would report it as its own crash
    dup2(ends[1], STDERR_FILENO);
    action();
    _exit(0);
  }
  close(ends[1]);
  std::string printed;
  std::array<char, 256> buffer{};
  for (ssize_t count = 0; (count = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    printed.append(buffer.data(), static_cast<std::size_t>(count));
  }
  close(ends[0]);
  int status = 0;
  if (waitpid(child, &status, 0) != child) throw std::runtime_error("could not wait");
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? printed : "";
}

}  // namespace lcl::test
