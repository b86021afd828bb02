// libyaml as a stream of events with byte offsets. Owns libyaml's C objects. Knows nothing of
// trees.
#pragma once

#include <yaml.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "tempo_admission/base/effort.hpp"

namespace tempo_admission::yaml {

// libyaml's own message for what it cannot read, and where.
struct ReaderFault {
  std::string_view problem;  // a string literal of libyaml
  std::size_t offset = 0;
};

inline constexpr std::string_view unknown_escape = "found unknown escape character";
inline constexpr std::string_view incompatible = "found incompatible YAML document";

// Converts libyaml's code point counts to byte offsets. Linear over calls whose counts mostly
// increase.
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

// What look_ahead() found after the end of a document.
struct LookAhead {
  std::optional<ReaderFault> fault;
  bool more_documents = false;  // anything follows but the end of the stream
  std::size_t end = 0;          // offset of the end of what was scanned
};

// Borrows `text` and `effort`, which must outlive it. Not thread-safe. Throws std::bad_alloc if
// libyaml runs out of memory.
class EventReader {
 public:
  EventReader(std::string_view text, bool ascii, Effort& effort);
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;
  ~EventReader();

  // Returns the next event, valid until the next call; nullptr if the text cannot be read (see
  // fault()), has ended, or the effort is spent.
  const yaml_event_t* next();
  [[nodiscard]] const std::optional<ReaderFault>& fault() const { return fault_; }

  [[nodiscard]] const Effort& effort() const { return effort_; }
  // Charges for describing a problem with the current event. If that exceeds the effort, the next
  // call of next() returns nullptr.
  void charge_finding();

  [[nodiscard]] std::size_t scanned_offset();  // how far the text was scanned
  [[nodiscard]] std::size_t start_offset();    // of the current event
  [[nodiscard]] std::size_t end_offset();

  // Call after the end of a document: scans what go-yaml's scanner has read by then, two tokens
  // past the one that ends the document. No events can be read afterwards.
  LookAhead look_ahead();

 private:
  static int read_chunk(void* self, unsigned char* buffer, std::size_t size, std::size_t* count);
  bool charge_chunk(std::string_view chunk);
  bool charge_tokens();
  void check_ahead(const yaml_token_t& token, LookAhead& result);
  bool scan_ahead(std::ptrdiff_t taken, LookAhead& result);

  std::string_view text_;
  std::string_view unread_;
  Effort& effort_;
  std::uint64_t tokens_charged_ = 0;
  std::size_t blank_run_ = 0;         // at the end of the last chunk
  std::size_t longest_in_chunk_ = 0;  // of the blank runs that touch the last chunk
  std::size_t longest_in_token_ = 0;  // of those that libyaml may hold in a buffer
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  ByteOffsets offsets_;
  std::optional<ReaderFault> fault_;
};

}  // namespace tempo_admission::yaml
