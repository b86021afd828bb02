// `tempo-admission review`: one AdmissionReview in, the very bytes that the server would answer
// out.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

[[nodiscard]] int run(const ReviewCommand& command);

}  // namespace tempo_admission::app
