// A JSON document together with the reader that owns its values.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tempo_admission/kube/json_value.hpp"

namespace tempo_admission::kube {

class Parsed {
 public:
  explicit Parsed(std::string text) : text_(std::move(text)) {
    const auto read = reader_.read({text_});
    EXPECT_TRUE(read) << text_;
    if (read) value_ = *read;
  }
  JsonValue operator*() const { return value_; }

 private:
  std::string text_;
  JsonReader reader_;
  JsonValue value_;
};

}  // namespace tempo_admission::kube
