// Puts what Tempo would refuse into words that let the writer mend it: what is wrong, what fits,
// what was most likely meant. Knows nothing of positions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tempo/findings/codes.hpp"
#include "tempo/findings/report.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/version.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

enum class Part : std::uint8_t { whole, item };  // the value itself, or one item or entry of it

[[nodiscard]] Message wrong_type_message(const FieldSpec& spec, Part part, yaml::GoNode found);
[[nodiscard]] Message duplicate_message(yaml::GoNode key);

// For a person, in single quotes, without control characters, cut where it is long.
[[nodiscard]] std::string quoted(std::string_view text);

// The nearest candidate as a question, else all of them.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string_view>& candidates);

// A key that the version at hand does not know in this section: why, and what was meant.
class UnknownField {
 public:
  UnknownField(const FieldSpec& section, std::string_view name, Version version, Format format);

  [[nodiscard]] const Code& code() const;
  [[nodiscard]] Message words() const;

 private:
  [[nodiscard]] Message version_message() const;
  [[nodiscard]] Message misplaced_message() const;
  [[nodiscard]] std::string nearest_hint() const;

  const FieldSpec& section_;
  std::string_view name_;
  Version version_;
  Format format_;
  const FieldSpec* other_version_ = nullptr;  // this very field, of another version
  const FieldSpec* elsewhere_ = nullptr;      // a field of this name in another section
  std::string_view foreign_product_;          // of Loki or Mimir
};

// "below 'ingestion'", "in a tenant's block".
[[nodiscard]] std::string place_of(const FieldSpec& section);

// "removed in 3.0", "since 2.10".
[[nodiscard]] std::string version_note(const FieldSpec& spec, Version version);

}  // namespace tempo_admission::tempo
