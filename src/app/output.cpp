#include "app/output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "app/exit_code.hpp"
#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::string_view program = "tempo-admission: ";

// Why standard output could not be written; 0 if it could.
int output_error = 0;

// Waits for a reader if whoever shares the stream made it non-blocking. Returns the error, or 0.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd room{descriptor, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

// Nobody is left to report a failure to.
void print_error_line(std::string_view prefix, std::string_view line) {
  std::string text(program);
  text += prefix;
  text += one_terminal_line(line) + '\n';
  write_all(STDERR_FILENO, text);
}

}  // namespace

// Opened for the wrong direction, so that using one fails as if it were closed.
void reserve_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    [[maybe_unused]] const int opened =  // the lowest free number: this stream
        ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void print_line(std::string_view line) {
  print_document(one_terminal_line(line) + '\n');
}

void print_document(std::string_view bytes) {
  if (output_error == 0) output_error = write_all(STDOUT_FILENO, bytes);
}

int report_failure(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) print_error_line("", line);
  return exit_cannot_run;
}

int report_failure(const Error& why) {
  return report_failure(std::vector<std::string>{why.message});
}

void print_warnings(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) print_error_line("warning: ", warning);
}

int exit_code_after_output(int code) {
  if (output_error == 0) return code;
  return report_failure(
      Error{"cannot write to standard output: " + std::generic_category().message(output_error)});
}

}  // namespace tempo_admission::app
