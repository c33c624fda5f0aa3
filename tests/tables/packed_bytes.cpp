// SPDX-License-Identifier: Apache-2.0
// Text packed by gzip or zstd is read as what was packed, as far as it is whole and within bounds.
#include "ledger/tables/packed_bytes.hpp"

#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <string>

#include "tests/tables/read_table.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(::deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(::deflateBound(&stream, text.size()), '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  ::deflateEnd(&stream);
  return packed;
}

std::string zstd_packed(const std::string& text) {
  std::string packed(::ZSTD_compressBound(text.size()), '\0');
  packed.resize(::ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

std::string table_of(std::size_t rows) {
  std::string text = "kind;IMEI\n";
  for (std::size_t i = 0; i < rows; ++i) text += "resale;" + std::to_string(i * 7919) + '\n';
  return text;
}

}  // namespace

TEST_CASE("packed: a table is the same however it is packed") {
  const std::string text = table_of(50'000);
  const ReadTable plain = read_table(text);
  CHECK(plain.traits.packing == Packing::none);
  for (const auto& one :
       {std::pair(Packing::gzip, gzipped(text)), std::pair(Packing::zstd, zstd_packed(text)),
        std::pair(Packing::gzip, gzipped(text.substr(0, 1000)) + gzipped(text.substr(1000))),
        std::pair(Packing::zstd, zstd_packed(text.substr(0, 1000)) + zstd_packed(text.substr(1000)))}) {
    const ReadTable read = read_table(one.second);
    CHECK(read.words() == "");
    CHECK(read.rows == plain.rows);
    CHECK(read.traits.packing == one.first);
  }
  CHECK(read_table(gzipped("")).words() == "empty_log");
}

TEST_CASE("packed: a file that is cut off or changed is damaged, and its rows up to there are read") {
  for (const std::string& packed : {gzipped(table_of(50'000)), zstd_packed(table_of(50'000))}) {
    CHECK(read_table(packed.substr(0, packed.size() - 1)).words().ends_with("damaged_file"));
    CHECK(read_table(packed.substr(0, packed.size() / 2)).rows.size() > 1000);
    CHECK(read_table(packed.substr(0, 5)).words() == "damaged_file");
    CHECK(read_table(packed + "more").words() == "damaged_file");
  }
  std::string changed = gzipped(table_of(3));
  changed[changed.size() - 6] = static_cast<char>(~changed[changed.size() - 6]);
  CHECK(read_table(changed).words() == "damaged_file");
}

TEST_CASE("packed: a file that unpacks to far more than it is itself is refused before it has done so") {
  std::string bomb(200U << 20U, ' ');
  for (std::size_t i = 0; i < bomb.size(); i += 50'000) bomb[i] = '\n';
  CHECK(read_table(gzipped("a\n" + bomb)).words() == "file_too_large");
  CHECK(read_table(zstd_packed("a\n" + bomb)).words() == "file_too_large");
  CHECK(read_table(gzipped("a\n" + bomb.substr(0, most_unquestioned_bytes / 2))).words() == "");
}

TEST_CASE("packed: what is no text is named, packed or not") {
  CHECK(read_table(gzipped("%PDF-1.7\n")).words() == "not_a_table");
  CHECK(read_table(gzipped("PK\x03\x04")).words() == "not_a_table");
}
