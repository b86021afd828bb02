// Takes one part of declared tenants apart, and reports what does not have the form: unknown and
// missing fields, wrong types. Knows nothing of names, references or scopes.
#pragma once

#include <cstddef>

#include "tempo/declared/declaration.hpp"
#include "tempo/declared/report.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::tempo {

// Adds what the part declares to the declaration. The document must outlive it.
void read_declared(const yaml::Document& document, std::size_t part, DeclaredReport& report,
                   Declaration& declaration);

}  // namespace tempo_admission::tempo
