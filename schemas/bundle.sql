-- SPDX-License-Identifier: Apache-2.0
-- The tables that a bundle has besides those of ledger.sql; the table devices it has not.

-- One row. project: whose devices' event payloads are disclosed; size: entries of the log it was made from;
-- private: 1 if the private parts of the project's own entries are disclosed, else 0.
CREATE TABLE bundle (project TEXT NOT NULL, size INTEGER NOT NULL, private INTEGER NOT NULL) STRICT;
-- The entries whose payload is withheld, as ranges of seq with both ends included, ascending and disjoint.
CREATE TABLE withheld (first INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
