#include "server/http/head_scanner.hpp"

#include <cstring>

namespace tempo_admission::server {

bool HeadScanner::refuse(std::uint16_t status, std::string_view message) {
  refusal_ = Refusal{status, message};
  return false;
}

bool HeadScanner::scan(std::string_view bytes) {
  while (seen_ < bytes.size()) {
    const void* found = std::memchr(bytes.data() + seen_, '\n', bytes.size() - seen_);
    if (found == nullptr) break;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    const std::string_view line = bytes.substr(next_, at - next_);
    if (at >= limit_bytes_) return refuse(431, "request header too large");
    if (!line.ends_with('\r')) return refuse(400, "a header line does not end with CR LF");
    if (line.find('\0') != line.npos) return refuse(400, "a header line contains NUL");
    if (line.starts_with(' ') || line.starts_with('\t'))
      return refuse(400, "folded header lines are not allowed");
    next_ = seen_ = at + 1;
    if (line.size() == 1) return true;
  }
  seen_ = bytes.size();
  if (seen_ >= limit_bytes_) return refuse(431, "request header too large");
  return false;
}

}  // namespace tempo_admission::server
