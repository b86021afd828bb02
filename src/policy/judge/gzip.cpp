#include "policy/judge/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace tempo_admission::policy {
namespace {

constexpr int gzip_only = 16 + MAX_WBITS;

class Inflater {
 public:
  explicit Inflater(std::string_view packed) {
    // zlib promises not to write through next_in.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    ready_ = inflateInit2(&stream_, gzip_only) == Z_OK;
  }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Result<std::string, GzipFault> run(std::size_t max_bytes) {
    std::string text;
    while (ready_) {
      std::array<char, 16384> piece;
      stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream_.avail_out = piece.size();
      const int state = inflate(&stream_, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END) break;
      text.append(piece.data(), piece.size() - stream_.avail_out);
      if (text.size() > max_bytes) return tl::unexpected(GzipFault::too_large);
      if (state != Z_STREAM_END) continue;
      if (stream_.avail_in == 0) return text;
      if (inflateReset(&stream_) != Z_OK) break;
    }
    return tl::unexpected(GzipFault::not_gzip);
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

Result<std::string, GzipFault> gunzip(std::string_view packed, std::size_t max_bytes) {
  if (packed.size() > std::numeric_limits<uInt>::max()) return tl::unexpected(GzipFault::too_large);
  return Inflater(packed).run(max_bytes);
}

}  // namespace tempo_admission::policy
