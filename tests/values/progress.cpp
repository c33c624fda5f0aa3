// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/progress.hpp"

#include <doctest/doctest.h>

#include <string>

namespace lcl {
namespace {

TEST_CASE("progress: work that is part of another's is told as that") {
  std::string told;
  const Progress progress = [&told](std::string_view stage, std::uint64_t done, std::uint64_t total) {
    told += std::string(stage) + ' ' + std::to_string(done) + '/' + std::to_string(total) + ';';
  };
  const Progress drawing = told_as("drawing", progress);
  drawing("deriving", 1, 2);
  drawing("examining", 2, 2);
  CHECK(told == "drawing 1/2;drawing 2/2;");
}

TEST_CASE("progress: nobody is told where nobody asked") {
  const Progress nobody;
  CHECK_FALSE(told_as("drawing", nobody));
}

}  // namespace
}  // namespace lcl
