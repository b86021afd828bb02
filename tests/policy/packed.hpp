// Packs a text as gzip does, and bytes as base64.
#pragma once

#include <zlib.h>

#include <string>

#include "tempo_admission/base/base64.hpp"

namespace tempo_admission::policy {

inline std::string packed(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string base64(const std::string& bytes) {
  TextBuffer text;
  append_base64(text, bytes);
  return text.take();
}

}  // namespace tempo_admission::policy
