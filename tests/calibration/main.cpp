// SPDX-License-Identifier: Apache-2.0
// Measures the tests of plausibility: how often they ask about honest projects,
// and how often each staged fraud is asked about. Fails where honest projects
// are asked more than once on average, or where a fraud of everything is
// mostly missed. `calibration PROJECTS RUNS` takes that many honest projects,
// and as many runs of each fraud at each strength; without arguments, one of
// each shape, and each fraud of everything once in a small workshop.
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <span>
#include <string>

#include "tests/calibration/observed_log.hpp"

namespace lcl::test {
namespace {

/// Whether honest projects of every shape are asked once at most, on average.
bool honest_projects(std::uint64_t projects) {
  std::map<std::string_view, std::uint64_t> by_test;
  std::uint64_t all = 0;
  const auto shapes = samples::shapes();
  std::cout << "| shape | honest projects | questions each |\n|---|---|---|\n";
  for (const samples::Shape& shape : shapes) {
    const std::uint64_t runs = (projects + shapes.size() - 1) / shapes.size();
    std::uint64_t asked = 0;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
      for (const std::string_view test : asked_about({&shape, seed})) {
        ++by_test[test];
        ++asked;
      }
    }
    all += asked;
    std::cout << fmt::format("| `{}` | {} | {}.{:02} |\n", shape.name, runs, asked / runs,
                             asked * 100 / runs % 100);
  }
  std::cout << "\n| test | questions to honest projects |\n|---|---|\n";
  for (const auto& [test, count] : by_test) std::cout << fmt::format("| `{}` | {} |\n", test, count);
  return all <= projects;
}

/// Out of how many projects a fraud is asked about, of `shapes` by turns.
std::uint64_t found(const samples::Fraud& fraud, std::uint64_t share, std::uint64_t runs,
                    std::span<const samples::Shape> shapes) {
  std::uint64_t count = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const samples::Shape& shape = shapes[seed % shapes.size()];
    if (asked_about({&shape, 1'000 + seed, &fraud, share}).contains(fraud.test)) ++count;
  }
  return count;
}

/// Whether the first of `strengths` is mostly found, of each fraud.
bool staged_frauds(std::uint64_t runs, std::span<const std::uint64_t> strengths,
                   std::span<const samples::Shape> shapes) {
  bool good = true;
  std::cout << "\n| staged | asked by |";
  for (const std::uint64_t share : strengths) std::cout << fmt::format(" {} % |", share / 100);
  std::cout << "\n|---|---|" << (strengths.size() == 1 ? "---|\n" : "---|---|---|\n");
  for (const samples::Fraud& fraud : samples::frauds()) {
    std::cout << fmt::format("| {} | `{}` |", fraud.described, fraud.test);
    for (const std::uint64_t share : strengths) {
      const std::uint64_t count = found(fraud, share, runs, shapes);
      std::cout << fmt::format(" {} of {} |", count, runs) << std::flush;
      if (share == strengths.front() && count * 10 < runs * 8) good = false;
    }
    std::cout << '\n';
  }
  return good;
}

int judged(bool honest, bool staged) {
  if (!honest) std::cout << "\nhonest projects are asked more than once on average\n";
  if (!staged) std::cout << "\na fraud of everything is mostly missed\n";
  return honest && staged ? EXIT_SUCCESS : EXIT_FAILURE;
}

int measured(std::uint64_t projects, std::uint64_t runs) {
  constexpr std::array<std::uint64_t, 3> strengths{10'000, 3'000, 1'000};
  // All but the one-party shop.
  const auto shapes = samples::shapes().first(samples::shapes().size() - 1);
  const bool honest = honest_projects(projects);
  return judged(honest, runs == 0 || staged_frauds(runs, strengths, shapes));
}

int measured_in_short() {
  constexpr std::array<std::uint64_t, 1> strengths{10'000};
  const bool honest = honest_projects(samples::shapes().size());
  return judged(honest, staged_frauds(1, strengths, samples::shapes().first(1)));
}

}  // namespace
}  // namespace lcl::test

int main(int argc, char** argv) {
  try {
    return argc == 3 ? lcl::test::measured(std::stoull(argv[1]), std::stoull(argv[2]))
                     : lcl::test::measured_in_short();
  } catch (const std::exception& error) {
    std::cerr << "calibration: " << error.what() << '\n';
    return 2;
  }
}
