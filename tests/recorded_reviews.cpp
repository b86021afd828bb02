#include "recorded_reviews.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <stdexcept>

#include "recorded_text.hpp"
#include "test_data.hpp"

namespace tempo_admission {
namespace {

std::vector<RecordedReview> committed() {
  std::vector<RecordedReview> reviews;
  std::istringstream lines(recorded_text("kube/data/reviews.jsonl.gz"));
  for (std::string line; std::getline(lines, line);) {
    const auto recorded = nlohmann::json::parse(line);
    reviews.push_back({recorded.at("name"), recorded.at("phase") == "mutate", recorded.at("body")});
  }
  return reviews;
}

std::vector<RecordedReview> in_folder(const std::string& folder) {
  std::vector<RecordedReview> reviews;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (entry.path().extension() != ".json") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    reviews.push_back({name,
                       name.find(".mutate") != std::string::npos,
                       {std::istreambuf_iterator<char>(stream), {}}});
  }
  return reviews;
}

}  // namespace

void PrintTo(const ReviewSource& source, std::ostream* stream) {
  *stream << source.name;
}

std::vector<ReviewSource> review_sources() {
  const std::string beside = test_data() / "../../shared/data/admission-reviews";
  std::vector<ReviewSource> sources = {{"committed", ""}};
  if (std::filesystem::is_directory(beside)) sources.push_back({"beside", beside});
  return sources;
}

std::vector<RecordedReview> recorded_reviews(const ReviewSource& source) {
  auto reviews = source.folder.empty() ? committed() : in_folder(source.folder);
  if (reviews.empty()) throw std::runtime_error("no recorded reviews: " + source.name);
  return reviews;
}

}  // namespace tempo_admission
