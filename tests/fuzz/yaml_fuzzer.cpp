// Any bytes as YAML: read as a tree, and decoded as go-yaml would.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/invariant.hpp"
#include "tempo_admission/yaml/document.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::yaml {
namespace {

using fuzz::expect;
using fuzz::planted_bug;

constexpr std::size_t max_visits = 10'000;
constexpr std::size_t max_depth = 500;

void check_diagnostics(const GoDocument& generic) {
  bool refuses = false;
  Position last;
  for (const Diagnostic& diagnostic : generic.diagnostics()) {
    expect(diagnostic.code.starts_with("yaml/"), "a fault has a code of this room");
    expect(!diagnostic.message.empty(), "a fault says what it is");
    expect(last <= diagnostic.position, "faults come in the order of the text");
    last = diagnostic.position;
    refuses = refuses || diagnostic.tempo_rejects;
  }
  expect(refuses == (generic.outcome() == GoOutcome::refused),
         "a text is refused exactly where a fault says so");
  expect((generic.outcome() == GoOutcome::accepted) == generic.diagnostics().empty(),
         "a text that is accepted has no faults, and any other has some");
}

struct Visit {
  std::size_t nodes = 0;
  std::size_t merged_entries = 0;
};

void visit(const GoNode& node, Visit& seen, std::size_t depth = 0);

void visit_entries(const GoNode& map, Visit& seen, std::size_t depth) {
  for (std::size_t i = 0; i < map.size() && seen.nodes < max_visits; ++i) {
    const GoEntry entry = map.entry(i);
    expect(entry.key.kind() == NodeKind::scalar, "a key is a scalar");
    visit(entry.key, seen, depth);
    visit(entry.value, seen, depth);
    seen.merged_entries += entry.merged ? 1 : 0;
  }
}

// Every getter of every node can be called, and every node has a position.
void visit(const GoNode& node, Visit& seen, std::size_t depth) {
  if (++seen.nodes > max_visits || depth > max_depth) return;
  expect(node.source().written_at().known(), "a node knows where it was written");
  if (node.kind() == NodeKind::scalar) {
    expect(node.is_null() || node.as_string() == node.text(), "only null is another string");
    expect(node.is_plain() || node.value() == Scalar(std::string(node.text())),
           "quoted text is a string");
    return;
  }
  if (node.kind() != NodeKind::sequence) return visit_entries(node, seen, depth + 1);
  for (std::size_t i = 0; i < node.size() && seen.nodes < max_visits; ++i)
    visit(node.item(i), seen, depth + 1);
}

void check_documents(std::string_view text, const GoDocument& generic) {
  const auto document = read(text);
  if (document && generic.outcome() == GoOutcome::accepted) {
    expect(document->more_documents() == generic.more_documents(), "both see the same stream");
  }
  const bool is_plain_fault = !document && !document.error().code.starts_with("yaml/alias");
  expect(!is_plain_fault || generic.outcome() != GoOutcome::accepted,
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
  const GoDocument generic = read_as_go(text);
  check_diagnostics(generic);
  check_documents(text, generic);
  Visit seen;
  if (generic.root()) visit(generic.root(), seen);
  const bool accepted = generic.outcome() == GoOutcome::accepted;
  tempo_admission::fuzz::reached(accepted ? seen.merged_entries : 0);
  // Deep enough: more is merged into maps than in any seed, and go-yaml would accept it.
  constexpr std::size_t seed_entries = 1;
  tempo_admission::fuzz::planted_bug(accepted && seen.merged_entries > seed_entries);
  return 0;
}
