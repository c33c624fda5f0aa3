// SPDX-License-Identifier: Apache-2.0
// A registry whose two projects share devices, and a bundle of one of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "ledger/audit/verify.hpp"
#include "ledger/publish/bundle.hpp"
#include "ledger/values/error.hpp"
#include "tests/ledger/monitored_registry.hpp"

namespace lcl::test {

/// A collection with a private part: the line of an invented device.
[[nodiscard]] std::string collected(int device, std::string_view at);

/// DEMO sold 1, 2, 3 and 11, and collected 4; OTHER sold 11 before that, 3 after that, and 12, 13 and 14.
/// DEMO's collection of 12 was taken back.
class TwoProjects : public MonitoredRegistry {
 public:
  TwoProjects();

  /// Writes a bundle, over the one before.
  BundleContent bundle(const std::string& project = "DEMO", bool with_private = false) const;
  [[nodiscard]] std::filesystem::path file() const { return folder() / "project.bundle"; }
  [[nodiscard]] Ledger opened() const { return Ledger({file()}); }
  [[nodiscard]] VerifyReport verified() const { return verify_registry({file()}, {}, false); }
  [[nodiscard]] Pseudonym device(int number) const;

  std::uint64_t demo_report = 0;
  std::uint64_t other_report = 0;
};

/// One for all cases that only read it, and make bundles of it.
[[nodiscard]] const TwoProjects& two_projects();

/// The findings, one a line, for CHECK to show.
[[nodiscard]] std::string said_of(const VerifyReport& report);
/// The obstacle that `action` meets.
[[nodiscard]] Error obstacle_met(const std::function<void()>& action);

}  // namespace lcl::test
