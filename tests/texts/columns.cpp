// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/columns.hpp"

#include <doctest/doctest.h>

using lcl::Align;
using lcl::Columns;

TEST_CASE("columns: figures end below each other, texts begin below each other") {
  Columns table({Align::left, Align::right});
  table.row({"smartphone", "7"});
  table.row({"tv", "1,234"});
  CHECK(table.text() == "smartphone      7\ntv          1,234\n");
}

TEST_CASE("columns: a letter with an accent is one wide") {
  Columns table({Align::left, Align::left});
  table.row({"été", "a"});
  table.row({"hiver", "b"});
  CHECK(table.text() == "été    a\nhiver  b\n");
}

TEST_CASE("columns: no line ends in blanks, and all are indented alike") {
  Columns table({Align::left, Align::left});
  table.row({"a", "bb"});
  table.row({"aaa"});
  table.row({"aaa", ""});
  CHECK(table.text(2) == "  a    bb\n  aaa\n  aaa\n");
}

TEST_CASE("columns: a table without rows is no text") {
  const Columns table({Align::left});
  CHECK(table.empty());
  CHECK(table.text().empty());
}
