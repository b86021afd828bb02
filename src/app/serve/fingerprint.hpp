// A short name for content: equal content, equal name. Knows nothing of what is named.
#pragma once

#include <string>
#include <string_view>

namespace tempo_admission::app {

// SHA-256 over parts, each with its length, so that no two lists of parts run into one another.
class Fingerprint {
 public:
  Fingerprint& add(std::string_view part);
  // The first 16 hexadecimal digits.
  [[nodiscard]] std::string text() const;

 private:
  std::string content_;
};

}  // namespace tempo_admission::app
