#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "kube/unique_keys.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::kube {
namespace {

constexpr std::size_t longest_uid_bytes = 256;  // Kubernetes sends 36

template <std::size_t count>
using Names = std::array<std::string_view, count>;

// Index of each member in a Names array and in the result of pick().
enum ReviewField : std::size_t { review_kind, review_api_version, review_request };
constexpr Names<3> review_names = {"kind", "apiVersion", "request"};

enum RequestField : std::size_t {
  uid,
  kind,
  resource,
  sub_resource,
  request_kind,
  name,
  namespace_name,
  operation,
  user_info,
  object,
  old_object,
  dry_run
};
constexpr Names<12> request_names = {"uid",         "kind",   "resource",  "subResource",
                                     "requestKind", "name",   "namespace", "operation",
                                     "userInfo",    "object", "oldObject", "dryRun"};

constexpr Names<3> kind_names = {"group", "version", "kind"};
constexpr Names<2> resource_names = {"group", "resource"};
constexpr Names<2> user_names = {"username", "groups"};

// Reads values of the expected types and keeps the first error.
class Expectations {
 public:
  [[nodiscard]] bool broken() const { return !reason_.empty(); }
  [[nodiscard]] const std::string& reason() const { return reason_; }

  void fail(std::string_view path, std::string_view what) {
    if (!broken()) reason_.append(path).append(" ").append(what);
  }

  // null counts as absent, as it does for Go.
  std::string_view text(JsonValue value, std::string_view path) {
    if (is_absent(value)) return {};
    if (!value.is(JsonType::string)) fail(path, "must be a string");
    return value.string_or_empty();
  }

  std::string_view required_text(JsonValue value, std::string_view path) {
    const auto written = text(value, path);
    if (written.empty()) fail(path, "is missing or empty");
    return written;
  }

  bool flag(JsonValue value, std::string_view path) {
    if (is_absent(value)) return false;
    const auto written = value.boolean();
    if (!written) fail(path, "must be true or false");
    return written.value_or(false);
  }

  // The value if it is an object or absent.
  JsonValue object(JsonValue value, std::string_view path) {
    if (is_absent(value)) return {};
    if (!value.is(JsonType::object)) fail(path, "must be an object");
    return value;
  }

  JsonValue required_object(JsonValue value, std::string_view path) {
    if (is_absent(value)) fail(path, "is missing");
    return object(value, path);
  }

  JsonValue texts(JsonValue value, std::string_view path) {
    if (is_absent(value)) return {};
    if (!value.is(JsonType::array)) fail(path, "must be a list");
    for (const auto& [key, item] : value)
      if (!item.is(JsonType::string)) fail(path, "must be a list of strings");
    return value;
  }

  void unique(JsonValue object, std::string_view path) {
    if (const auto key = doubled_key(object)) fail_doubled(path, *key);
  }

  // The members with these names, in one pass; a missing value for each one that does not exist.
  template <std::size_t count>
  std::array<JsonValue, count> pick(JsonValue object, const Names<count>& names,
                                    std::string_view path) {
    std::array<JsonValue, count> picked;
    std::size_t expected = 0;  // Go writes members in one order: look there first
    for (const auto& [key, value] : object) {
      const std::size_t at = find_from(names, expected, key);
      if (at == count) continue;
      if (!picked[at].is(JsonType::missing)) fail_doubled(path, key);
      picked[at] = value;
      expected = at + 1;
    }
    return picked;
  }

 private:
  static bool is_absent(JsonValue value) {
    return value.is(JsonType::missing) || value.is(JsonType::null);
  }

  template <std::size_t count>
  static std::size_t find_from(const Names<count>& names, std::size_t start, std::string_view key) {
    for (std::size_t i = start; i < count; ++i)
      if (names[i] == key) return i;
    for (std::size_t i = 0; i < start; ++i)
      if (names[i] == key) return i;
    return count;
  }

  void fail_doubled(std::string_view path, std::string_view key) {
    // A key can be as long as the body.
    fail(path, "has a duplicate key \"" + clean_text(key, 64) + "\"");
  }

  std::string reason_;
};

std::optional<ReviewVersion> review_version(std::string_view api_version) {
  if (api_version == "admission.k8s.io/v1") return ReviewVersion::v1;
  if (api_version == "admission.k8s.io/v1beta1") return ReviewVersion::v1beta1;
  return std::nullopt;
}

Operation parse_operation(std::string_view text) {
  for (const auto known :
       {Operation::create, Operation::update, Operation::remove, Operation::connect})
    if (to_string(known) == text) return known;
  return Operation::unknown;
}

GroupVersionKind decode_kind(Expectations& expect, JsonValue value, std::string_view path) {
  const auto [group, version, kind] = expect.pick(value, kind_names, path);
  return {.group = expect.text(group, path),
          .version = expect.text(version, path),
          .kind = expect.text(kind, path)};
}

// Only where decisions depend on it: a duplicate key elsewhere changes nothing.
Object decode_object(Expectations& expect, JsonValue value, std::string_view path) {
  Object object(expect.object(value, path));
  if (!object.present()) return object;
  expect.unique(object.json(), path);
  expect.unique(object.metadata(), path);
  expect.unique(object.labels().entries(), path);
  expect.unique(object.annotations().entries(), path);
  expect.unique(object.json()["data"], path);
  expect.unique(object.json()["binaryData"], path);
  return object;
}

void decode_identity(Expectations& expect, const std::array<JsonValue, 12>& fields,
                     AdmissionRequest& request) {
  request.uid = expect.required_text(fields[uid], "request.uid");
  if (request.uid.size() > longest_uid_bytes)
    expect.fail("request.uid", "must be at most 256 bytes long");
  const auto kind_value = expect.required_object(fields[kind], "request.kind");
  request.kind = decode_kind(expect, kind_value, "request.kind");
  const auto request_kind_value = expect.object(fields[request_kind], "request.requestKind");
  request.request_kind = request.kind;
  if (request_kind_value.is(JsonType::object))
    request.request_kind = decode_kind(expect, request_kind_value, "request.requestKind");
  const auto resource_value = expect.object(fields[resource], "request.resource");
  const auto [group, plural] = expect.pick(resource_value, resource_names, "request.resource");
  request.resource_group = expect.text(group, "request.resource.group");
  request.resource = expect.text(plural, "request.resource.resource");
}

void decode_caller(Expectations& expect, JsonValue value, AdmissionRequest& request) {
  const auto user = expect.object(value, "request.userInfo");
  const auto [username, groups] = expect.pick(user, user_names, "request.userInfo");
  request.username = expect.text(username, "request.userInfo.username");
  request.groups = expect.texts(groups, "request.userInfo.groups");
}

AdmissionRequest decode_request(Expectations& expect, JsonValue value) {
  const auto fields = expect.pick(value, request_names, "request");
  AdmissionRequest request;
  decode_identity(expect, fields, request);
  decode_caller(expect, fields[user_info], request);
  request.sub_resource = expect.text(fields[sub_resource], "request.subResource");
  request.name = expect.text(fields[name], "request.name");
  request.namespace_name = expect.text(fields[namespace_name], "request.namespace");
  request.operation = parse_operation(expect.required_text(fields[operation], "request.operation"));
  request.object = decode_object(expect, fields[object], "request.object");
  request.old_object = decode_object(expect, fields[old_object], "request.oldObject");
  request.dry_run = expect.flag(fields[dry_run], "request.dryRun");
  return request;
}

}  // namespace

std::string_view to_string(Phase phase) {
  return phase == Phase::mutate ? "mutate" : "validate";
}

std::string_view to_string(Operation operation) {
  switch (operation) {
    case Operation::create:
      return "CREATE";
    case Operation::update:
      return "UPDATE";
    case Operation::remove:
      return "DELETE";
    case Operation::connect:
      return "CONNECT";
    case Operation::unknown:
      return "UNKNOWN";
  }
  return {};
}

Result<AdmissionRequest> decode_review(const JsonValue& body) {
  if (!body.is(JsonType::object)) return failure("the body is not a JSON object");
  Expectations expect;
  const auto fields = expect.pick(body, review_names, "the body");
  const auto version =
      review_version(expect.required_text(fields[review_api_version], "apiVersion"));
  if (!version)
    expect.fail("apiVersion", "must be admission.k8s.io/v1 or admission.k8s.io/v1beta1");
  if (expect.required_text(fields[review_kind], "kind") != "AdmissionReview")
    expect.fail("kind", "must be AdmissionReview");
  const auto value = expect.required_object(fields[review_request], "request");
  if (expect.broken()) return failure(expect.reason());
  AdmissionRequest request = decode_request(expect, value);
  if (expect.broken()) return failure(expect.reason());
  request.review_version = *version;
  return request;
}

}  // namespace tempo_admission::kube
