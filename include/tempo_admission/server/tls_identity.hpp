// The certificate, key and client CA of a server, checked as one. Knows PEM texts, no files.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::server {

struct TlsPem {
  std::string certificate;                // leaf first, then its chain
  std::string key;                        // not encrypted
  std::string client_ca;                  // empty: no client certificate is asked for
  std::vector<std::string> client_names;  // accepted CN or DNS names; empty: all that the CA signed
};

inline constexpr std::size_t pem_limit_bytes = std::size_t{256} << 10;  // per text, before decoding

// A complete pair that belongs together. Cheap to copy, immutable.
class TlsIdentity {
 public:
  // Fails with one line for a person: which text, what is wrong. A certificate that has expired is
  // accepted here (the old one would be no better): look at not_after().
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
