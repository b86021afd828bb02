// Builds a tree from events, one document at a time. Knows nothing of what scalars mean.
#pragma once

#include <yaml.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/limits.hpp"
#include "yaml/reading/dialect.hpp"
#include "yaml/reading/event_reader.hpp"
#include "yaml/reading/tree_assembler.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

// The text as given to libyaml.
struct PatchedText {
  std::string_view text;
  std::optional<char> placeholder;  // inserted by repairs
  bool hides_byte_order_marks = false;
};

// One document and what its aliases amount to.
struct BuiltDocument {
  std::unique_ptr<DocumentTree> tree;
  Diagnostics unknown_anchors;
  std::vector<std::uint32_t> self_references;  // aliases inside the node they refer to
  // Nodes with aliases followed, except into enclosing nodes; saturates at 2^62.
  std::uint64_t nodes_followed = 0;
};

// `patched` is borrowed and must outlive the builder; the tree shares `source`.
class TreeBuilder {
 public:
  TreeBuilder(std::shared_ptr<const Source> source, PatchedText patched, const Limits& limits);

  enum class Outcome : std::uint8_t { document, end, fault, repair };
  // Reads to the end of the next document. Afterwards: `document`: call take(); `fault`: see
  // fault() and fault_offset(); `repair`: apply repair() and start over with a new builder.
  Outcome build(EventReader& reader);

  BuiltDocument take() { return std::move(built_); }
  [[nodiscard]] const Diagnostic& fault() const { return fault_; }
  [[nodiscard]] std::size_t fault_offset() const { return fault_offset_; }
  [[nodiscard]] const Repair& repair() const { return repair_; }

 private:
  struct Open {
    bool flow = false;
    bool nests = false;  // counts toward go-yaml's depth
    std::uint64_t followed = 1;
    std::optional<std::size_t> anchor;
  };
  struct Anchored {
    std::uint32_t record = 0;
    std::uint64_t followed = 0;
    bool open = true;
  };
  struct Written {  // common to all nodes
    std::size_t start = 0;
    std::size_t end = 0;
    const yaml_char_t* anchor = nullptr;
    const yaml_char_t* tag = nullptr;
  };

  struct Layout {  // of a collection
    std::size_t content = 0;
    bool nests = false;
  };

  bool start_document(EventReader& reader, const yaml_event_t& event);
  bool handle(EventReader& reader, const yaml_event_t& event);
  bool add_scalar(EventReader& reader, const yaml_event_t& event);
  bool add_alias(EventReader& reader, const yaml_event_t& event);
  [[nodiscard]] Layout layout_of(RecordKind kind, bool flow, const Written& written) const;
  bool open_collection(RecordKind kind, bool flow, const Written& written);
  void close_collection();
  bool check_costs(const Record& record);
  void count_followed(std::uint64_t followed);
  bool add_properties(const Written& written, std::optional<std::size_t>& anchor);
  bool set_text(EventReader& reader, const yaml_event_t& event, Record& record,
                std::size_t content);
  bool check_flow_scalar(std::string_view value, std::size_t content);
  bool check_escapes(std::size_t content, std::size_t end);
  void own_text(Record& record, std::string_view value, bool has_placeholder);
  bool check_depth(bool flow, std::size_t offset);
  [[nodiscard]] std::size_t content_of(const Written& written) const;
  [[nodiscard]] bool in_flow() const { return !open_.empty() && open_.back().flow; }
  [[nodiscard]] Position position(std::size_t offset) const;
  bool stop(Diagnostic fault, std::size_t offset);
  bool stop(Repair repair);

  std::shared_ptr<const Source> source_;
  PatchedText patched_text_;
  Limits limits_;
  BuiltDocument built_;
  TreeAssembler assembler_;
  std::vector<Open> open_;
  std::map<std::string, std::size_t, std::less<>> anchor_names_;
  std::vector<Anchored> anchors_;
  std::size_t flow_depth_ = 0;
  std::size_t block_depth_ = 0;
  std::size_t nodes_ = 0;
  Diagnostic fault_;
  std::size_t fault_offset_ = 0;
  Repair repair_;
  Outcome outcome_ = Outcome::document;
};

}  // namespace tempo_admission::yaml
