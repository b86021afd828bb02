#include "tempo/declared/reader.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "tempo/findings/path.hpp"
#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/base/nearest_name.hpp"
#include "tempo_admission/tempo/secret.hpp"
#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::Node;
using yaml::NodeKind;

// True for field names that people use for the credential itself.
bool names_a_secret(std::string_view name) {
  constexpr std::array<std::string_view, 7> secret_fields = {
      "token", "secret", "password", "value", "api_key", "api-key", "apikey"};
  const auto lower = lower_case(name);
  return std::find(secret_fields.begin(), secret_fields.end(), lower) != secret_fields.end();
}

constexpr std::string_view secret_hint =
    "keep it in a Secret: the admin API creates the token and shows it only once";

std::string_view in_words(NodeKind kind) {
  switch (kind) {
    case NodeKind::scalar:
      return "a single value";
    case NodeKind::sequence:
      return "a list";
    case NodeKind::mapping:
      return "a mapping";
  }
  return {};
}

std::string_view example_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::scalar:
      return "write a string";
    case NodeKind::sequence:
      return "start each item with \"- \"";
    case NodeKind::mapping:
      return "write \"field: value\", for example \"name: team-a\"";
  }
  return {};
}

bool is_null(Node node) {
  if (!node || node.kind() != NodeKind::scalar) return !node;
  const auto value = yaml::resolve(node);
  return value && std::holds_alternative<yaml::Null>(*value);
}

// A string, or a timestamp, which needs no quotes.
bool is_text(Node node) {
  const auto value = yaml::resolve(node);
  return value && (std::holds_alternative<std::string>(*value) ||
                   std::holds_alternative<yaml::Timestamp>(*value));
}

class PartReader {
 public:
  PartReader(std::size_t part, DeclaredReport& report, Declaration& declaration)
      : part_(part), report_(report), declaration_(declaration) {}

  void read(Node root) {
    const Path path;
    const auto [tenants, access_policies, tokens] =
        fields<3>(root, path, {"tenants", "access_policies", "tokens"});
    each(tenants, path.below("tenants"), [&](Node node, const Path& at) { read_tenant(node, at); });
    each(access_policies, path.below("access_policies"),
         [&](Node node, const Path& at) { read_access_policy(node, at); });
    each(tokens, path.below("tokens"), [&](Node node, const Path& at) { read_token(node, at); });
  }

 private:
  void read_tenant(Node node, const Path& path) {
    const auto [name, display_name, status, cluster, secret_namespace] =
        fields<5>(node, path, {"name", "display_name", "status", "cluster", "secretNamespace"});
    text(display_name, path.below("display_name"));
    text(cluster, path.below("cluster"));
    declaration_.tenants.push_back(
        {.name = required_text(name, node, path, "name"),
         .status = text(status, path.below("status")),
         .secret_namespace = text(secret_namespace, path.below("secretNamespace"))});
  }

  void read_access_policy(Node node, const Path& path) {
    const auto [name, display_name, status, realms, scopes] =
        fields<5>(node, path, {"name", "display_name", "status", "realms", "scopes"});
    text(display_name, path.below("display_name"));
    DeclaredAccessPolicy policy{.name = required_text(name, node, path, "name"),
                                .status = text(status, path.below("status")),
                                .realms = {},
                                .scopes = {}};
    each(realms, path.below("realms"),
         [&](Node realm, const Path& at) { policy.realms.push_back(read_realm(realm, at)); });
    each(scopes, path.below("scopes"), [&](Node scope, const Path& at) {
      if (auto written = text(scope, at)) policy.scopes.push_back(*std::move(written));
    });
    require_items(realms, node, path, "realms");
    require_items(scopes, node, path, "scopes");
    declaration_.access_policies.push_back(std::move(policy));
  }

  DeclaredRealm read_realm(Node node, const Path& path) {
    const auto [tenant, cluster, label_policies] =
        fields<3>(node, path, {"tenant", "cluster", "label_policies"});
    text(cluster, path.below("cluster"));
    DeclaredRealm realm{.tenant = required_text(tenant, node, path, "tenant"), .selectors = {}};
    each(label_policies, path.below("label_policies"), [&](Node label_policy, const Path& at) {
      const auto [selector] = fields<1>(label_policy, at, {"selector"});
      if (auto written = required_text(selector, label_policy, at, "selector"))
        realm.selectors.push_back(*std::move(written));
    });
    return realm;
  }

  void read_token(Node node, const Path& path) {
    const auto [name, display_name, access_policy, expiration] =
        fields<4>(node, path, {"name", "display_name", "access_policy", "expiration"});
    text(display_name, path.below("display_name"));
    declaration_.tokens.push_back(
        {.spot = spot(node.written_at(), path),
         .name = required_text(name, node, path, "name"),
         .access_policy = required_text(access_policy, node, path, "access_policy"),
         .has_expiration = expiration || !has_fields(node),
         .expiration = text(expiration, path.below("expiration"))});
  }

  // The values of these fields, in this order; empty if absent or null.
  template <std::size_t count>
  std::array<Node, count> fields(Node mapping, const Path& path,
                                 const std::array<std::string_view, count>& names) {
    std::array<Node, count> values;
    if (is_null(mapping) || !expect(NodeKind::mapping, mapping, path)) return values;
    for (std::size_t i = 0; i < mapping.size(); ++i) {
      const auto [key, value] = mapping.entry(i);
      const std::string_view name = key.kind() == NodeKind::scalar ? key.text() : "";
      const auto known = std::find(names.begin(), names.end(), name);
      if (known == names.end()) {
        // A key that is a credential must not appear in a path.
        report_unknown({key, value}, looks_like_secret(name) ? path : path.below(name), names);
      } else if (!is_null(value)) {
        values[static_cast<std::size_t>(known - names.begin())] = value;
      }
    }
    return values;
  }

  void report_unknown(const yaml::Entry& entry, const Path& path,
                      std::span<const std::string_view> names) {
    const auto name = entry.key.kind() == NodeKind::scalar ? entry.key.text() : std::string_view();
    const bool is_secret = names_a_secret(name);
    if (is_secret && !is_null(entry.value)) {
      report_.add(
          declared::secret_in_clear, spot(entry.value.written_at(), path),
          show(name) +
              " contains a plaintext credential, readable by anyone who can read ConfigMaps",
          std::string(secret_hint));
      return;
    }
    if (!report_.admits(declared::unknown_field)) return;
    report_.add(declared::unknown_field, spot(entry.key.written_at(), path),
                "unknown field " + show(name), unknown_field_hint(name, names));
  }

  static std::string unknown_field_hint(std::string_view name,
                                        std::span<const std::string_view> names) {
    if (name == "created_at") return "remove it: the admin API sets it";
    if (name == "<<") return "merge keys are not supported here: write the fields out";
    if (const auto nearest = nearest_name(name, names))
      return "did you mean '" + std::string(*nearest) + "'?";
    std::string all = "supported fields: ";
    for (const auto known : names) all.append(known).append(known == names.back() ? "" : ", ");
    return all;
  }

  template <class Read>
  void each(Node list, const Path& path, Read&& read) {
    if (!list || !expect(NodeKind::sequence, list, path)) return;
    for (std::size_t i = 0; i < list.size(); ++i) read(list.item(i), path.at(i));
  }

  std::optional<Written> text(Node node, const Path& path) {
    if (!node || !expect(NodeKind::scalar, node, path)) return std::nullopt;
    const Spot where = spot(node.written_at(), path);
    if (node.text().find("{{") != std::string_view::npos) {
      report_.add(declared::unrendered_template, where, "unrendered template",
                  "render it before it reaches the cluster, or write the value");
      return std::nullopt;
    }
    if (!is_text(node)) {
      report_.add(declared::wrong_type, where,
                  "YAML does not read " + show(node.text()) + " as a string", "quote it");
      return std::nullopt;
    }
    return Written{node.text(), where};
  }

  // A missing field is reported at its parent.
  std::optional<Written> required_text(Node node, Node parent, const Path& parent_path,
                                       std::string_view name) {
    if (!node && parent) report_missing(parent, parent_path, name);
    return text(node, parent_path.below(name));
  }

  void require_items(Node list, Node parent, const Path& parent_path, std::string_view name) {
    const bool empty = list && list.kind() == NodeKind::sequence && list.size() == 0;
    if (!list || empty) report_missing(parent, parent_path, name);
  }

  // If the parent is not a mapping, that has already been reported.
  void report_missing(Node parent, const Path& path, std::string_view name) {
    if (!has_fields(parent)) return;
    report_.add(declared::missing_field, {part_, path.below(name).text(), parent.written_at()},
                "required field '" + std::string(name) + "' is missing or empty");
  }

  static bool has_fields(Node node) { return is_null(node) || node.kind() == NodeKind::mapping; }

  bool expect(NodeKind kind, Node node, const Path& path) {
    if (node.kind() == kind) return true;
    report_.add(
        declared::wrong_type, spot(node.written_at(), path),
        "expected " + std::string(in_words(kind)) + ", found " + std::string(in_words(node.kind())),
        std::string(example_of(kind)));
    return false;
  }

  [[nodiscard]] Spot spot(Position position, const Path& path) const {
    return {part_, path.text(), position};
  }

  std::size_t part_;
  DeclaredReport& report_;
  Declaration& declaration_;
};

}  // namespace

void read_declared(const yaml::Document& document, std::size_t part, DeclaredReport& report,
                   Declaration& declaration) {
  PartReader(part, report, declaration).read(document.root());
}

}  // namespace tempo_admission::tempo
