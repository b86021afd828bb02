// Reads a stream into documents: limits, encodings, repairs. Knows nothing of what scalars mean.
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

// The result of read_stream().
struct StreamRead {
  std::shared_ptr<const Source> source;  // null if the text was too large or too costly to start
  std::vector<BuiltDocument> documents;  // those before the error
  Diagnostics before_fault;              // other problems in the document with the error
  std::optional<Diagnostic> fault;       // what ended the reading; nullopt if all was read
};

// Total: any bytes, bounded by `limits`. `raw` must outlive the result, whose documents may view
// it.
[[nodiscard]] StreamRead read_stream(std::string_view raw, const Limits& limits, Wanted wanted);

}  // namespace tempo_admission::yaml
