// One thing to judge, and where its object was written.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/check/creation.hpp"
#include "app/check/text_origin.hpp"
#include "app/manifest_findings.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

struct Subject {
  std::uint32_t line = 1;  // in the file, where the object starts
  // The creation of an object, or the bytes of an AdmissionReview that the file is.
  std::variant<Creation, std::string> asked;
  std::map<std::string, TextOrigin>
      origins;  // by key of data; without an entry, positions are unknown
};

// Error: why the file cannot be judged.
using Subjects = Result<std::vector<Subject>, Diagnostic>;

[[nodiscard]] inline tl::unexpected<Diagnostic> unreadable(Position position, std::string why) {
  Diagnostic diagnostic;
  diagnostic.code = code::manifest_unreadable.code;
  diagnostic.message = std::move(why);
  diagnostic.position = position;
  return tl::unexpected(std::move(diagnostic));
}

}  // namespace tempo_admission::app
