// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/secret.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>

#include "tests/chain/temporary_folder.hpp"

namespace lcl {
namespace {

using test::TemporaryFolder;

TEST_CASE("secret: a file is read whole, or not at all where it is longer than it may be") {
  const TemporaryFolder folder;
  for (const std::string& text : {std::string(), std::string("short"), std::string(5'000, 'k')}) {
    const auto file = folder.write("key", text);
    const std::optional<Secret> read = read_secret_file(file, 5'000);
    REQUIRE(read);
    CHECK(read->text() == text);
    if (!text.empty()) CHECK_FALSE(read_secret_file(file, text.size() - 1));
  }
}

TEST_CASE("secret: nothing is left of a short one where it was moved away from") {
  Secret first{"passphrase"};
  const char* const place = first.text().data();
  const Secret second = std::move(first);
  CHECK(second.text() == "passphrase");
  CHECK(std::string(place, 10) == std::string(10, '\0'));
}

TEST_CASE("secret: bytes are wiped") {
  std::array<std::uint8_t, 4> bytes{1, 2, 3, 4};
  wipe(bytes);
  CHECK(bytes == std::array<std::uint8_t, 4>{});
}

}  // namespace
}  // namespace lcl
