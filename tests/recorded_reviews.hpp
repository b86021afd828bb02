// AdmissionReviews as a real API server sent them: tests/kube/data/reviews.jsonl.gz, which
// tests/e2e/record.py writes, and more where ../shared/data lies beside the checkout.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace tempo_admission {

struct RecordedReview {
  std::string name;
  bool mutate = false;  // else validate
  std::string body;
};

// Where reviews come from, as a test parameter. Those beside the checkout only where there are any.
struct ReviewSource {
  std::string name;
  std::string folder;  // empty: the committed file
};
void PrintTo(const ReviewSource& source, std::ostream* stream);
[[nodiscard]] std::vector<ReviewSource> review_sources();

// Never empty: throws where the source has no reviews.
[[nodiscard]] std::vector<RecordedReview> recorded_reviews(const ReviewSource& source);

}  // namespace tempo_admission
