// metav1.Status: why a request failed, as every Kubernetes client can show it.
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
  // and otherwise no more than "The request is invalid:".
  std::string kind = {};
  std::string name = {};
};

// A whole body {"kind":"Status","apiVersion":"v1","status":"Failure",...}: what survives of an
// answer that is not 200.
[[nodiscard]] std::string encode_status(const Status& status);

// The reason that Kubernetes uses for an HTTP code ("RequestEntityTooLarge" for 413, ...), else
// "InternalError".
[[nodiscard]] std::string_view status_reason(unsigned http_code);

// Text made fit for a warning: control characters become spaces; invalid UTF-8, and characters that
// hide or turn what follows (zero width, bidirectional), U+FFFD; cut to 120 code points with "..."
// at the end. Kubernetes drops warnings with control characters and asks for 120 at most.
[[nodiscard]] std::string clean_warning(std::string_view text);

// Text made fit for a message, a log or an audit annotation: the same, but newlines stay and it is
// cut to max_bytes, "..." included.
[[nodiscard]] std::string clean_text(std::string_view text, std::size_t max_bytes);

}  // namespace tempo_admission::kube
