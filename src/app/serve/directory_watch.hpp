// Wakes up when something changes in the directories that hold some files. Directories, because a
// Secret or ConfigMap volume swaps a symbolic link beside the file and never touches the file.
#pragma once

#include <string>
#include <vector>

namespace tempo_admission::app {

class DirectoryWatch {
 public:
  // Files and directories; what does not exist or cannot be watched is left to polling.
  explicit DirectoryWatch(const std::vector<std::string>& paths);
  ~DirectoryWatch();
  DirectoryWatch(const DirectoryWatch&) = delete;
  DirectoryWatch& operator=(const DirectoryWatch&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }  // readable when there is news
  void discard_news();

 private:
  int descriptor_;
};

}  // namespace tempo_admission::app
