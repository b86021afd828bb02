// Puts what Tempo would refuse into words that let the writer mend it: what is wrong, what fits,
// what was most likely meant. Knows nothing of positions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tempo/findings/codes.hpp"
#include "tempo/findings/report.hpp"
#include "tempo/overrides/block_reader.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/version.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

enum class Part : std::uint8_t { whole, item };  // the value itself, or one item or entry of it

[[nodiscard]] Words wrong_type_words(const FieldSpec& spec, Part part, yaml::GoNode found);
[[nodiscard]] Words duplicate_words(yaml::GoNode key);

// For a person, in single quotes, without control characters, cut where it is long.
[[nodiscard]] std::string shown(std::string_view text);

// The nearest candidate as a question, else all of them.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string_view>& candidates);

// A key that the version at hand does not know in this section: why, and what was meant.
class UnknownName {
 public:
  UnknownName(const FieldSpec& section, std::string_view name, Version version, Format format);

  [[nodiscard]] const Code& code() const;
  [[nodiscard]] Words words() const;

 private:
  [[nodiscard]] Words version_words() const;
  [[nodiscard]] Words misplaced_words() const;
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
