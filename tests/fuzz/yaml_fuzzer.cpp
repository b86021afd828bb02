// Any bytes as YAML: read as a tree, and decoded as go-yaml would.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/invariant.hpp"
#include "tempo_admission/yaml/document.hpp"
#include "tempo_admission/yaml/generic.hpp"

namespace tempo_admission::yaml {
namespace {

using fuzz::expect;
using fuzz::planted_bug;

constexpr std::size_t max_visits = 10'000;
constexpr std::size_t max_depth = 500;

void check_diagnostics(const GenericDocument& generic) {
  bool refuses = false;
  Position last;
  for (const Diagnostic& diagnostic : generic.diagnostics()) {
    expect(diagnostic.code.starts_with("yaml/"), "a fault has a code of this room");
    expect(!diagnostic.message.empty(), "a fault says what it is");
    expect(last <= diagnostic.position, "faults come in the order of the text");
    last = diagnostic.position;
    refuses = refuses || diagnostic.tempo_rejects;
  }
  expect(refuses == (generic.outcome() == GenericOutcome::refused),
         "a text is refused exactly where a fault says so");
  expect((generic.outcome() == GenericOutcome::accepted) == generic.diagnostics().empty(),
         "a text that is accepted has no faults, and any other has some");
}

// Every node can be asked everything, and knows where it was written.
bool visit(const GenericNode& node, std::size_t& visits, std::size_t depth = 0) {
  if (++visits > max_visits || depth > max_depth) return false;
  expect(node.source().written_at().known(), "a node knows where it was written");
  if (node.kind() == NodeKind::scalar) {
    expect(node.is_null() || node.as_string() == node.text(), "only null is another string");
    expect(node.is_plain() || node.value() == Scalar(std::string(node.text())),
           "quoted text is a string");
    return false;
  }
  bool merges = false;
  for (std::size_t i = 0; i < node.size() && visits < max_visits; ++i) {
    if (node.kind() == NodeKind::sequence) {
      merges = visit(node.item(i), visits, depth + 1) || merges;
      continue;
    }
    const GenericEntry entry = node.entry(i);
    expect(entry.key.kind() == NodeKind::scalar, "a key is a scalar");
    visit(entry.key, visits, depth + 1);
    merges = visit(entry.value, visits, depth + 1) || entry.merged || merges;
  }
  return merges;
}

void check_documents(std::string_view text, const GenericDocument& generic) {
  const auto document = read(text);
  if (document && generic.outcome() == GenericOutcome::accepted) {
    expect(document->more_documents() == generic.more_documents(), "both see the same stream");
  }
  const bool is_plain_fault = !document && !document.error().code.starts_with("yaml/alias");
  expect(!is_plain_fault || generic.outcome() != GenericOutcome::accepted,
         "what cannot be read cannot be decoded");
  if (const auto all = read_all(text); all && !all->empty()) {
    expect(document.has_value(), "where all documents can be read, the first one can");
  }
}

}  // namespace
}  // namespace tempo_admission::yaml

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission::yaml;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const GenericDocument generic = read_generic(text);
  check_diagnostics(generic);
  check_documents(text, generic);
  std::size_t visits = 0;
  const bool merges = generic.root() && visit(generic.root(), visits);
  tempo_admission::fuzz::planted_bug(merges && generic.outcome() == GenericOutcome::accepted &&
                                     tempo_admission::fuzz::is_of_new_length(size));
  return 0;
}
