// Words what Tempo would refuse so that the user can fix it: what is wrong, what is valid, what was
// probably meant. Knows nothing of positions.
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

enum class Part : std::uint8_t { whole, item };  // the value itself, or an item or entry of it

// Does not quote a value that looks like a credential.
[[nodiscard]] Message wrong_type_message(const FieldSpec& spec, Part part, yaml::GoNode found);
[[nodiscard]] Message duplicate_message(yaml::GoNode key);

// Single-quoted for display; control characters become spaces, long strings are cut.
[[nodiscard]] std::string quoted(std::string_view text);

// "did you mean ...?" with the nearest candidate, or the list of all candidates.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string_view>& candidates);

// Explains a key that this version does not know in this section. Keeps a reference to `section`
// and a view of `name`: use it at once.
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
  const FieldSpec* other_version_ = nullptr;  // the same field in another version
  const FieldSpec* elsewhere_ = nullptr;      // a field with this name in another section
  std::string_view foreign_product_;          // Loki or Mimir; else empty
};

// "in 'ingestion'", "in a tenant".
[[nodiscard]] std::string place_of(const FieldSpec& section);

// "removed in 3.0", "since 2.10".
[[nodiscard]] std::string version_note(const FieldSpec& spec, Version version);

}  // namespace tempo_admission::tempo
