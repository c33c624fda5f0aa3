// SPDX-License-Identifier: Apache-2.0
// How much a party may use up, by a clock that the test turns; and what is kept of what it has under way.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>

#include "cli/service/quotas.hpp"
#include "cli/service/work_folder.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/output_file.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl::cli::service {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("a quota is used up by each party for itself, and comes back as what was used grows old") {
  Quota quota(10, hours(1));
  const Quota::Clock::time_point start{hours(1000)};
  CHECK_FALSE(quota.take("a", 6, start).has_value());
  CHECK_FALSE(quota.take("a", 4, start + minutes(20)).has_value());
  CHECK(quota.take("a", 1, start + minutes(30)) == minutes(30));
  CHECK(quota.take("a", 7, start + minutes(30)) == minutes(50));
  CHECK_FALSE(quota.take("b", 10, start + minutes(30)).has_value());
  CHECK_FALSE(quota.take("a", 6, start + minutes(60)).has_value());
  CHECK(quota.take("a", 1, start + minutes(60)) == minutes(20));
}

TEST_CASE("what is refused uses up nothing, and more than there ever is has to wait for all") {
  Quota quota(10, hours(1));
  const Quota::Clock::time_point start{hours(1000)};
  CHECK(quota.take("a", 11, start) == hours(1));
  CHECK_FALSE(quota.take("a", 10, start).has_value());
  CHECK(quota.take("a", 1, start + minutes(59) + std::chrono::milliseconds(1)) == seconds(60));
}

TEST_CASE("ids are 32 hex digits, and no two are the same") {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(new_id());
  CHECK(ids.size() == 1000);
  for (const std::string& id : ids) CHECK(is_id(id));
  for (const char* no : {"", "..", "../00000000000000000000000000000", "0123456789abcdef0123456789ABCDEF",
                         "0123456789abcdef0123456789abcdef0"}) {
    CHECK_FALSE(is_id(no));
  }
}

TEST_CASE("what is under way is found for a day by its id, and swept away after it") {
  const test::TemporaryFolder place;
  const WorkFolder folder(place / "work");
  const std::string id = new_id();
  const std::filesystem::path made = folder.begin(id, {{"owner", "a"}});
  REQUIRE(folder.about(id).has_value());
  CHECK(folder.about(id)->at("owner") == "a");
  CHECK_FALSE(folder.about("..").has_value());
  CHECK_FALSE(folder.about(new_id()).has_value());
  folder.sweep();
  CHECK(std::filesystem::exists(made));
  write_file(made / "about.json", R"({"begun":"2020-01-01T00:00:00.000Z","owner":"a"})", Existing::replace,
             MayRead::owner);
  CHECK_FALSE(folder.about(id).has_value());
  folder.sweep();
  CHECK_FALSE(std::filesystem::exists(made));
}

TEST_CASE("nothing but what is under way is removed") {
  const test::TemporaryFolder place;
  const WorkFolder folder(place / "work");
  const auto other = place.write("work/kept", "kept");
  folder.remove("..");
  folder.remove("kept");
  folder.sweep();
  CHECK(std::filesystem::exists(other));
}

}  // namespace
}  // namespace lcl::cli::service
