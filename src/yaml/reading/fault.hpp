// The diagnostics of this room: stable codes, our own words. Knows nothing of libyaml's state.
#pragma once

#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"
#include "yaml/reading/event_reader.hpp"
#include "yaml/source_text.hpp"

namespace tempo_admission::yaml {

// A fault for which go-yaml refuses the text.
[[nodiscard]] Diagnostic refused(std::string_view code, std::string message, Position position,
                                 std::string hint = {});

// A limit of ours: what go-yaml would say is not known.
[[nodiscard]] Diagnostic limited(std::string_view code, std::string message, Position position,
                                 std::string hint = {});

// libyaml's complaint in words for the writer of the text.
[[nodiscard]] Diagnostic syntax_fault(const ReaderFault& fault, std::string_view text,
                                      Position position);

[[nodiscard]] Diagnostic unreadable_fault(const Unreadable& unreadable, Position position);

}  // namespace tempo_admission::yaml
