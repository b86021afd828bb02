#include "policy/model/value_template.hpp"

#include <array>

#include "tempo_admission/base/nearest_name.hpp"

namespace tempo_admission::policy {
namespace {

using Kind = ValueTemplate::Piece::Kind;

struct Function {
  std::string_view name;
  Kind kind;
  bool takes_argument;
};
constexpr std::array<Function, 4> functions = {{{"port", Kind::port, true},
                                                {"label", Kind::label, true},
                                                {"namespace", Kind::namespace_name, false},
                                                {"name", Kind::name, false}}};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string in_braces(std::string_view action) {
  return "{{ " + std::string(action) + " }}";
}

// A string in double quotes (with \" and \\) or in backquotes (raw).
Result<std::string> parse_quoted(std::string_view text) {
  const auto bad = [&] { return failure("not a quoted string: " + std::string(text)); };
  if (text.size() < 2 || text.front() != text.back()) return bad();
  const auto inside = text.substr(1, text.size() - 2);
  if (text.front() == '`') {
    if (inside.find('`') != std::string_view::npos) return bad();
    return std::string(inside);
  }
  if (text.front() != '"') return bad();
  std::string value;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '"') return bad();
    if (inside[i] == '\\' && (++i == inside.size() || (inside[i] != '"' && inside[i] != '\\')))
      return bad();
    value += inside[i];
  }
  return value;
}

std::string unknown_function(std::string_view name) {
  std::array<std::string_view, functions.size()> names;
  for (std::size_t i = 0; i < functions.size(); ++i) names[i] = functions[i].name;
  std::string message = "unknown function '" + std::string(name) + "' in a template";
  if (const auto near = nearest_name(name, names))
    return message + "; did you mean '" + std::string(*near) + "'?";
  return message + "; supported functions: port, label, namespace, name";
}

Result<ValueTemplate::Piece> parse_action(std::string_view action) {
  if (action.empty()) return failure("empty template: {{ }}");
  if (action.front() == '"' || action.front() == '`') {
    auto text = parse_quoted(action);
    if (!text) return tl::unexpected(text.error());
    return ValueTemplate::Piece{Kind::text, std::move(*text)};
  }
  const auto name = action.substr(0, action.find_first_of(" \t\"`"));
  const auto rest = trimmed(action.substr(name.size()));
  for (const auto& function : functions) {
    if (function.name != name) continue;
    if (!function.takes_argument) {
      if (!rest.empty())
        return failure(in_braces(action) + ": " + std::string(name) + " takes no argument");
      return ValueTemplate::Piece{function.kind, {}};
    }
    auto argument = parse_quoted(rest);
    if (!argument || argument->empty())
      return failure(in_braces(action) + ": " + std::string(name) +
                     " takes one quoted name, as in {{ " + std::string(name) + " \"x\" }}");
    return ValueTemplate::Piece{function.kind, std::move(*argument)};
  }
  return failure(unknown_function(name));
}

void append(ValueTemplate& value, ValueTemplate::Piece piece) {
  if (piece.kind == Kind::text) {
    if (piece.argument.empty()) return;
    if (!value.pieces.empty() && value.pieces.back().kind == Kind::text) {
      value.pieces.back().argument += piece.argument;
      return;
    }
  }
  value.pieces.push_back(std::move(piece));
}

// What Tempo's containers listen on, in older charts 3100; their Services may name it in
// targetPort. With any other Service port the number of the container may differ.
bool is_tempo_port(std::int64_t port) {
  return port == 3200 || port == 3100;
}

Result<std::string> number_of(const kube::ServicePort& port) {
  if (port.target_port.value_or(0) != 0) return std::to_string(*port.target_port);
  if (port.target_name.empty() || is_tempo_port(port.port)) return std::to_string(port.port);
  return failure("port \"" + std::string(port.name) + "\" has the targetPort \"" +
                 std::string(port.target_name) + "\", and only the pods know its number");
}

Result<std::string> port_number(std::string_view name,
                                const std::vector<kube::ServicePort>& ports) {
  for (const auto& port : ports)
    if (port.name == name && port.can_serve_http()) return number_of(port);
  return failure("the Service has no TCP port named \"" + std::string(name) + "\"");
}

Result<std::string> non_empty(std::string_view value, std::string_view what) {
  if (value.empty()) return failure("the object has no " + std::string(what));
  return std::string(value);
}

Result<std::string> render_piece(const ValueTemplate::Piece& piece, const TemplateSource& source) {
  switch (piece.kind) {
    case Kind::text:
      return piece.argument;
    case Kind::port:
      return port_number(piece.argument, source.ports);
    case Kind::label:
      return non_empty(source.object.labels().find(piece.argument).value_or(""),
                       "label \"" + piece.argument + "\"");
    case Kind::namespace_name:
      return non_empty(source.namespace_name, "namespace");
    case Kind::name:
      return non_empty(source.name, "name yet (generateName)");
  }
  return failure("unknown piece");
}

}  // namespace

std::optional<std::string_view> ValueTemplate::literal() const {
  if (pieces.empty()) return std::string_view{};
  if (pieces.size() == 1 && pieces.front().kind == Kind::text) return pieces.front().argument;
  return std::nullopt;
}

Result<ValueTemplate> parse_template(std::string_view text) {
  ValueTemplate value;
  while (!text.empty()) {
    const auto open = text.find("{{");
    append(value, {Kind::text, std::string(text.substr(0, open))});
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + 2);
    const auto close = text.find("}}");
    if (close == std::string_view::npos) return failure("unclosed template: '{{' without '}}'");
    auto piece = parse_action(trimmed(text.substr(0, close)));
    if (!piece) return tl::unexpected(piece.error());
    append(value, std::move(*piece));
    text.remove_prefix(close + 2);
  }
  return value;
}

Result<std::string> render(const ValueTemplate& value, const TemplateSource& source) {
  std::string text;
  for (const auto& piece : value.pieces) {
    auto part = render_piece(piece, source);
    if (!part) return part;
    text += *part;
  }
  return text;
}

}  // namespace tempo_admission::policy
