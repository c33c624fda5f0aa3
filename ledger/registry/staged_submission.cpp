// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/staged_submission.hpp"

#include <unistd.h>

#include <cstring>
#include <system_error>

#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Room for the first line, its LF included: a submission's draft with signature takes less.
constexpr std::size_t statement_line_bytes = 1024;
constexpr std::size_t longest_statement_line = 4U << 20U;
constexpr std::size_t longest_event_line = 1U << 20U;
constexpr std::size_t buffer_bytes = 1U << 20U;

File buffered(Descriptor open, const std::filesystem::path& file, const char* mode) {
  File stream(::fdopen(open.number(), mode));
  if (!stream) io_failed("cannot open {}: {}", file);
  static_cast<void>(open.release());
  return stream;
}

std::string padded_line(const Statement& statement) {
  std::string line = draft_of(statement);
  invariant(line.size() < statement_line_bytes, "a submission's draft fits its line");
  line.append(statement_line_bytes - 1 - line.size(), ' ');
  return line += '\n';
}

std::string_view without_padding(std::string_view line) {
  const std::size_t last = line.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

}  // namespace

StagedWriter::StagedWriter(std::filesystem::path file) : path_(std::move(file)) {
  std::error_code unknown;
  is_to_be_removed_ =
      !std::filesystem::is_regular_file(path_, unknown) || !std::filesystem::is_empty(path_, unknown);
  file_ =
      buffered(is_to_be_removed_ ? create_new(path_, MayRead::owner) : open_to_change(path_), path_, "w+b");
  block_.reserve(2 * buffer_bytes);
  block_.assign(statement_line_bytes - 1, ' ');
  block_ += '\n';
  end_ = block_.size();
}

StagedWriter::~StagedWriter() {
  if (is_to_be_removed_) ::unlink(path_.c_str());
}

void StagedWriter::append(const StagedEvent& event) {
  offsets_.push_back(end_);
  const std::size_t before = block_.size();
  block_.append(event.manifest_line).append(1, '\n');
  manifest_.update(std::string_view(block_).substr(before));
  block_.append(event.payload).append(1, '\n').append(event.private_part).append(1, '\n');
  end_ += block_.size() - before;
  if (block_.size() < buffer_bytes) return;
  if (std::fwrite(block_.data(), 1, block_.size(), file_.get()) != block_.size())
    io_failed("cannot write {}: {}", path_);
  block_.clear();
}

StagedEvent StagedWriter::read_back(std::uint64_t index) {
  invariant(index < offsets_.size(), "only what was staged is read back");
  const std::uint64_t from = offsets_[index];
  const std::uint64_t to = index + 1 < offsets_.size() ? offsets_[index + 1] : end_;
  const std::uint64_t flushed = end_ - block_.size();
  back_.resize(to - from);
  if (from >= flushed) {
    std::memcpy(back_.data(), block_.data() + (from - flushed), back_.size());
  } else {
    if (std::fflush(file_.get()) != 0) io_failed("cannot write {}: {}", path_);
    const auto read = ::pread(::fileno(file_.get()), back_.data(), back_.size(), static_cast<off_t>(from));
    if (read != static_cast<ssize_t>(back_.size())) io_failed("cannot read {}: {}", path_);
  }
  const std::string_view lines = back_;
  const std::size_t first = lines.find('\n');
  const std::size_t second = lines.find('\n', first + 1);
  return {lines.substr(0, first), lines.substr(first + 1, second - first - 1),
          lines.substr(second + 1, lines.size() - second - 2)};
}

void StagedWriter::finish(const Statement& statement) {
  if (std::fwrite(block_.data(), 1, block_.size(), file_.get()) != block_.size())
    io_failed("cannot write {}: {}", path_);
  block_.clear();
  const std::string line = padded_line(statement);
  if (std::fseek(file_.get(), 0, SEEK_SET) != 0 ||
      std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size() || std::fflush(file_.get()) != 0) {
    io_failed("cannot write {}: {}", path_);
  }
  is_to_be_removed_ = false;
}

StagedReader::StagedReader(std::filesystem::path file)
    : path_(std::move(file)), file_(buffered(open_to_read(path_), path_, "rb")) {
  std::string_view first;
  if (!line(first)) malformed(phrase("it is empty"));
  body_ = first.size() + 1;
  auto draft = read_draft(without_padding(first));
  if (const auto* fault = std::get_if<std::string>(&draft)) malformed(*fault);
  statement_ = std::get<Statement>(std::move(draft));
}

void StagedReader::malformed(const std::string& what) const {
  throw Error(Obstacle::io, phrase("{} is not a staged submission: {}", path_.string(), what));
}

void StagedReader::fill() {
  buffer_.erase(0, begin_);
  end_ -= begin_;
  begin_ = 0;
  buffer_.resize(end_ + buffer_bytes);
  const std::size_t read = std::fread(buffer_.data() + end_, 1, buffer_bytes, file_.get());
  if (std::ferror(file_.get()) != 0) io_failed("cannot read {}: {}", path_);
  at_end_ = read == 0;
  end_ += read;
}

bool StagedReader::line(std::string_view& out) {
  const std::size_t longest = body_ == 0 ? longest_statement_line : longest_event_line;
  for (std::size_t searched = 0;;) {
    const char* start = buffer_.data() + begin_;
    const void* found = std::memchr(start + searched, '\n', end_ - begin_ - searched);
    if (found != nullptr) {
      out = {start, static_cast<std::size_t>(static_cast<const char*>(found) - start)};
      begin_ += out.size() + 1;
      return true;
    }
    searched = end_ - begin_;
    if (searched > longest) malformed(phrase("a line is too long"));
    if (at_end_) {
      if (searched != 0) malformed(phrase("its last line is cut off"));
      return false;
    }
    fill();
  }
}

bool StagedReader::next(StagedEvent& event) {
  // The three lines are found first and then viewed, since finding one may move the others.
  std::size_t lengths[3] = {};
  std::size_t total = 0;
  for (std::size_t& length : lengths) {
    std::size_t end = std::string_view(buffer_).substr(0, end_).find('\n', begin_ + total);
    while (end == std::string_view::npos) {
      if (end_ - begin_ > 3 * longest_event_line) malformed(phrase("a line is too long"));
      if (at_end_) {
        if (end_ == begin_) return false;
        malformed(phrase("its last event is cut off"));
      }
      fill();
      end = std::string_view(buffer_).substr(0, end_).find('\n', begin_ + total);
    }
    length = end - begin_ - total;
    total += length + 1;
  }
  const std::string_view lines = std::string_view(buffer_).substr(begin_, total);
  event.manifest_line = lines.substr(0, lengths[0]);
  event.payload = lines.substr(lengths[0] + 1, lengths[1]);
  event.private_part = lines.substr(lengths[0] + lengths[1] + 2, lengths[2]);
  manifest_.update(lines.substr(0, lengths[0] + 1));
  begin_ += total;
  return true;
}

void StagedReader::rewind() {
  if (std::fseek(file_.get(), static_cast<long>(body_), SEEK_SET) != 0)
    io_failed("cannot read {}: {}", path_);
  begin_ = end_ = 0;
  at_end_ = false;
  static_cast<void>(manifest_.finish());
}

namespace {

/// Over the first line, which never gets shorter.
void write_statement(const std::filesystem::path& staged, const Statement& statement) {
  const bool is_submission = statement.kind == "submission";
  const std::string line = is_submission ? padded_line(statement) : draft_of(statement) + '\n';
  const File file = buffered(open_to_change(staged), staged, "r+b");
  if (std::fwrite(line.data(), 1, line.size(), file.get()) != line.size() || std::fflush(file.get()) != 0 ||
      ::fsync(::fileno(file.get())) != 0) {
    io_failed("cannot write {}: {}", staged);
  }
}

}  // namespace

Statement read_staged(const std::filesystem::path& staged) { return StagedReader(staged).statement(); }

void sign_staged(const std::filesystem::path& staged, const PrivateKey& key) {
  Statement statement = read_staged(staged);
  if (statement.key != key.public_key().id()) {
    throw Error(Obstacle::cryptography,
                phrase("{} is to be signed with key {}, this is key {}", staged.string(), hex(statement.key),
                       hex(key.public_key().id())));
  }
  sign(statement, key);
  write_statement(staged, statement);
}

void put_signature(const std::filesystem::path& staged, const Signature& signature) {
  Statement statement = read_staged(staged);
  statement.signature = signature;
  write_statement(staged, statement);
}

void endorse_staged(const std::filesystem::path& staged, const PrivateKey& key) {
  Statement statement = read_staged(staged);
  endorse(statement, key);
  write_statement(staged, statement);
}

}  // namespace lcl
