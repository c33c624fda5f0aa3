// SPDX-License-Identifier: Apache-2.0
// A small registry that is in order: one project, labelled, and three devices;
// with every kind of event, a void, a further identifier and private parts.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/audit/dishonest_registry.hpp"

namespace lcl::test {

inline constexpr std::string_view siret = "04827163900030";        // of the developer
inline constexpr std::string_view other_siret = "05982741000016";  // registered nowhere
inline constexpr std::string_view project = "PHONES1";

/// Facts of each kind that the project takes, at `occurred_at` (`2026-02-02T10:00:00.000Z`).
[[nodiscard]] Facts collection(std::string_view occurred_at);
[[nodiscard]] Facts reconditioning(std::string_view occurred_at);
[[nodiscard]] Facts resale(std::string_view occurred_at);
[[nodiscard]] Facts return_of(std::string_view occurred_at);
[[nodiscard]] Facts disposal(std::string_view occurred_at);
[[nodiscard]] Facts void_of(std::uint64_t seq);

// Acts as they should be.
[[nodiscard]] Json grant(const PublicKey& key, std::string_view role);
[[nodiscard]] Json notification();
[[nodiscard]] Json label();

/// Opens `registry` and takes its project up to the label: entries 0 to 6, sealed; entry 0 is sealed by
/// itself.
inline constexpr std::uint64_t labelled_size = 7;
void open_and_label(DishonestRegistry& registry);
/// As open_and_label, then a submission of seven events (7 to 14) and one of a void (15, 16), each sealed.
inline constexpr std::uint64_t small_size = 17;
void make_small(DishonestRegistry& registry);

/// The words of the findings, in order, each with its entry: `wrong_payload@12`.
[[nodiscard]] std::vector<std::string> words(const VerifyReport& report);
/// All of the findings in one text, for CHECK to show.
[[nodiscard]] std::string shown(const VerifyReport& report);

}  // namespace lcl::test

template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static doctest::String convert(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
    return {all.data(), static_cast<unsigned>(all.size())};
  }
};
