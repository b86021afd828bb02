#include "tempo_admission/kube/status.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "kube/json_writer.hpp"
#include "kube/status.hpp"
#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::kube {
namespace {

constexpr std::size_t warning_code_points = 120;
constexpr std::string_view ellipsis = "...";

// k8s.io/apimachinery/pkg/api/errors: NewGenericServerResponse.
constexpr std::array<std::pair<unsigned, std::string_view>, 15> reasons = {
    {{400, "BadRequest"},
     {401, "Unauthorized"},
     {403, "Forbidden"},
     {404, "NotFound"},
     {405, "MethodNotAllowed"},
     {406, "NotAcceptable"},
     {408, "Timeout"},
     {409, "Conflict"},
     {410, "Gone"},
     {413, "RequestEntityTooLarge"},
     {415, "UnsupportedMediaType"},
     {422, "Invalid"},
     {429, "TooManyRequests"},
     {503, "ServiceUnavailable"},
     {504, "Timeout"}}};

enum class Newline : bool { replaced, kept };

void append_cleaned(std::string& out, std::string_view text, CodePoint point, Newline newline) {
  if (point.value == '\n' && newline == Newline::kept) {
    out += '\n';
  } else {
    append_for_terminal(out, text, point);
  }
}

void append_causes(TextBuffer& json, const std::vector<StatusCause>& causes) {
  append_name(json, "causes");
  json.append('[');
  for (const auto& cause : causes) {
    append_comma_between(json);
    json.append('{');
    append_member(json, "reason", cause.reason);
    append_member(json, "message", cause.message);
    append_member(json, "field", cause.field);
    json.append('}');
  }
  json.append(']');
}

void append_details(TextBuffer& json, const Status& status) {
  append_name(json, "details");
  json.append('{');
  if (!status.name.empty()) append_member(json, "name", status.name);
  if (!status.kind.empty()) append_member(json, "kind", status.kind);
  if (!status.causes.empty()) append_causes(json, status.causes);
  json.append('}');
}

bool has_details(const Status& status) {
  return !status.causes.empty() || !status.kind.empty() || !status.name.empty();
}

}  // namespace

void append_status_members(TextBuffer& json, const Status& status) {
  append_name(json, "metadata");
  json.append("{}");
  append_member(json, "status", "Failure");
  append_member(json, "message", status.message);
  append_member(json, "reason", status.reason);
  if (has_details(status)) append_details(json, status);
  append_name(json, "code");
  json.append(std::to_string(status.code));
}

std::string encode_status(const Status& status) {
  TextBuffer json;
  json.append('{');
  append_member(json, "kind", "Status");
  append_member(json, "apiVersion", "v1");
  append_status_members(json, status);
  json.append('}');
  return json.take();
}

std::string_view status_reason(unsigned http_code) {
  const auto* found = std::find_if(reasons.begin(), reasons.end(),
                                   [&](const auto& entry) { return entry.first == http_code; });
  return found == reasons.end() ? "InternalError" : found->second;
}

std::string clean_warning(std::string_view text) {
  std::string cleaned;
  std::size_t code_points = 0;
  std::size_t kept_if_cut = 0;  // bytes that leave room for the ellipsis
  while (!text.empty()) {
    if (++code_points > warning_code_points) {
      cleaned.resize(kept_if_cut);
      return cleaned.append(ellipsis);
    }
    const auto point = first_code_point(text);
    append_cleaned(cleaned, text, point, Newline::replaced);
    if (code_points == warning_code_points - ellipsis.size()) kept_if_cut = cleaned.size();
    text.remove_prefix(point.length);
  }
  return cleaned;
}

std::string clean_text(std::string_view text, std::size_t max_bytes) {
  std::string cleaned;
  const std::size_t room = max_bytes < ellipsis.size() ? 0 : max_bytes - ellipsis.size();
  std::size_t kept_if_cut = 0;
  while (!text.empty()) {
    const auto point = first_code_point(text);
    append_cleaned(cleaned, text, point, Newline::kept);
    if (cleaned.size() > max_bytes) {
      cleaned.resize(kept_if_cut);
      return cleaned.append(ellipsis.substr(0, max_bytes));
    }
    if (cleaned.size() <= room) kept_if_cut = cleaned.size();
    text.remove_prefix(point.length);
  }
  return cleaned;
}

}  // namespace tempo_admission::kube
