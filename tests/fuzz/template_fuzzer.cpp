// Any bytes as an annotation's value template, rendered for an object with and without what it
// refers to.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/invariant.hpp"
#include "policy/model/value_template.hpp"

namespace tempo_admission::policy {
namespace {

using fuzz::expect;
using Kind = ValueTemplate::Piece::Kind;

void check_pieces(const ValueTemplate& value, std::string_view text) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < value.pieces.size(); ++i) {
    bytes += value.pieces[i].argument.size();
    expect(i == 0 || value.pieces[i].kind != Kind::text || value.pieces[i - 1].kind != Kind::text,
           "neighbouring texts are one piece");
  }
  expect(bytes <= text.size(), "a template holds no more than was written");
}

void check_literal(const ValueTemplate& value, const TemplateSource& source) {
  const auto literal = value.literal();
  if (!literal) return;
  const auto rendered = render(value, source);
  expect(rendered.has_value() && *rendered == *literal, "a literal renders as itself");
}

// Deep enough: a port, a label and a name in one value.
bool uses_everything(const ValueTemplate& value) {
  const auto uses = [&](Kind kind) {
    return std::ranges::any_of(value.pieces, [&](const auto& piece) { return piece.kind == kind; });
  };
  return uses(Kind::port) && uses(Kind::label) && uses(Kind::name);
}

}  // namespace
}  // namespace tempo_admission::policy

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = policy::parse_template(text);
  if (!value) {
    fuzz::expect(!value.error().message.empty(), "a refused template says why");
    return 0;
  }
  const kube::Object nothing;
  const std::vector<kube::ServicePort> none;
  const std::vector<kube::ServicePort> ports = {
      {.name = "http-metrics", .port = 3200, .target_port = {}}};
  policy::check_pieces(*value, text);
  policy::check_literal(*value,
                        {.namespace_name = "ns", .name = "n", .object = nothing, .ports = ports});
  const auto rendered =
      policy::render(*value, {.namespace_name = "", .name = "", .object = nothing, .ports = none});
  fuzz::expect(rendered.has_value() || !rendered.error().message.empty(),
               "what cannot be resolved is named");
  fuzz::planted_bug(policy::uses_everything(*value));
  return 0;
}
