// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/timestamp_token.hpp"

#include <openssl/bio.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "ledger/chain/openssl.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t max_response_bytes = 256U << 10U;
constexpr std::size_t max_certificate_bytes = 1U << 20U;
constexpr std::int64_t ms_of_a_second = 1000;

void free_certificates(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
void free_list_alone(STACK_OF(X509) * stack) { sk_X509_free(stack); }

using Buffer = Owned<BIO, BIO_free_all>;
using Certificate = Owned<X509, X509_free>;
using Certificates = Owned<STACK_OF(X509), free_certificates>;
using Query = Owned<TS_REQ, TS_REQ_free>;
using Response = Owned<TS_RESP, TS_RESP_free>;
using TrustStore = Owned<X509_STORE, X509_STORE_free>;
using Verifier = Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;

/// An object that OpenSSL could not even allocate.
template <typename Object>
Object made(Object object) {
  if (!object) openssl_failed(phrase("cannot prepare a timestamp"));
  return object;
}

Query query_of(const Digest& stamped) {
  Query query = made(Query{TS_REQ_new()});
  const Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> imprint{made(TS_MSG_IMPRINT_new())};
  const Owned<X509_ALGOR, X509_ALGOR_free> algorithm{made(X509_ALGOR_new())};
  std::array<std::uint8_t, sizeof stamped.bytes> digest = stamped.bytes;
  const bool filled =
      X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
      TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size())) == 1 &&
      TS_REQ_set_version(query.get(), 1) == 1 && TS_REQ_set_msg_imprint(query.get(), imprint.get()) == 1 &&
      TS_REQ_set_cert_req(query.get(), 1) == 1;
  if (!filled) openssl_failed(phrase("cannot make a timestamp query"));
  return query;
}

/// The response that all of `bytes` is.
Response response_of(std::string_view bytes) {
  if (bytes.size() > max_response_bytes) return nullptr;
  const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
  const unsigned char* at = begin;
  Response response{d2i_TS_RESP(nullptr, &at, static_cast<long>(bytes.size()))};
  ERR_clear_error();
  if (response && at != begin + bytes.size()) response.reset();
  return response;
}

/// genTime, `YYYYMMDDhhmmss[.f…]Z` (RFC 3161 §2.4.2).
std::optional<Instant> time_of(TS_TST_INFO* content) {
  const ASN1_GENERALIZEDTIME* const time = TS_TST_INFO_get_time(content);
  if (time == nullptr) return std::nullopt;
  const std::string_view text{reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
                              static_cast<std::size_t>(ASN1_STRING_length(time))};
  constexpr std::size_t to_seconds = 14;
  constexpr std::size_t with_milliseconds = 3;
  if (text.size() <= to_seconds || text.back() != 'Z') return std::nullopt;
  std::string fraction{text.substr(to_seconds, text.size() - to_seconds - 1)};
  const bool has_fraction = fraction.size() > 1 && fraction.front() == '.';
  if (!fraction.empty() && !has_fraction) return std::nullopt;
  if (fraction.find_first_not_of("0123456789", 1) != std::string::npos) return std::nullopt;
  fraction.resize(std::min(fraction.size(), 1 + with_milliseconds));
  const auto part = [text](std::size_t at, std::size_t size) { return std::string{text.substr(at, size)}; };
  return parse_instant(part(0, 4) + '-' + part(4, 2) + '-' + part(6, 2) + 'T' + part(8, 2) + ':' +
                       part(10, 2) + ':' + part(12, 2) + fraction + 'Z');
}

/// The certificates of `pem`; what else it holds is passed over.
Certificates certificates_of(std::string_view pem) {
  Certificates stack{made(sk_X509_new_null())};
  if (pem.size() > max_certificate_bytes) return stack;
  const Buffer in = made(Buffer{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))});
  // Never asks for a passphrase: a certificate is not encrypted.
  const auto no_passphrase = [](char*, int, int, void*) { return -1; };
  while (Certificate certificate{PEM_read_bio_X509(in.get(), nullptr, no_passphrase, nullptr)}) {
    if (sk_X509_push(stack.get(), certificate.get()) == 0)
      openssl_failed(phrase("cannot keep a certificate"));
    (void)certificate.release();  // the stack owns it now
  }
  ERR_clear_error();
  return stack;
}

/// Trusts `certificates` as they stand, at `time`.
TrustStore trusting(const STACK_OF(X509) * certificates, Instant time) {
  TrustStore store = made(TrustStore{X509_STORE_new()});
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    if (X509_STORE_add_cert(store.get(), sk_X509_value(certificates, i)) != 1)
      openssl_failed(phrase("cannot trust a certificate"));
  }
  X509_VERIFY_PARAM* const asked = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_time(asked, static_cast<time_t>(time.milliseconds / ms_of_a_second));
  // An authority's own certificate is trusted without the one that issued it.
  X509_VERIFY_PARAM_set_flags(asked, X509_V_FLAG_PARTIAL_CHAIN);
  return store;
}

std::string subject_of(X509* certificate) {
  const Buffer out = made(Buffer{BIO_new(BIO_s_mem())});
  // RFC 2253, control characters escaped, text as UTF-8.
  const unsigned long flags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
  if (X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, flags) < 0)
    openssl_failed(phrase("cannot read the name of a timestamp's authority"));
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

/// The certificate that signed a verified token.
std::string authority_of(PKCS7* token, STACK_OF(X509) * certificates) {
  const Owned<STACK_OF(X509), free_list_alone> signers{PKCS7_get0_signers(token, certificates, 0)};
  if (!signers || sk_X509_num(signers.get()) != 1)
    openssl_failed(phrase("cannot tell who signed a timestamp"));
  return subject_of(sk_X509_value(signers.get(), 0));
}

TimestampFault last_fault(const std::string& doing) {
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  TimestampFault fault{reason == nullptr ? doing : doing + ": " + reason};
  ERR_clear_error();
  return fault;
}

}  // namespace

std::string timestamp_query(const Digest& stamped) {
  const Query query = query_of(stamped);
  unsigned char* der = nullptr;
  const int size = i2d_TS_REQ(query.get(), &der);
  if (size <= 0) openssl_failed(phrase("cannot encode a timestamp query"));
  std::string bytes{reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)};
  OPENSSL_free(der);
  return bytes;
}

std::optional<Digest> stamped_by(std::string_view response) {
  const Response read = response_of(response);
  TS_TST_INFO* const content = read ? TS_RESP_get_tst_info(read.get()) : nullptr;
  TS_MSG_IMPRINT* const imprint = content == nullptr ? nullptr : TS_TST_INFO_get_msg_imprint(content);
  if (imprint == nullptr) return std::nullopt;
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  ASN1_OCTET_STRING* const bytes = TS_MSG_IMPRINT_get_msg(imprint);
  Digest digest;
  if (OBJ_obj2nid(algorithm) != NID_sha256 ||
      ASN1_STRING_length(bytes) != static_cast<int>(digest.bytes.size())) {
    return std::nullopt;
  }
  std::memcpy(digest.bytes.data(), ASN1_STRING_get0_data(bytes), digest.bytes.size());
  return digest;
}

std::optional<Instant> stamped_at(std::string_view response) {
  const Response read = response_of(response);
  TS_TST_INFO* const content = read ? TS_RESP_get_tst_info(read.get()) : nullptr;
  return content == nullptr ? std::nullopt : time_of(content);
}

std::variant<Timestamp, TimestampFault> verify_timestamp(std::string_view response, const Digest& stamped,
                                                         const std::vector<std::string>& certificates) {
  const Response read = response_of(response);
  if (!read) return TimestampFault{phrase("not an answer of a timestamp authority (DER TimeStampResp)")};
  TS_TST_INFO* const content = TS_RESP_get_tst_info(read.get());
  if (content == nullptr) return TimestampFault{phrase("the authority did not grant it")};
  const std::optional<Instant> time = time_of(content);
  if (!time) return TimestampFault{phrase("its time is not one")};

  std::string all;
  for (const std::string& pem : certificates) all.append(pem).append("\n");
  Certificates known = certificates_of(all);
  if (sk_X509_num(known.get()) == 0) return TimestampFault{phrase("no certificate of an authority is given")};
  TrustStore store = trusting(known.get(), *time);

  const Query query = query_of(stamped);
  const Verifier verifier = made(Verifier{TS_REQ_to_TS_VERIFY_CTX(query.get(), nullptr)});
  (void)TS_VERIFY_CTX_add_flags(verifier.get(), TS_VFY_SIGNATURE);
  STACK_OF(X509)* const untrusted = known.get();  // for a token that does not carry its certificate
  TS_VERIFY_CTX_set_store(verifier.get(), store.release());
  TS_VERIFY_CTX_set_certs(verifier.get(), known.release());
  if (TS_RESP_verify_response(verifier.get(), read.get()) != 1)
    return last_fault(phrase("it does not verify"));
  return Timestamp{*time, authority_of(TS_RESP_get_token(read.get()), untrusted)};
}

bool holds_certificates(std::string_view pem) { return sk_X509_num(certificates_of(pem).get()) > 0; }

}  // namespace lcl
