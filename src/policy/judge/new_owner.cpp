#include "policy/judge/new_owner.hpp"

#include <string_view>
#include <unordered_set>

namespace tempo_admission::policy {
namespace {

kube::JsonValue owners_of(const kube::Object& object) {
  return object.metadata()["ownerReferences"];
}

}  // namespace

bool gains_owner(const kube::AdmissionRequest& request) {
  if (request.operation != kube::Operation::update) return false;
  const auto owners = owners_of(request.object);
  if (!owners.is(kube::JsonType::array)) return false;
  std::unordered_set<std::string_view> stored;
  for (const auto& [index, owner] : owners_of(request.old_object))
    stored.insert(owner["uid"].string_or_empty());
  for (const auto& [index, owner] : owners)
    if (!stored.contains(owner["uid"].string_or_empty())) return true;
  return false;
}

kube::AdmissionRequest deletion_by_owner(const kube::AdmissionRequest& request) {
  auto deletion = request;
  deletion.operation = kube::Operation::remove;
  deletion.object = {};
  return deletion;
}

}  // namespace tempo_admission::policy
