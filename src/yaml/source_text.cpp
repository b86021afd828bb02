#include "yaml/source_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tempo_admission::yaml {
namespace {

unsigned byte_at(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

bool is_allowed(unsigned code_point) {
  if (code_point < 0x20) return code_point == '\t' || code_point == '\n' || code_point == '\r';
  if (code_point < 0x7F || code_point == 0x85) return true;
  return code_point >= 0xA0 && code_point != 0xFFFE && code_point != 0xFFFF;
}

constexpr std::array<bool, 256> make_plain_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = true;
  plain['\t'] = plain['\n'] = plain['\r'] = true;
  return plain;
}
constexpr auto plain_bytes = make_plain_bytes();

std::size_t end_of_plain_bytes(std::string_view text, std::size_t start) {
  const auto is_plain = [](char c) { return plain_bytes[static_cast<unsigned char>(c)]; };
  const auto* stop = std::find_if_not(text.data() + start, text.data() + text.size(), is_plain);
  return static_cast<std::size_t>(stop - text.data());
}

std::size_t width_of_lead(unsigned lead) {
  if (lead < 0x80) return 1;
  if ((lead & 0xE0) == 0xC0) return 2;
  if ((lead & 0xF0) == 0xE0) return 3;
  return (lead & 0xF8) == 0xF0 ? 4 : 0;
}

struct Decoded {
  unsigned code_point = 0;
  std::size_t width = 0;  // 0: not UTF-8
  unsigned culprit = 0;   // the invalid byte
  bool is_cut_off = false;
};

Decoded decode_utf8(std::string_view raw, std::size_t offset) {
  constexpr std::array<unsigned, 5> lead_mask = {0, 0x7F, 0x1F, 0x0F, 0x07};
  constexpr std::array<unsigned, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned lead = byte_at(raw, offset);
  const std::size_t width = width_of_lead(lead);
  if (width == 0) return {.culprit = lead};
  if (offset + width > raw.size()) return {.culprit = lead, .is_cut_off = true};
  unsigned value = lead & lead_mask[width];
  for (std::size_t i = 1; i < width; ++i) {
    const unsigned byte = byte_at(raw, offset + i);
    if ((byte & 0xC0) != 0x80) return {.culprit = byte};
    value = (value << 6U) | (byte & 0x3F);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[width] || surrogate || value > 0x10FFFF) return {.culprit = lead};
  return {.code_point = value, .width = width};
}

Decoded decode_utf16(std::string_view raw, std::size_t offset, std::size_t low) {
  const auto unit = [&](std::size_t at) {
    return byte_at(raw, at + low) | (byte_at(raw, at + 1 - low) << 8U);
  };
  if (offset + 2 > raw.size()) return {.culprit = byte_at(raw, offset), .is_cut_off = true};
  const unsigned first = unit(offset);
  if ((first & 0xFC00) == 0xDC00) return {.culprit = first};
  if ((first & 0xFC00) != 0xD800) return {.code_point = first, .width = 2};
  if (offset + 4 > raw.size()) return {.culprit = first, .is_cut_off = true};
  const unsigned second = unit(offset + 2);
  if ((second & 0xFC00) != 0xDC00) return {.culprit = second};
  return {.code_point = 0x10000 + ((first & 0x3FF) << 10U) + (second & 0x3FF), .width = 4};
}

}  // namespace

void append_utf8(std::vector<char>& out, unsigned code_point) {
  const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) return put(code_point);
  if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6U));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12U));
    put(0x80 | ((code_point >> 6U) & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18U));
    put(0x80 | ((code_point >> 12U) & 0x3F));
    put(0x80 | ((code_point >> 6U) & 0x3F));
  }
  put(0x80 | (code_point & 0x3F));
}

SourceText::SourceText(std::string_view raw) {
  if (raw.starts_with("\xFF\xFE")) {
    read_utf16(raw, 0);
  } else if (raw.starts_with("\xFE\xFF")) {
    read_utf16(raw, 1);
  } else {
    read_utf8(raw, raw.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  }
}

bool SourceText::accept(unsigned code_point, std::size_t raw_offset) {
  if (!is_allowed(code_point)) {
    unreadable_ = Unreadable{Unreadable::Reason::control_character, raw_offset, code_point, false};
    return false;
  }
  ascii_ = ascii_ && code_point < 0x80;
  inner_byte_order_mark_ = inner_byte_order_mark_ || code_point == 0xFEFF;
  return true;
}

void SourceText::read_utf8(std::string_view raw, std::size_t mark) {
  std::size_t at = mark;
  while ((at = end_of_plain_bytes(raw, at)) < raw.size()) {
    const Decoded decoded = decode_utf8(raw, at);
    if (decoded.width == 0) {
      unreadable_ =
          Unreadable{Unreadable::Reason::encoding, at, decoded.culprit, decoded.is_cut_off};
      break;
    }
    if (!accept(decoded.code_point, at)) break;
    at += decoded.width;
  }
  text_ = raw.substr(mark, at - mark);
}

void SourceText::read_utf16(std::string_view raw, std::size_t low) {
  converted_.reserve(raw.size() / 2 + raw.size() / 4);
  std::size_t at = 2;
  while (at < raw.size()) {
    const Decoded decoded = decode_utf16(raw, at, low);
    if (decoded.width == 0) {
      unreadable_ =
          Unreadable{Unreadable::Reason::encoding, at, decoded.culprit, decoded.is_cut_off};
      break;
    }
    if (!accept(decoded.code_point, at)) break;
    append_utf8(converted_, decoded.code_point);
    at += decoded.width;
  }
  text_ = {converted_.data(), converted_.size()};
}

}  // namespace tempo_admission::yaml
