// SPDX-License-Identifier: Apache-2.0
// A registry that is reached over HTTP (schemas/service.md): read through a
// mirror of it, a bundle whose every signature is checked here, and which is
// kept and grows; written to with statements that are signed here. What was seen
// of it is kept in the user's state folder, and what it shows later has to
// extend that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/kit/fetched_file.hpp"
#include "cli/remote/http.hpp"
#include "ledger/chain/keys.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/session.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli {

/// Of one answer, more is not read.
inline constexpr std::size_t longest_remote_answer = std::size_t{16} << 20U;

/// A signed statement that was sent, with its private part, and what it is called until it is answered.
struct SentStatement {
  Statement statement;
  std::optional<std::string> private_part;
};

/// What became of one that had no answer before.
struct SentAgain {
  SentStatement sent;
  Result<Receipt> outcome;
};

class RemoteRegistry {
 public:
  /// Nothing is asked yet. Waits until no other command of this user is at the same registry. Throws Error
  /// (unavailable, io) where there is no folder to keep what is seen of it.
  explicit RemoteRegistry(remote::Address address);

  [[nodiscard]] const remote::Address& address() const { return http_.address(); }
  [[nodiscard]] remote::Http& http() { return http_; }

  /// From now on requests are signed in this session where that is needed.
  void open_session(Session session) { session_ = std::move(session); }
  [[nodiscard]] bool has_session() const { return session_.has_value(); }
  /// What signs requests in the session that was opened.
  [[nodiscard]] SignsRequest signing() const;
  /// A request that is signed in that session, with a JSON document or, empty, none.
  [[nodiscard]] remote::HttpRequest signed_request(std::string method, std::string path,
                                                   std::string body) const;
  /// Where what is kept of it is: a folder of this user alone.
  [[nodiscard]] const std::filesystem::path& folder() const { return state_; }
  /// The registry's name: as it is known or, the first time, as it says.
  [[nodiscard]] std::string origin(const Progress& progress);

  /// The mirror of `project` where the session may have it, else that of all statements; grown to what it is
  /// now or fetched whole, opened, and held to what was seen before. Throws Error, UnfitLedger.
  [[nodiscard]] std::shared_ptr<Ledger> mirror(const std::string& project, const Progress& progress);
  /// Why the session was not taken for the last mirror; empty: it was, or was not needed.
  [[nodiscard]] const std::string& why_not_taken() const { return not_taken_; }
  /// Why the last mirror, which was kept, was fetched whole all the same; empty: it was not.
  [[nodiscard]] const std::string& why_not_grown() const { return not_grown_; }
  /// The file of the mirror that was opened last.
  [[nodiscard]] const std::filesystem::path& mirror_file() const { return mirror_; }
  /// Keeps what `ledger`, the mirror, shows, once it fits all that it was held to. Whether it is the first
  /// time.
  bool keep_seen(const Ledger& ledger);
  /// Where that is kept.
  [[nodiscard]] std::filesystem::path seen_file() const { return state_ / "seen.json"; }

  /// Sends a signed statement and holds the answer to it. It is kept until it is answered.
  [[nodiscard]] Result<Receipt> send(const SentStatement& sent, const NoteVerifier& log,
                                     const Progress& progress);
  /// Sends what had no answer in earlier calls. Only once the registry is known.
  [[nodiscard]] std::vector<SentAgain> send_unanswered(const Progress& progress);
  /// Holds the answer to a statement that was sent in a way of its own to it, and keeps the checkpoint.
  [[nodiscard]] Result<Receipt> received(const remote::HttpAnswer& answer, const Statement& statement,
                                         const NoteVerifier& log) {
    return received(answer, statement, log, IsKept::no);
  }

 private:
  /// Whether what was sent is sent again by the next call.
  enum class IsKept : std::uint8_t { yes, no };
  [[nodiscard]] Result<Receipt> received(const remote::HttpAnswer& answer, const Statement& statement,
                                         const NoteVerifier& log, IsKept is_kept);
  [[noreturn]] static void not_known(const std::string& why, const Statement& statement, IsKept is_kept);

  struct Seen {
    Digest certifier;
    NoteVerifier log;
    std::vector<std::string> checkpoints;  ///< which the next mirror has to extend
  };
  [[nodiscard]] std::optional<Seen> read_seen() const;
  void write_seen(const Seen& seen) const;
  void hold(const Ledger& ledger) const;
  [[nodiscard]] std::shared_ptr<Ledger> mirror_named(const std::string& name, const SignsRequest& signs,
                                                     const Progress& progress);
  [[nodiscard]] std::shared_ptr<Ledger> kept_mirror();
  [[nodiscard]] remote::HttpAnswer grow(Ledger& ledger, const std::string& path, const SignsRequest& signs,
                                        const Progress& progress);
  [[nodiscard]] bool is_not_given(const remote::HttpAnswer& answer);
  [[nodiscard]] std::filesystem::path unanswered() const { return state_ / "unanswered"; }

  remote::Http http_;
  std::filesystem::path state_, cache_;
  Descriptor locked_;
  std::optional<Session> session_;
  std::filesystem::path mirror_;
  std::string not_taken_, not_grown_;
};

}  // namespace lcl::cli
