#include "app/say.hpp"

#include <iostream>
#include <sstream>

#include "app/exit_code.hpp"

namespace tempo_admission::app {

int report_failure(const Error& why) {
  std::istringstream lines(why.message);
  for (std::string line; std::getline(lines, line);) {
    std::cerr << "tempo-admission: " << line << '\n';
  }
  return exit_cannot_run;
}

void say_warnings(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) {
    std::cerr << "tempo-admission: warning: " << warning << '\n';
  }
}

}  // namespace tempo_admission::app
