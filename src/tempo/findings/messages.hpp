// Words what Tempo would refuse so that the user can fix it: what is wrong, what is valid, what was
// probably meant. Knows nothing of positions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tempo/findings/report.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/base/finding_info.hpp"
#include "tempo_admission/tempo/version.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// Findings about fields that several readers report; the others are declared in their own files.
namespace code {
extern const FindingInfo unknown_field;
extern const FindingInfo wrong_type;
}  // namespace code

[[nodiscard]] FindingList unknown_field_findings();
[[nodiscard]] FindingList wrong_type_findings();

enum class Part : std::uint8_t { whole, item };  // the value itself, or an item or entry of it

// Does not quote a value that looks like a credential.
[[nodiscard]] Message wrong_type_message(const FieldSpec& spec, Part part, yaml::GoNode found);
[[nodiscard]] Message duplicate_message(yaml::GoNode key);

// Single-quoted for display; control characters become spaces, long strings are cut.
[[nodiscard]] std::string quoted(std::string_view text);

// "did you mean ...?" with the nearest candidate, or the list of all candidates.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string_view>& candidates);

// The same as an edit: the nearest candidate in place of the name; nullopt if none is near.
[[nodiscard]] std::optional<yaml::ScalarFix> nearest_fix(
    std::string_view name, const std::vector<std::string_view>& candidates);

// Explains a key that this version does not know in this section. Keeps a reference to `section`
// and a view of `name`: use it at once.
class UnknownField {
 public:
  UnknownField(const FieldSpec& section, std::string_view name, Version version, Format format);

  [[nodiscard]] const FindingInfo& code() const;
  [[nodiscard]] Message words() const;
  // The field of this section that was probably meant; nullptr if none is near, or if the finding
  // is another one.
  [[nodiscard]] const FieldSpec* meant_here() const;

 private:
  [[nodiscard]] Message version_message() const;
  [[nodiscard]] Message misplaced_message() const;
  [[nodiscard]] std::vector<std::string_view> names_here() const;
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
