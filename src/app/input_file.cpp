#include "app/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace tempo_admission::app {
namespace {

class OpenFile {
 public:
  // Opening a FIFO without O_NONBLOCK waits for a writer; regular files ignore the flag.
  OpenFile(const std::string& file, FileKind kind)
      : descriptor_(file == "-"
                        ? STDIN_FILENO
                        : ::open(file.c_str(), O_RDONLY | O_CLOEXEC |
                                                   (kind == FileKind::regular ? O_NONBLOCK : 0))) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool is_regular() const {
    struct stat status{};
    return ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  }

 private:
  int descriptor_;
};

tl::unexpected<Error> cannot_read(const std::string& file, int error) {
  return failure(file + ": " + std::generic_category().message(error));
}

ssize_t read_some(int descriptor, std::array<char, 65536>& chunk) {
  ssize_t got = 0;
  do {
    got = ::read(descriptor, chunk.data(), chunk.size());
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

Result<std::string> read_input(const std::string& file, std::size_t max_bytes, FileKind kind) {
  const OpenFile input(file, kind);
  if (input.descriptor() < 0) return cannot_read(file, errno);
  if (kind == FileKind::regular && !input.is_regular())
    return failure(file + ": not a regular file");
  std::string bytes;
  std::array<char, 65536> chunk{};
  for (;;) {
    const ssize_t got = read_some(input.descriptor(), chunk);
    if (got < 0) return cannot_read(file, errno);
    if (got == 0) return bytes;
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
    if (bytes.size() > max_bytes) {
      return failure(file + ": larger than " + std::to_string(max_bytes) + " bytes");
    }
  }
}

}  // namespace tempo_admission::app
