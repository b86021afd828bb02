#include "app/serve/fingerprint.hpp"

#include <openssl/sha.h>

#include <array>

namespace tempo_admission::app {

Fingerprint& Fingerprint::add(std::string_view part) {
  content_ += std::to_string(part.size());
  content_ += ':';
  content_ += part;
  return *this;
}

std::string Fingerprint::text() const {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(content_.data()), content_.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t index = 0; index < 8; ++index) {
    text += digits[digest[index] >> 4U];
    text += digits[digest[index] & 0xFU];
  }
  return text;
}

}  // namespace tempo_admission::app
