// SPDX-License-Identifier: Apache-2.0
// A submission on its way into the log, as a file: the statement to be signed
// in the first line, then three lines per event (manifest line, payload,
// private part or nothing). So the manifest that is signed can be checked with
// sed and sha256sum (schemas/README.md, "Staged submission").
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/registry/statement.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

/// One staged event; the views live until the next one is read.
struct StagedEvent {
  std::string_view manifest_line;  ///< without its LF
  std::string_view payload;
  std::string_view private_part;  ///< empty: none
};

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// Writes a staged submission; a file that it created goes away again unless `finish` was called.
class StagedWriter {
 public:
  /// Creates `file` with mode 0600, or fills the empty file that is there; throws Error (io) if it holds
  /// anything or cannot be made.
  explicit StagedWriter(std::filesystem::path file);
  ~StagedWriter();
  StagedWriter(const StagedWriter&) = delete;
  StagedWriter& operator=(const StagedWriter&) = delete;

  void append(const StagedEvent& event);
  [[nodiscard]] std::uint64_t count() const { return offsets_.size(); }
  /// Reads event `index` back; the views live until the next call.
  [[nodiscard]] StagedEvent read_back(std::uint64_t index);
  /// SHA-256 of all manifest lines; to be called once, before `finish`.
  [[nodiscard]] Digest digest() { return manifest_.finish(); }
  /// Writes the statement into the first line and keeps the file.
  void finish(const Statement& statement);

 private:
  std::filesystem::path path_;
  File file_;
  std::uint64_t end_ = 0;
  std::vector<std::uint64_t> offsets_;
  Sha256 manifest_;
  std::string block_;
  std::string back_;
  bool is_to_be_removed_ = true;
};

/// Reads a staged submission, hostile until its digest was compared with what was signed.
class StagedReader {
 public:
  explicit StagedReader(std::filesystem::path file);

  /// The first line. Throws Error (io) if the file is not a staged submission or draft.
  [[nodiscard]] const Statement& statement() const { return statement_; }
  /// The next event; false at the end. Throws Error (io) for a line that is cut off or longer than 1 MiB.
  [[nodiscard]] bool next(StagedEvent& event);
  /// SHA-256 of the manifest lines read so far.
  [[nodiscard]] Digest digest() { return manifest_.finish(); }
  void rewind();

 private:
  bool line(std::string_view& out);
  void fill();
  [[noreturn]] void malformed(const std::string& what) const;

  std::filesystem::path path_;
  File file_;
  Statement statement_;
  std::uint64_t body_ = 0;  // offset of the second line
  std::string buffer_;
  std::size_t begin_ = 0, end_ = 0;
  bool at_end_ = false;
  Sha256 manifest_;
};

/// The statement in a staged submission's (or a draft's) first line.
[[nodiscard]] Statement read_staged(const std::filesystem::path& staged);
/// Signs it in place, with nothing else at hand; throws Error if the statement names another key.
void sign_staged(const std::filesystem::path& staged, const PrivateKey& key);
/// Puts a signature that was made elsewhere into it, in place; whether it is one is not looked at.
void put_signature(const std::filesystem::path& staged, const Signature& signature);
/// Adds a further signature to the draft of an act that takes them, in place.
void endorse_staged(const std::filesystem::path& staged, const PrivateKey& key);

}  // namespace lcl
