package org.hearthhub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tree against the vectors of the Certificate Transparency reference implementation
 * (merkle_tree_test.cc), and its proofs against RFC 9162's verification for many sizes.
 */
class TreeTest {
  private static final List<String> CONTENTS =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");
  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static TreeHash hash(String hex) {
    return TreeHash.of(HexFormat.of().parseHex(hex));
  }

  private static List<TreeHash> hashes(String... hex) {
    return Stream.of(hex).map(TreeTest::hash).toList();
  }

  private static Tree of(List<TreeHash> leaves) {
    return new Tree((from, to) -> leaves.subList((int) from, (int) to));
  }

  private final List<TreeHash> published =
      CONTENTS.stream().map(hex -> TreeHash.ofLeaf(HexFormat.of().parseHex(hex))).toList();

  private static List<TreeHash> leaves(int count) {
    return IntStream.range(0, count).mapToObj(i -> TreeHash.ofLeaf(new byte[i % 97])).toList();
  }

  @Test
  void the_published_roots_of_trees_of_0_to_8_leaves_come_out_both_ways() {
    Subtrees subtrees = Subtrees.empty();
    for (int size = 0; size <= 8; size++) {
      assertThat(subtrees.root()).isEqualTo(hash(ROOTS.get(size)));
      assertThat(of(published).root(size)).isEqualTo(hash(ROOTS.get(size)));
      if (size < 8) {
        subtrees.add(published.get(size));
      }
    }
  }

  @Test
  void the_published_inclusion_proofs_come_out() {
    requireInclusion(0, 1);
    requireInclusion(
        0,
        8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    requireInclusion(
        5,
        8,
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    requireInclusion(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    requireInclusion(
        1,
        5,
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  private void requireInclusion(int index, int size, String... path) {
    InclusionProof proof = of(published).inclusion(index, size);
    assertThat(proof.path()).isEqualTo(hashes(path));
    assertThat(proof.leadsTo(hash(ROOTS.get(size)))).isTrue();
  }

  @Test
  void the_published_consistency_proofs_come_out() {
    requireConsistency(1, 1);
    requireConsistency(
        1,
        8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    requireConsistency(
        6,
        8,
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    requireConsistency(
        2,
        5,
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  private void requireConsistency(int from, int to, String... path) {
    ConsistencyProof proof = of(published).consistency(from, to);
    assertThat(proof.path()).isEqualTo(hashes(path));
    assertThat(proof.leads(hash(ROOTS.get(from)), hash(ROOTS.get(to)))).isTrue();
  }

  @Test
  void every_leaf_of_every_tree_is_proven_and_no_other_in_its_place() {
    List<TreeHash> leaves = leaves(130);
    Tree tree = of(leaves);
    for (int size = 1; size <= leaves.size(); size++) {
      TreeHash root = tree.root(size);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.inclusion(index, size);
        assertThat(proof.leadsTo(root)).isTrue();
        assertThat(
                new InclusionProof(index + 1, size, TreeHash.OF_NOTHING, proof.path())
                    .leadsTo(root))
            .isFalse();
        if (!proof.path().isEmpty()) {
          List<TreeHash> shorter = proof.path().subList(1, proof.path().size());
          assertThat(new InclusionProof(index + 1, size, proof.leaf(), shorter).leadsTo(root))
              .isFalse();
          List<TreeHash> longer = new ArrayList<>(proof.path());
          longer.add(TreeHash.OF_NOTHING);
          assertThat(new InclusionProof(index + 1, size, proof.leaf(), longer).leadsTo(root))
              .isFalse();
        }
      }
    }
  }

  @Test
  void every_tree_is_consistent_with_every_smaller_one_and_with_no_other() {
    Tree tree = of(leaves(130));
    List<TreeHash> roots = IntStream.rangeClosed(0, 130).mapToObj(tree::root).toList();
    for (int to = 0; to <= 130; to++) {
      for (int from = 0; from <= to; from++) {
        ConsistencyProof proof = tree.consistency(from, to);
        assertThat(proof.leads(roots.get(from), roots.get(to))).isTrue();
        if (from > 0) {
          TreeHash other = roots.get(to - 1);
          assertThat(proof.leads(roots.get(from), other)).isFalse();
          assertThat(proof.leads(roots.get(from - 1), roots.get(to))).isFalse();
        }
      }
    }
  }

  @Test
  void a_large_tree_is_proven_from_the_leaves_near_by() {
    List<TreeHash> leaves = leaves(3_000);
    List<Long> read = new ArrayList<>();
    Tree tree =
        new Tree(
            (from, to) -> {
              read.add(to - from);
              return leaves.subList((int) from, (int) to);
            });
    Subtrees subtrees = Subtrees.empty();
    leaves.forEach(subtrees::add);
    assertThat(tree.inclusion(1_234, 3_000).leadsTo(subtrees.root())).isTrue();
    read.clear();
    assertThat(tree.inclusion(777, 3_000).leadsTo(subtrees.root())).isTrue();
    assertThat(read.stream().mapToLong(each -> each).sum()).isLessThanOrEqualTo(2 * 256);
    assertThat(tree.consistency(1_000, 3_000).leads(tree.root(1_000), subtrees.root())).isTrue();
  }

  @Test
  void the_subtrees_of_a_tree_are_all_that_is_needed_to_go_on() {
    List<TreeHash> leaves = leaves(77);
    Subtrees whole = Subtrees.empty();
    for (int size = 0; size < leaves.size(); size++) {
      Subtrees again = Subtrees.of(size, whole.toBytes());
      whole.add(leaves.get(size));
      again.add(leaves.get(size));
      assertThat(again.root()).isEqualTo(whole.root()).isEqualTo(of(leaves).root(size + 1));
    }
  }
}
