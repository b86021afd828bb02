// The certificate, key and client CA of a server, checked together. Knows PEM, not files.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::server {

// Input of TlsIdentity::from_pem(), as PEM. Contains the private key: never log it.
struct TlsPem {
  std::string certificate;                // leaf first, then its chain
  std::string key;                        // not encrypted
  std::string client_ca;                  // empty: no client certificate is requested
  std::vector<std::string> client_names;  // accepted CN or DNS names; empty: any that the CA signed
};

inline constexpr std::size_t pem_limit_bytes = std::size_t{256}
                                               << 10;  // per PEM string, before decoding

// A certificate chain and the key that matches it. Immutable and cheap to copy; threads may share
// one.
class TlsIdentity {
 public:
  // Error: one line that names the PEM and the problem. The leaf must have a DNS name or address in
  // subjectAltName, as the API server requires. An expired certificate is accepted, because the old
  // one would be no better: check not_after().
  [[nodiscard]] static Result<TlsIdentity> from_pem(const TlsPem& pem);

  [[nodiscard]] std::chrono::system_clock::time_point not_before() const;
  [[nodiscard]] std::chrono::system_clock::time_point not_after() const;
  [[nodiscard]] const std::vector<std::string>& dns_names() const;  // subject alternative names
  [[nodiscard]] bool asks_for_client_certificate() const;

  struct Parts;  // private to the room
  explicit TlsIdentity(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  std::shared_ptr<const Parts> parts_;
};

}  // namespace tempo_admission::server
