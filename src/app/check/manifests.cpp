#include "app/check/manifests.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "app/check/creation.hpp"
#include "app/check/json_conversion.hpp"
#include "app/check/node_lookup.hpp"

namespace tempo_admission::app {
namespace code {

constexpr FindingInfo manifest_unreadable{
    .code = "manifest/unreadable",
    .effect = Effect::error,
    .meaning = "`check`: a file or document that cannot be read as a manifest",
    .why = R"(
`check` reads what `helm template` or `kubectl` prints: YAML or JSON documents with `kind` and
`metadata`. A file that is not valid YAML is not judged, and the exit code is 2.)",
    .bad = {{}, R"(
kind: Service
metadata: tempo)"},
    .good = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
};

}  // namespace code

namespace {

using Json = nlohmann::json;

constexpr std::size_t max_list_depth = 8;
// The dump of a cluster may be far larger than one object.
constexpr yaml::Limits file_limits{256U << 20, 16'000'000, 10'000};

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_review(const Json& object) {
  return text_of(object, "kind") == "AdmissionReview" &&
         text_of(object, "apiVersion").starts_with("admission.k8s.io/");
}

bool is_list(const Json& object) {
  const auto items = object.find("items");
  return text_of(object, "kind").ends_with("List") && items != object.end() && items->is_array();
}

std::string what_else_it_may_be(const Json& object) {
  if (object.contains("overrides")) return " (a per-tenant overrides file? use --overrides)";
  if (object.contains("per_tenant_overrides")) return " (Helm values? use --values)";
  return "";
}

// One document of the file. The node is empty if it could only be read as JSON.
class ManifestReader {
 public:
  ManifestReader(const LineIndex& lines, const std::string& namespace_name)
      : lines_(lines), namespace_name_(namespace_name) {}

  Result<void, Diagnostic> add_document(const yaml::Node& root);
  Result<void, Diagnostic> add_object(Json object, const yaml::Node& node, std::size_t list_depth);
  [[nodiscard]] std::vector<Subject> take() { return std::move(subjects_); }

 private:
  Result<void, Diagnostic> add_items(Json& list, const yaml::Node& node, std::size_t list_depth);
  void add_origins(Subject& subject, const yaml::Node& object) const;

  const LineIndex& lines_;
  const std::string& namespace_name_;
  std::vector<Subject> subjects_;
};

Result<void, Diagnostic> ManifestReader::add_document(const yaml::Node& root) {
  if (!root) return {};
  auto object = to_json(root);
  if (!object) return tl::unexpected(object.error());
  if (object->is_null()) return {};
  return add_object(*std::move(object), root, 0);
}

Result<void, Diagnostic> ManifestReader::add_object(Json object, const yaml::Node& node,
                                                    std::size_t list_depth) {
  const Position start = node ? node.position() : Position{1, 1};
  if (!object.is_object()) return unreadable(start, "a Kubernetes object must be a mapping");
  if (text_of(object, "kind").empty() || text_of(object, "apiVersion").empty()) {
    return unreadable(start, "a Kubernetes object must have an apiVersion and a kind" +
                                 what_else_it_may_be(object));
  }
  if (list_depth > max_list_depth) return unreadable(start, "Lists are nested too deeply");
  if (is_list(object)) return add_items(object, node, list_depth);

  Subject subject;
  subject.line = start.line;
  if (is_review(object)) {
    subject.asked = dump(object);
  } else {
    add_origins(subject, node);
    subject.asked = creation_of(std::move(object), namespace_name_);
  }
  subjects_.push_back(std::move(subject));
  return {};
}

Result<void, Diagnostic> ManifestReader::add_items(Json& list, const yaml::Node& node,
                                                   std::size_t list_depth) {
  const yaml::Node items = find_value(node, "items");
  Json& objects = list["items"];
  for (std::size_t index = 0; index < objects.size(); ++index) {
    const yaml::Node item = items ? items.item(index) : yaml::Node();
    if (auto added = add_object(std::move(objects[index]), item, list_depth + 1); !added) {
      return added;
    }
  }
  return {};
}

void ManifestReader::add_origins(Subject& subject, const yaml::Node& object) const {
  const yaml::Node data = find_value(object, "data");
  if (!data || data.kind() != yaml::NodeKind::mapping) return;
  for (std::size_t index = 0; index < data.size(); ++index) {
    const yaml::Entry entry = data.entry(index);
    if (entry.key.kind() != yaml::NodeKind::scalar) continue;
    const std::string key(entry.key.text());
    subject.origins.erase(key);  // the last of two equal keys wins
    if (const auto origin = origin_of(entry.value, lines_)) subject.origins[key] = *origin;
  }
}

bool looks_like_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

// What libyaml cannot read of JSON: surrogate pairs, keys of more than 1024 bytes.
Subjects read_json(const std::string& text, const LineIndex& lines,
                   const std::string& namespace_name, const Diagnostic& yaml_fault) {
  auto object = parse_json(text);
  if (!object) return tl::unexpected(object.error().position.known() ? object.error() : yaml_fault);
  ManifestReader reader(lines, namespace_name);
  if (auto added = reader.add_object(*std::move(object), {}, 0); !added) {
    return tl::unexpected(added.error());
  }
  return reader.take();
}

// If the file is an AdmissionReview, its bytes are passed on unchanged, as the server would see
// them.
void keep_very_bytes(std::vector<Subject>& subjects, const std::string& text) {
  if (subjects.size() != 1 || !looks_like_json(text)) return;
  const auto body = parse_json(text);
  if (body && body->is_object() && is_review(*body)) subjects.front().asked = text;
}

}  // namespace

Subjects read_manifests(const std::string& text, const LineIndex& lines,
                        const std::string& namespace_name) {
  const auto documents = yaml::read_all(text, file_limits);
  Subjects subjects;
  if (documents) {
    ManifestReader reader(lines, namespace_name);
    for (const yaml::Document& document : *documents) {
      if (auto added = reader.add_document(document.root()); !added) {
        return tl::unexpected(added.error());
      }
    }
    subjects = reader.take();
  } else if (looks_like_json(text)) {
    subjects = read_json(text, lines, namespace_name, documents.error());
  } else {
    return tl::unexpected(documents.error());
  }
  if (subjects) keep_very_bytes(*subjects, text);
  return subjects;
}

FindingList manifest_findings() {
  static constexpr std::array list = {&code::manifest_unreadable};
  return list;
}

}  // namespace tempo_admission::app
