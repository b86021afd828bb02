#include "recorded_text.hpp"

#include <zlib.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "test_data.hpp"

namespace tempo_admission {

std::string recorded_text(const std::string& file) {
  const std::string path = test_data() / file;
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> stream(gzopen(path.c_str(), "rb"), gzclose);
  if (!stream) throw std::runtime_error("cannot open " + path);
  std::string text;
  std::array<char, 1U << 16> buffer{};
  for (int got = 0; (got = gzread(stream.get(), buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  return text;
}

}  // namespace tempo_admission
