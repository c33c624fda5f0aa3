// SPDX-License-Identifier: Apache-2.0
#include "tests/chain/timestamp_authority.hpp"

#include <stdexcept>

#include "tests/values/other_program.hpp"

namespace lcl::test {

TimestampAuthority::TimestampAuthority(std::string_view purpose, int days) {
  folder_.write("purpose", "extendedKeyUsage=critical," + std::string{purpose} + "\n");
  folder_.write("serial", "01\n");
  folder_.write(
      "ts.cnf",
      "[tsa]\ndefault_tsa = ours\n[ours]\nserial = serial\nsigner_cert = own.pem\nsigner_key = own.key\n"
      "certs = root.pem\nsigner_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256,sha512\n"
      "ess_cert_id_alg = sha256\nclock_precision_digits = 3\n");
  (void)output_of(
      in_folder("{ openssl req -x509 -newkey ed25519 -nodes -keyout root.key -out root.pem -subj '/CN=Root' "
                "-days 3650"
                " && openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key"
                " -out own.csr -subj '/O=Authority/CN=Stamps' && openssl x509 -req -in own.csr -CA root.pem"
                " -CAkey root.key -days " +
                std::to_string(days) + " -extfile purpose -out own.pem; } 2>&1"),
      "");
}

std::string TimestampAuthority::answer(std::string_view query, const std::string& time) const {
  const std::string at = time.empty() ? "" : "faketime -f '" + time + "' ";
  return output_of(in_folder("cat >query.tsq && " + at +
                             "openssl ts -reply -queryfile query.tsq -config ts.cnf -out answer.tsr" +
                             " 2>/dev/null && cat answer.tsr"),
                   query);
}

bool TimestampAuthority::accepts(std::string_view query, std::string_view answer) const {
  folder_.write("asked.tsq", query);
  folder_.write("answered.tsr", answer);
  try {
    (void)output_of(
        in_folder(
            "openssl ts -verify -queryfile asked.tsq -in answered.tsr -CAfile root.pem >/dev/null 2>&1"),
        "");
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::string TimestampAuthority::in_folder(const std::string& command) const {
  return "cd " + folder_.path().string() + " && " + command;
}

}  // namespace lcl::test
