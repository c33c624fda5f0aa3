// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/policy.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace lcl {
namespace {

constexpr std::string_view policy_text_of_checkpoint = "log.example\n1\nAAAA\n";

/// Witnesses by name, X1 to X3 and Y1 to Y3, and a log.
struct Parties {
  PrivateKey log = PrivateKey::generate();
  std::vector<std::pair<std::string, PrivateKey>> witnesses;

  Parties() {
    for (const char* name : {"X1", "X2", "X3", "Y1", "Y2", "Y3"})
      witnesses.emplace_back(name, PrivateKey::generate());
  }
  [[nodiscard]] const PrivateKey& key(const std::string& name) const {
    for (const auto& [known, key] : witnesses)
      if (known == name) return key;
    return log;
  }
  [[nodiscard]] std::string log_line() const {
    return "log " + vkey({"log.example", log.public_key()}) + "\n";
  }
  [[nodiscard]] std::string witness_line(const std::string& name) const {
    return "witness " + name + " " + cosigner_vkey({"w.example/" + name, key(name).public_key()}) + "\n";
  }
  /// The example of C2SP tlog-policy.
  [[nodiscard]] std::string example() const {
    std::string text = log_line() + "\n";
    for (const char* name : {"X1", "X2", "X3"}) text += witness_line(name);
    text += "group X-witnesses 2 X1 X2 X3\n\n";
    for (const char* name : {"Y1", "Y2", "Y3"}) text += witness_line(name);
    return text +
           "group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n";
  }
  [[nodiscard]] Note cosigned(const std::vector<std::string>& by) const {
    std::string note = sign_note(policy_text_of_checkpoint, "log.example", log);
    for (const std::string& name : by)
      note += cosignature_line(policy_text_of_checkpoint, {1000}, "w.example/" + name, key(name));
    return *parse_note(note);
  }
};

Policy policy_of(const std::string& text) {
  auto read = parse_policy(text);
  if (const auto* fault = std::get_if<PolicyFault>(&read)) FAIL("line ", fault->line, ": ", fault->what);
  return std::get<Policy>(std::move(read));
}

/// The line and words of the fault of `text`.
std::pair<std::size_t, std::string> fault_of(const std::string& text) {
  const auto read = parse_policy(text);
  const auto* fault = std::get_if<PolicyFault>(&read);
  REQUIRE_MESSAGE(fault != nullptr, text);
  return {fault->line, fault->what};
}

}  // namespace

TEST_CASE("policy: the two levels of the C2SP example, for every set of witnesses") {
  const Parties parties;
  const Policy policy = policy_of(parties.example());
  for (unsigned set = 0; set < 64; ++set) {
    CAPTURE(set);
    std::vector<std::string> by;
    unsigned of_x = 0;
    unsigned of_y = 0;
    for (unsigned i = 0; i < 6; ++i) {
      if ((set >> i & 1U) == 0) continue;
      by.push_back(parties.witnesses[i].first);
      ++(i < 3 ? of_x : of_y);
    }
    const QuorumCheck check = check_quorum(policy, parties.cosigned(by));
    CHECK(check.reached == (of_x >= 2 && of_y >= 1));
    CHECK(check.seen_by.size() == by.size());
    CHECK(check.wrong.empty());
  }
}

TEST_CASE("policy: a witness that fails has seen nothing, and is named") {
  const Parties parties;
  const Policy policy = policy_of(parties.example());
  std::string note = sign_note(policy_text_of_checkpoint, "log.example", parties.log);
  note += cosignature_line("log.example\n2\nAAAA\n", {1000}, "w.example/X1", parties.key("X1"));
  for (const char* name : {"X2", "Y1"})
    note += cosignature_line(policy_text_of_checkpoint, {1000}, std::string("w.example/") + name,
                             parties.key(name));
  const QuorumCheck check = check_quorum(policy, *parse_note(note));
  CHECK_FALSE(check.reached);
  CHECK(check.wrong == std::vector<std::string>{"w.example/X1"});
  REQUIRE(check.seen_by.size() == 2);
  CHECK(check.seen_by[0].witness == "w.example/X2");
  CHECK(check.seen_by[0].time == Instant{1000});
}

TEST_CASE("policy: a quorum is reached when the last witness that it takes has seen the checkpoint") {
  const Parties parties;
  const Policy policy = policy_of(parties.example());  // two of three X, and one of three Y
  std::string note = sign_note(policy_text_of_checkpoint, "log.example", parties.log);
  for (const auto& [name, seconds] : {std::pair{"X1", 9}, {"X2", 4}, {"X3", 2}, {"Y1", 3}, {"Y2", 8}}) {
    note += cosignature_line(policy_text_of_checkpoint, {seconds * 1000}, std::string("w.example/") + name,
                             parties.key(name));
  }
  CHECK(check_quorum(policy, *parse_note(note)).time == Instant{4000});
  CHECK_FALSE(check_quorum(policy, parties.cosigned({"X1", "Y1"})).time.has_value());
  const Policy none = policy_of("quorum none\n");
  CHECK_FALSE(check_quorum(none, *parse_note(note)).time.has_value());
}

TEST_CASE("policy: before when a quorum had not seen the checkpoint, as many witnesses say as it takes") {
  const Parties parties;
  const Policy policy = policy_of(parties.example());  // two of three X, and one of three Y
  std::string note = sign_note(policy_text_of_checkpoint, "log.example", parties.log);
  for (const auto& [name, seconds] : {std::pair{"X1", 9}, {"X2", 4}, {"Y1", 3}}) {
    note += cosignature_line(policy_text_of_checkpoint, {seconds * 1000}, std::string("w.example/") + name,
                             parties.key(name));
  }
  const QuorumCheck check = check_quorum(policy, *parse_note(note));
  CHECK(check.time == Instant{9000});
  CHECK(check.not_before == Instant{3000});
  CHECK_FALSE(check_quorum(policy, parties.cosigned({"X1", "Y1"})).not_before.has_value());
}

TEST_CASE("policy: the same witness twice is one witness") {
  const Parties parties;
  const Policy policy = policy_of(parties.witness_line("X1") + parties.witness_line("X2") +
                                  "group both 2 X1 X2\nquorum both\n");
  CHECK_FALSE(check_quorum(policy, parties.cosigned({"X1", "X1"})).reached);
  CHECK(check_quorum(policy, parties.cosigned({"X1", "X2"})).reached);
}

TEST_CASE("policy: a single witness, and none at all, can be the quorum") {
  const Parties parties;
  const Policy one = policy_of(parties.witness_line("X1") + parties.witness_line("X2") + "quorum X2\n");
  CHECK_FALSE(check_quorum(one, parties.cosigned({"X1"})).reached);
  CHECK(check_quorum(one, parties.cosigned({"X2"})).reached);
  const Policy none = policy_of("# nobody\n  \t\n\t quorum \t none \n");
  CHECK(check_quorum(none, parties.cosigned({})).reached);
  CHECK_FALSE(none.quorum.has_value());
}

TEST_CASE("policy: the logs it lists are those it knows; without any it knows all") {
  const Parties parties;
  const NoteVerifier log{"log.example", parties.log.public_key()};
  const Policy policy = policy_of(parties.log_line() + "quorum none\n");
  CHECK(policy.knows(log));
  CHECK_FALSE(policy.knows({"other.example", parties.log.public_key()}));
  CHECK_FALSE(policy.knows({"log.example", parties.key("X1").public_key()}));
  CHECK(policy_of("quorum none\n").knows(log));
}

TEST_CASE("policy: URLs, comments and names of any octets are taken") {
  const Parties parties;
  std::string witness = parties.witness_line("X1");
  witness.replace(witness.find("X1"), 2, "\xE2\x84\xAA\xFF");
  witness.insert(witness.size() - 1, " https://w.example/submit");
  const Policy policy = policy_of("# \xFF\n" + witness + "quorum \xE2\x84\xAA\xFF\n");
  CHECK(policy.members.front().name == "\xE2\x84\xAA\xFF");
  CHECK(fault_of(witness + "quorum \xFF\n") ==
        std::pair<std::size_t, std::string>{2, "no earlier line names that name"});
}

TEST_CASE("policy: what is no policy is refused with its line") {
  const Parties parties;
  const std::string x1 = parties.witness_line("X1");
  const std::string x2 = parties.witness_line("X2");
  std::string renamed = x1;
  renamed.replace(renamed.find("X1"), 2, "X2");
  struct Wrong {
    std::string text;
    std::size_t line;
  };
  const std::vector<Wrong> cases{
      {"", 0},
      {x1, 0},
      {x1 + "quorum X1", 2},
      {x1 + "quorum X1\nquorum X1\n", 3},
      {"quorum X1\n" + x1, 1},
      {"quorum\n", 1},
      {"quorum none none\n", 1},
      {"quoram none\n", 1},
      {"quorum none\r\n", 1},
      {x1 + renamed + "quorum none\n", 2},
      {x1 + x1 + "quorum none\n", 2},
      {"witness none " + x1.substr(x1.rfind(' ') + 1) + "quorum none\n", 1},
      {"witness X1 " + parties.log_line().substr(4) + "quorum none\n", 1},
      {"log " + x1.substr(x1.rfind(' ') + 1) + "quorum none\n", 1},
      {parties.log_line() + parties.log_line() + "quorum none\n", 2},
      {"log\nquorum none\n", 1},
      {"group g all\nquorum none\n", 1},
      {x1 + "group g all X1 X1\nquorum g\n", 2},
      {x1 + "group g 0 X1\nquorum g\n", 2},
      {x1 + "group g 2 X1\nquorum g\n", 2},
      {x1 + "group g 01 X1\nquorum g\n", 2},
      {x1 + "group g most X1\nquorum g\n", 2},
      {x1 + "group g all none\nquorum g\n", 2},
      {x1 + "group g all g\nquorum g\n", 2},
      {x1 + x2 + "group g all X1\ngroup h any X1 X2\nquorum h\n", 4},
      {x1 + "group X1 all X1\nquorum X1\n", 2},
      {std::string(300'000, '#') + "\nquorum none\n", 0},
  };
  for (const Wrong& each : cases) {
    const std::string begin = each.text.substr(0, 500);
    CAPTURE(begin);
    CHECK(fault_of(each.text).first == each.line);
  }
}

TEST_CASE("policy: more than the limits is refused, the limits are not") {
  std::string many = "quorum none\n";
  for (int i = 0; i < 32; ++i) {
    many += "log " + vkey({"log.example", PrivateKey::generate().public_key()}) + "\n";
    many += "witness w" + std::to_string(i) + " " +
            cosigner_vkey({"w", PrivateKey::generate().public_key()}) + "\n";
    many += "group g" + std::to_string(i) + " all w" + std::to_string(i) + "\n";
  }
  CHECK(policy_of(many).members.size() == 64);
}

}  // namespace lcl
