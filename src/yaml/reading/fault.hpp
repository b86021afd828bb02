// This room's diagnostics: stable codes and our own wording. Knows nothing of libyaml's state.
#pragma once

#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"
#include "yaml/reading/event_reader.hpp"
#include "yaml/source_text.hpp"

namespace tempo_admission::yaml {

// A problem for which go-yaml rejects the file.
[[nodiscard]] Diagnostic refused(std::string_view code, std::string message, Position position,
                                 std::string hint = {});

// One of our limits was exceeded; go-yaml's verdict is unknown.
[[nodiscard]] Diagnostic limited(std::string_view code, std::string message, Position position,
                                 std::string hint = {});

// libyaml's error, worded for the user.
[[nodiscard]] Diagnostic syntax_fault(const ReaderFault& fault, std::string_view text,
                                      Position position);

// An encoding error or a forbidden character; go-yaml rejects the file.
[[nodiscard]] Diagnostic unreadable_fault(const Unreadable& unreadable, Position position);

}  // namespace tempo_admission::yaml
