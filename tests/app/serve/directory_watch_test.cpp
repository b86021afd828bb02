#include "app/serve/directory_watch.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tempo_admission::app::directory_watch_test {
namespace {

namespace fs = std::filesystem;

// inotify reports before the call that makes the change returns, so nothing waits here.
bool has_news(const DirectoryWatch& watch) {
  pollfd one{.fd = watch.descriptor(), .events = POLLIN, .revents = 0};
  return ::poll(&one, 1, 0) == 1;
}

class Watched : public testing::Test {
 protected:
  Watched() { fs::create_directories(directory_ / "one"); }
  ~Watched() override { fs::remove_all(directory_); }

  fs::path directory_ =
      fs::temp_directory_path() / ("tempo-admission-watch-" + std::to_string(::getpid()));
};

TEST_F(Watched, FileIsSeenWhenItAppears) {
  const DirectoryWatch watch({directory_ / "policy.yaml"});
  ASSERT_FALSE(has_news(watch));
  std::ofstream(directory_ / "policy.yaml") << "x";
  EXPECT_TRUE(has_news(watch));
}

// What the kubelet does: ..data is renamed onto another directory.
TEST_F(Watched, SymbolicLinkIsSeenWhenItIsSwapped) {
  fs::create_directory_symlink("one", directory_ / "..data");
  const DirectoryWatch watch({directory_ / "policy.yaml"});
  fs::create_directory_symlink("two", directory_ / "..next");
  fs::rename(directory_ / "..next", directory_ / "..data");
  EXPECT_TRUE(has_news(watch));
}

TEST_F(Watched, NewsAreGoneOnceTheyAreDrained) {
  DirectoryWatch watch({directory_ / "policy.yaml"});
  std::ofstream(directory_ / "policy.yaml") << "x";
  watch.drain();
  EXPECT_FALSE(has_news(watch));
}

TEST_F(Watched, DirectoryThatDoesNotExistIsLeftToPolling) {
  const DirectoryWatch watch({directory_ / "none" / "policy.yaml"});
  EXPECT_FALSE(has_news(watch));
}

}  // namespace
}  // namespace tempo_admission::app::directory_watch_test
