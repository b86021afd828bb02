// The part of RFC 6902 that a careful mutator needs: add, and nothing else.
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

// RFC 6901: "~" becomes "~0", then "/" becomes "~1".
void append_escaped_pointer(std::string& pointer, std::string_view token);

// The JSON array, as it goes (base64) into response.patch.
[[nodiscard]] std::string encode_patch(const std::vector<PatchOp>& patch);

}  // namespace tempo_admission::kube
