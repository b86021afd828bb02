#include "yaml/reading/tree_assembler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace tempo_admission::yaml {
namespace {

using testing::ElementsAre;

std::vector<std::uint32_t> children_of(const DocumentTree& tree, std::uint32_t number) {
  const auto& record = tree.records[number];
  const auto first = tree.children.begin() + record.first;
  return {first, first + record.count};
}

// [a, [b, c], d]
TEST(TreeAssembler, StoresTheChildrenOfACollectionConsecutively) {
  DocumentTree tree;
  TreeAssembler assembler;
  assembler.start(tree);
  const auto outer = assembler.open({.kind = RecordKind::sequence});
  const auto a = assembler.add({});
  const auto inner = assembler.open({.kind = RecordKind::sequence});
  const auto b = assembler.add({});
  const auto c = assembler.add({});
  assembler.close();
  const auto d = assembler.add({});
  assembler.close();
  EXPECT_THAT(children_of(tree, outer), ElementsAre(a, inner, d));
  EXPECT_THAT(children_of(tree, inner), ElementsAre(b, c));
}

TEST(TreeAssembler, PutsParentsBeforeChildren) {
  DocumentTree tree;
  TreeAssembler assembler;
  assembler.start(tree);
  const auto parent = assembler.open({.kind = RecordKind::mapping});
  EXPECT_LT(parent, assembler.add({}));
}

TEST(TreeAssembler, StartsOverWithAnotherTree) {
  DocumentTree cut_off;
  DocumentTree tree;
  TreeAssembler assembler;
  assembler.start(cut_off);
  (void)assembler.open({.kind = RecordKind::sequence});
  (void)assembler.add({});
  assembler.start(tree);
  const auto root = assembler.open({.kind = RecordKind::sequence});
  assembler.close();
  EXPECT_EQ(root, 0U);
  EXPECT_EQ(tree.records[root].count, 0U);
}

}  // namespace
}  // namespace tempo_admission::yaml
