// libyaml as a stream of events whose places are byte offsets. Owns the C objects.
// Knows nothing of trees.
#pragma once

#include <yaml.h>

#include <cstddef>
#include <optional>
#include <string_view>

namespace tempo_admission::yaml {

// libyaml's own words for what it cannot read, and where.
struct ReaderFault {
  std::string_view problem;  // static text of libyaml
  std::size_t offset = 0;
};

inline constexpr std::string_view unknown_escape = "found unknown escape character";
inline constexpr std::string_view incompatible = "found incompatible YAML document";

// Code point counts, as libyaml's marks have them, to byte offsets. Linear for counts that move
// mostly forward.
class ByteOffsets {
 public:
  ByteOffsets(std::string_view text, bool ascii) : text_(text), ascii_(ascii) {}
  [[nodiscard]] std::size_t at(std::size_t character);

 private:
  std::string_view text_;
  bool ascii_;
  std::size_t character_ = 0;
  std::size_t offset_ = 0;
};

struct LookAhead {
  std::optional<ReaderFault> fault;
  bool more_documents = false;  // or anything else that is not the end of the stream
  std::size_t end = 0;          // how far it was looked
};

class EventReader {
 public:
  EventReader(std::string_view text, bool ascii);
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;
  ~EventReader();

  // The next event, valid until the next call; nothing where the text cannot be read (fault() says
  // why) or has ended.
  const yaml_event_t* next();
  [[nodiscard]] const std::optional<ReaderFault>& fault() const { return fault_; }

  [[nodiscard]] std::size_t start_offset();  // of the event at hand
  [[nodiscard]] std::size_t end_offset();

  // Behind the end of a document: what go-yaml's scanner has looked at by then, which is two tokens
  // more than the one that ends the document. Ends the stream of events.
  LookAhead look_ahead();

 private:
  void check_ahead(const yaml_token_t& token, LookAhead& result);

  std::string_view text_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  ByteOffsets offsets_;
  std::optional<ReaderFault> fault_;
};

}  // namespace tempo_admission::yaml
