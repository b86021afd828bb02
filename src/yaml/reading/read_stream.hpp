// A whole text to documents: limits, encodings, repairs. Knows nothing of what scalars mean.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/limits.hpp"
#include "yaml/reading/tree_builder.hpp"

namespace tempo_admission::yaml {

enum class Wanted : std::uint8_t { first_document, all_documents };

struct StreamRead {
  std::shared_ptr<const Source> source;  // nothing where the text is too large
  std::vector<BuiltDocument> documents;  // those before the fault
  Diagnostics before_fault;              // what else was found in the document that has the fault
  std::optional<Diagnostic> fault;       // ended the reading
};

[[nodiscard]] StreamRead read_stream(std::string_view raw, const Limits& limits, Wanted wanted);

}  // namespace tempo_admission::yaml
