#include "app/check/restated_block.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::app {
namespace {

using yaml::Node;
using yaml::NodeKind;

// Returns true if a plain scalar of block style is also one in flow style. All others are strings
// in both, so they can be quoted.
bool is_plain_in_flow(std::string_view text) {
  return text.find_first_of(",[]{}?\n") == std::string_view::npos && !text.starts_with(':') &&
         !text.ends_with(':');
}

std::string scalar_text(const Node& scalar) {
  std::string text(scalar.text());
  const bool plain = scalar.style() == yaml::ScalarStyle::plain && is_plain_in_flow(text);
  if (plain && text.empty()) return "~";
  if (plain) return text;
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

class Writer {
 public:
  bool write_entry(const yaml::Entry& entry, const std::string& name) {
    spots_[here()] = entry.key.written_at();
    put(name + ": ");
    return write(entry.value, 1);
  }

  [[nodiscard]] RestatedBlock take() {
    put("\n");
    return {std::move(text_), std::move(spots_)};
  }

 private:
  bool write(const Node& node, std::size_t depth) {
    if (!node.tag().empty()) put("!<" + std::string(node.tag()) + "> ");
    spots_[here()] = node.written_at();
    if (node.kind() == NodeKind::scalar) {
      put(scalar_text(node));
      return true;
    }
    const bool is_list = node.kind() == NodeKind::sequence;
    put(is_list ? "[" : "{");
    for (std::size_t i = 0; i < node.size(); ++i) {
      start_line(depth);
      if (is_list ? !write(node.item(i), depth + 1) : !write(node.entry(i), depth + 1))
        return false;
      put(",");
    }
    put(is_list ? "]" : "}");
    return true;
  }

  bool write(const yaml::Entry& entry, std::size_t depth) {
    if (entry.key.kind() != NodeKind::scalar) return false;
    if (!write(entry.key, depth)) return false;
    put(": ");
    return write(entry.value, depth);
  }

  void start_line(std::size_t depth) {
    text_ += '\n';
    position_ = {position_.line + 1, 1};
    put(std::string(depth, ' '));
  }

  void put(std::string_view piece) {
    text_ += piece;
    while (!piece.empty()) {
      piece.remove_prefix(first_code_point(piece).length);
      ++position_.column;
    }
  }

  [[nodiscard]] Position here() const { return position_; }

  std::string text_;
  std::map<Position, Position> spots_;
  Position position_{1, 1};
};

}  // namespace

std::optional<RestatedBlock> restated_block(const yaml::Entry& entry, const std::string& name) {
  Writer writer;
  if (!writer.write_entry(entry, name)) return std::nullopt;
  auto block = writer.take();
  if (!yaml::read(block.text)) return std::nullopt;
  return block;
}

}  // namespace tempo_admission::app
