// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/row_batch.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "ledger/store/writer.hpp"
#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"

namespace lcl {
namespace {

using namespace test;

TEST_CASE("row batch: gives back what was added, absent parts as absent") {
  RowBatch batch;
  for (int round = 0; round < 2; ++round) {
    batch.clear();
    batch.add({7, "entry", "payload", "private"});
    batch.add({8, "second", std::nullopt, ""});
    REQUIRE(batch.size() == 2);
    CHECK(batch[0].seq == 7);
    CHECK(batch[0].entry == "entry");
    CHECK(batch[0].payload == "payload");
    CHECK(batch[0].private_part == "private");
    CHECK(batch[1].seq == 8);
    CHECK(batch[1].entry == "second");
    CHECK(!batch[1].payload);
    CHECK(batch[1].private_part == "");
    CHECK_FALSE(batch.is_postponed(0));
  }
}

TEST_CASE("row batch: is full after 256 rows or half a mebibyte") {
  RowBatch many;
  for (std::size_t i = 0; i < RowBatch::capacity; ++i) {
    CHECK(!many.is_full());
    many.add({0, "e", std::nullopt, std::nullopt});
  }
  CHECK(many.is_full());
  RowBatch large;
  large.add({0, std::string(512 * 1024, 'e'), std::nullopt, std::nullopt});
  CHECK(large.is_full());
}

TEST_CASE("row batch: filled from a ledger, it postpones a row too large, which can be fetched") {
  const TemporaryFolder folder;
  const auto file = folder / "ledger.db";
  create_ledger_file(file);
  const std::string large(100'000, 'p');
  {
    Writer writer(file, 1'000);
    append_samples(writer, 0, 3);
    writer.append(3, "entry", large, std::nullopt);
    append_samples(writer, 4, 6);
    writer.commit();
  }
  const Reader reader(file);
  RowBatch batch;
  batch.fill(reader, 1, 6, RowParts::all);
  REQUIRE(batch.size() == 5);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    CAPTURE(i);
    CHECK(batch[i].seq == i + 1);
    CHECK(batch.is_postponed(i) == (i == 2));
    if (i != 2) {
      CHECK(batch[i].entry == sample_entry(i + 1));
      CHECK(batch[i].payload == sample_payload(i + 1));
      CHECK(batch[i].private_part == sample_private(i + 1));
    }
  }
  REQUIRE(batch.fetch(reader, 3));
  REQUIRE(batch.size() == 1);
  CHECK_FALSE(batch.is_postponed(0));
  CHECK(batch[0].entry == "entry");
  CHECK(batch[0].payload == large);
  CHECK_FALSE(batch.fetch(reader, 6));
}

}  // namespace
}  // namespace lcl
