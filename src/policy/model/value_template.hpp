// The value of an annotation, with parts taken from the object:
//   {{ port "http-metrics" }}  {{ namespace }}  {{ name }}  {{ label "k" }}  {{ "text" }}
// Knows nothing of rules or YAML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/kube/object.hpp"

namespace tempo_admission::policy {

struct ValueTemplate {
  struct Piece {
    enum class Kind : std::uint8_t { text, port, label, namespace_name, name } kind = Kind::text;
    std::string argument;  // the text, the port's name or the label's key
    friend bool operator==(const Piece&, const Piece&) = default;
  };
  std::vector<Piece> pieces;  // adjacent text is merged; none: the empty string

  // The whole value if it does not depend on the object, else nullopt.
  [[nodiscard]] std::optional<std::string_view> literal() const;
};

// Error: what is wrong with the braces, the function or the argument.
[[nodiscard]] Result<ValueTemplate> parse_template(std::string_view text);

// The input of render(); nothing is copied.
struct TemplateSource {
  std::string_view namespace_name;
  std::string_view name;
  const kube::Object& object;
  const std::vector<kube::ServicePort>& ports;
};

// A port renders as the number that pods listen on: targetPort if it is a number, else port. Error:
// what the object lacks.
[[nodiscard]] Result<std::string> render(const ValueTemplate& value, const TemplateSource& source);

}  // namespace tempo_admission::policy
