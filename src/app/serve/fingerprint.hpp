// A short identifier of content: equal content has equal fingerprints. Knows nothing of the
// content.
#pragma once

#include <string>
#include <string_view>

namespace tempo_admission::app {

// SHA-256 over parts, each prefixed with its length, so that different lists of parts differ.
class Fingerprint {
 public:
  Fingerprint& add(std::string_view part);
  // The first 16 hexadecimal digits.
  [[nodiscard]] std::string text() const;

 private:
  std::string content_;
};

}  // namespace tempo_admission::app
