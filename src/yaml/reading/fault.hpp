// This room's diagnostics: stable codes and our own wording. Knows nothing of libyaml's state.
#pragma once

#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/findings.hpp"
#include "yaml/reading/event_reader.hpp"
#include "yaml/source_text.hpp"

namespace tempo_admission::yaml {

// Findings that several readers report; the others are declared in their own files.
namespace code {
extern const FindingInfo syntax;
extern const FindingInfo encoding;
extern const FindingInfo control_character;
extern const FindingInfo not_a_mapping;
extern const FindingInfo alias_expansion;
extern const FindingInfo too_large;
extern const FindingInfo too_many_nodes;
extern const FindingInfo too_deep;
}  // namespace code

[[nodiscard]] FindingList fault_findings();

// A problem for which go-yaml rejects the file.
[[nodiscard]] Diagnostic refused(const FindingInfo& info, std::string message, Position position,
                                 std::string hint = {});

// One of our limits was exceeded; go-yaml's verdict is unknown.
[[nodiscard]] Diagnostic limited(const FindingInfo& info, std::string message, Position position,
                                 std::string hint = {});

// libyaml's error, worded for the user.
[[nodiscard]] Diagnostic syntax_fault(const ReaderFault& fault, std::string_view text,
                                      Position position);

// An encoding error or a forbidden character; go-yaml rejects the file.
[[nodiscard]] Diagnostic unreadable_fault(const Unreadable& unreadable, Position position);

}  // namespace tempo_admission::yaml
