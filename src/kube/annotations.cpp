#include "tempo_admission/kube/annotations.hpp"

#include <algorithm>
#include <utility>

#include "kube/qualified_name.hpp"
#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::kube {
namespace {

constexpr std::string_view annotations_path = "/metadata/annotations";

}  // namespace

Result<void> check_annotation_key(std::string_view key) {
  std::string lowered(key);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), to_lower);
  return check_qualified_name(lowered);
}

std::vector<PatchOp> add_missing(const StringMap& present, Annotations wanted) {
  std::vector<PatchOp> patch;
  if (wanted.empty() || present.state() == StringMap::State::malformed) return patch;
  // "add" below a missing parent fails, and the API server answers 500: create the map first.
  if (present.state() != StringMap::State::map) {
    patch.push_back({std::string(annotations_path), std::move(wanted)});
    return patch;
  }
  patch.reserve(wanted.size());
  for (auto& [key, value] : wanted) {
    if (present.contains(key)) continue;
    std::string path;
    path.reserve(annotations_path.size() + key.size() + 3);  // "/" and an escaped one in the key
    path.append(annotations_path) += '/';
    append_escaped_pointer(path, key);
    patch.push_back({std::move(path), std::move(value)});
  }
  return patch;
}

bool fits_annotation_limit(const StringMap& present, const Annotations& wanted) {
  std::size_t bytes = present.total_bytes();
  for (const auto& [key, value] : wanted)
    if (!present.contains(key)) bytes += key.size() + value.size();
  return bytes <= total_annotation_limit_bytes;
}

}  // namespace tempo_admission::kube
