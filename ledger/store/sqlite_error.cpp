// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/sqlite_error.hpp"

#include <sqlite3.h>

#include "ledger/values/phrase.hpp"

namespace lcl {

namespace {

struct Meaning {
  Obstacle obstacle;
  const char* remedy;
};

/// By extended result code, then by primary one.
Meaning meaning(int extended) {
  switch (extended) {
    case SQLITE_READONLY_ROLLBACK:
    case SQLITE_READONLY_RECOVERY:
    case SQLITE_IOERR_DELETE:
      return {Obstacle::storage, translatable("an interrupted write must first be undone: open it where the "
                                              "file and its folder may be written")};
    case SQLITE_READONLY_DIRECTORY:
      return {Obstacle::storage, translatable("its folder may not be written: check who owns it")};
    case SQLITE_IOERR_NOMEM:
      return {Obstacle::storage, translatable("out of memory; nothing was written")};
    default:
      break;
  }
  switch (extended & 0xff) {
    case SQLITE_BUSY:
      return {Obstacle::busy,
              translatable("another program holds the ledger and did not finish in time; try again later")};
    case SQLITE_FULL:
      return {Obstacle::storage,
              translatable("disk is full; nothing was written; free some space and try again")};
    case SQLITE_NOMEM:
      return {Obstacle::storage, translatable("out of memory; nothing was written")};
    case SQLITE_READONLY:
      return {Obstacle::storage,
              translatable("the file or its folder may not be written: check who owns it")};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Obstacle::io,
              translatable("check that the file and its folder may be read, and written by who writes")};
    case SQLITE_IOERR:
      return {Obstacle::io, translatable("the disk failed; what was acknowledged stays; what was being "
                                         "written may or may not be there, and "
                                         "may be submitted again")};
    case SQLITE_NOTADB:
      return {Obstacle::not_a_registry, translatable("this is not a ledger file")};
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
    case SQLITE_INTERRUPT:  // more steps than any ledger takes (store/ledger_file)
      return {Obstacle::damaged, translatable("keep the file as it is, and restore it from a copy")};
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
      return {Obstacle::damaged,
              translatable("a table or index is missing; `lcl rebuild` makes those of projections anew")};
    case SQLITE_TOOBIG:
      return {Obstacle::storage, translatable("a value is longer than any that a ledger may hold")};
    default:
      return {Obstacle::storage, translatable("nothing was written")};
  }
}

}  // namespace

Error storage_error(const SQLite::Exception& failure, const std::string& file, FailurePhrase what) {
  const Meaning found = meaning(failure.getExtendedErrorCode());
  return {found.obstacle, phrase(what, std::string(file), std::string(failure.what()))
                              .append("; ")
                              .append(translation(found.remedy))};
}

}  // namespace lcl
