// The subset of RFC 6902 that the webhook uses: "add" only, so a patch never overwrites or removes
// a value.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tempo_admission::kube {

// One "add". The value is a string or a map of strings.
struct PatchOp {
  std::string path;  // JSON Pointer, escaped
  std::variant<std::string, std::map<std::string, std::string>> value;
  friend bool operator==(const PatchOp&, const PatchOp&) = default;
};

// Appends one reference token, escaped as RFC 6901 requires: "~" becomes "~0" and "/" becomes "~1".
void append_escaped_pointer(std::string& pointer, std::string_view token);

// Returns the patch as a JSON array, before the base64 encoding that response.patch requires.
[[nodiscard]] std::string encode_patch(const std::vector<PatchOp>& patch);

}  // namespace tempo_admission::kube
