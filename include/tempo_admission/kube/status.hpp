// metav1.Status: why a request failed, in the form that every Kubernetes client displays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tempo_admission::kube {

struct StatusCause {
  std::string reason;  // e.g. "FieldValueInvalid"
  std::string message;
  std::string field;  // e.g. "data[overrides.yaml].team-a.ingestion.rate_limit_bytes"
};

struct Status {
  std::uint16_t code = 500;  // 422 content, 403 who may change
  std::string reason;        // "Invalid", "Forbidden", "BadRequest", ...
  std::string message;
  std::vector<StatusCause> causes = {};
  // The object: kubectl then says `The ConfigMap "tempo-runtime" is invalid:` before the causes,
  // without them only "The request is invalid:".
  std::string kind = {};
  std::string name = {};
};

// Returns a complete body {"kind":"Status","apiVersion":"v1","status":"Failure",...} for answers
// other than 200.
[[nodiscard]] std::string encode_status(const Status& status);

// Returns the reason that Kubernetes uses for an HTTP code ("RequestEntityTooLarge" for 413), or
// "InternalError" for other codes.
[[nodiscard]] std::string_view status_reason(unsigned http_code);

// Makes a string safe for a warning: control characters become spaces; invalid UTF-8, zero-width
// and bidirectional characters become U+FFFD; the result is cut to 120 code points, ending in
// "...". Kubernetes drops warnings with control characters and recommends at most 120.
[[nodiscard]] std::string clean_warning(std::string_view text);

// Makes a string safe for a message, a log line or an audit annotation: as clean_warning(), but
// newlines are kept and the result is cut to max_bytes, including the "...".
[[nodiscard]] std::string clean_text(std::string_view text, std::size_t max_bytes);

}  // namespace tempo_admission::kube
