// Reads one part of the declared tenants and reports structural problems: unknown and missing
// fields, wrong types. Knows nothing of names, references or scopes.
#pragma once

#include <cstddef>

#include "tempo/declared/declaration.hpp"
#include "tempo/declared/report.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::tempo {

[[nodiscard]] FindingList form_findings();

// Appends what the part declares to `declaration`, which points into `document`.
void read_declared(const yaml::Document& document, std::size_t part, DeclaredReport& report,
                   Declaration& declaration);

}  // namespace tempo_admission::tempo
