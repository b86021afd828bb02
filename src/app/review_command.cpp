#include "app/review_command.hpp"

#include <iostream>

#include "app/exit_code.hpp"
#include "app/input_file.hpp"
#include "app/policy_source.hpp"
#include "app/say.hpp"
#include "app/wall_clock.hpp"
#include "tempo_admission/policy/admit.hpp"

namespace tempo_admission::app {

int run(const ReviewCommand& command) {
  const auto loaded = load_chosen_policy(command.policy);
  if (!loaded) return report_failure(loaded.error());
  say_warnings(loaded->warnings);
  const auto body = read_input(command.file);
  if (!body) return report_failure(body.error());

  policy::Admitter admitter;
  const auto admission =
      admitter.admit(loaded->policy, command.phase, {*body, 0}, nullptr, now_in_seconds());
  std::cout << admission.body << std::flush;  // exactly the server's bytes: nothing added
  if (admission.http_status == 200) return exit_ok;
  return report_failure({command.file + ": the server would answer " +
                     std::to_string(admission.http_status) + ": " + admission.error});
}

}  // namespace tempo_admission::app
