#include "app/check/overrides_file.hpp"

#include "app/check/review_builder.hpp"

namespace tempo_admission::app {

Subject overrides_subject(const std::string& text, const std::string& namespace_name) {
  Subject subject;
  subject.review =
      review_of_creation(config_map_of("overrides", TextRole::overrides, text), namespace_name);
  subject.origins[key_of(TextRole::overrides)] = TextOrigin{};  // the file is the string
  return subject;
}

}  // namespace tempo_admission::app
