package org.hearthhub.audit;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.AuditStore;
import org.hearthhub.vault.AuditStore.Head;
import org.hearthhub.vault.ByteSource;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordStore;
import org.hearthhub.vault.Vault;
import org.slf4j.LoggerFactory;

/**
 * The tree over the audit's commitments and the key that signs for it. Each entry's commit carries
 * the signed head of the tree with it, so that what is on the disk is always signed for.
 * Thread-safe.
 */
final class Log {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(Log.class);

  // Fields of the record.
  private static final int SEED = 1;
  private static final int BEGUN = 2;
  private static final int FOUND = 3;

  /** What was found stays found; after so many no more is noted. */
  private static final int MOST_FOUND = 50;

  /** The leaf of a row that is missing, where one has to be. */
  private static final TreeHash MISSING = TreeHash.OF_NOTHING;

  private static final int ROWS_AT_ONCE = 4_096;

  private final AuditStore store;
  private final LogSigner signer;
  private final Tree tree;
  private final List<String> found = new ArrayList<>();

  Log(Vault vault) {
    store = vault.audit();
    RecordStore records = vault.records();
    List<RecordStore.Stored> stored = records.all(Collection.AUDIT_LOG);
    Optional<Fields> before = stored.stream().map(RecordStore.Stored::fields).findFirst();
    boolean hadBegun = before.flatMap(fields -> fields.number(BEGUN)).isPresent();
    before.ifPresent(fields -> found.addAll(fields.texts(FOUND)));
    final int foundBefore = found.size();
    byte[] seed =
        before
            .map(fields -> fields.bytes(SEED).orElseThrow(ByteSource::malformed))
            .orElseGet(() -> LogSigner.newSeed(new SecureRandom()));
    signer = new LogSigner(origin(seed), seed);
    if (stored.isEmpty()) {
      records.add(Collection.AUDIT_LOG, Fields.write().bytes(SEED, seed));
    }
    // Only a store of the first layout has entries and no key to sign them.
    if (before.isEmpty() && store.last() > 0 && !vault.keepsBeforeMigration()) {
      found(
          "The key that signs the journal was removed or damaged; the entries that are there were"
              + " signed anew with another.");
      store.putHead(signed(grown(Subtrees.empty(), store.last())));
    }
    fitHead(hadBegun);
    if (!hadBegun || found.size() > foundBefore) {
      var only = records.all(Collection.AUDIT_LOG).getFirst();
      Fields.Writer now = Fields.write().bytes(SEED, seed).number(BEGUN, 1);
      found.stream().limit(MOST_FOUND).forEach(sentence -> now.text(FOUND, sentence));
      records.replace(Collection.AUDIT_LOG, only.id(), now);
    }
    tree = new Tree(this::leaves);
  }

  /** The key that the journal of a vault is signed with; empty if there is no journal yet. */
  static Optional<LogKey> key(Vault vault) {
    return vault.records().all(Collection.AUDIT_LOG).stream()
        .findFirst()
        .flatMap(stored -> stored.fields().bytes(SEED))
        .map(seed -> new LogSigner(origin(seed), seed).key());
  }

  /** A name that no other home's log has, and that says nothing of the home. */
  private static String origin(byte[] seed) {
    byte[] key = new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
    return "hearth.local/audit/" + HexFormat.of().formatHex(TreeHash.sha256().digest(key), 0, 8);
  }

  /** The head is of the rows, or it is said. */
  private void fitHead(boolean hadBegun) {
    Optional<Head> head = store.head();
    long last = store.last();
    if (head.isEmpty()) {
      if (hadBegun) {
        found("What was signed last was removed; the entries that are there were signed anew.");
      }
      store.putHead(signed(grown(Subtrees.empty(), last)));
    } else if (!isOne(head.get())) {
      found("What was signed last is damaged; the entries that are there were signed anew.");
      store.putHead(signed(grown(Subtrees.empty(), last)));
    } else if (head.get().size() < last) {
      found(
          "Entries above "
              + head.get().size()
              + " were not written by this hub: nothing was signed for them.");
      store.putHead(signed(grown(subtrees(head.get()), last)));
    }
  }

  private void found(String sentence) {
    found.add(sentence);
    log.error("The audit journal was changed by something other than Hearth: {}", sentence);
  }

  private Subtrees grown(Subtrees subtrees, long last) {
    while (subtrees.size() < last) {
      long to = Math.min(last, subtrees.size() + ROWS_AT_ONCE);
      for (AuditStore.Commitment row : store.commitments(subtrees.size() + 1, to)) {
        addMissing(subtrees, row.sequence() - 1);
        subtrees.add(leaf(row.octets()));
      }
      addMissing(subtrees, to);
    }
    return subtrees;
  }

  /** So that every entry keeps its place. */
  static void addMissing(Subtrees subtrees, long upTo) {
    while (subtrees.size() < upTo) {
      subtrees.add(MISSING);
    }
  }

  static TreeHash leaf(byte[] commitment) {
    return commitment.length == TreeHash.LENGTH ? TreeHash.of(commitment) : MISSING;
  }

  /** One flipped bit of its size, and it is none: nothing could be written any more. */
  private static boolean isOne(Head head) {
    try {
      return Subtrees.of(head.size(), head.subtrees()).size() == head.size();
    } catch (IllegalArgumentException changed) {
      return false;
    }
  }

  private static Subtrees subtrees(Head head) {
    try {
      return Subtrees.of(head.size(), head.subtrees());
    } catch (IllegalArgumentException changed) {
      throw new Broken(
          "store-damaged",
          "home.db is damaged: the head of the audit journal is not one. Keep a copy of the folder"
              + " as it is, then restore a backup.",
          changed);
    }
  }

  private Head signed(Subtrees subtrees) {
    return new Head(
        subtrees.size(), subtrees.toBytes(), signer.sign(subtrees.size(), subtrees.root()));
  }

  /** The head with one more leaf. */
  Head with(Head before, TreeHash leaf) {
    Subtrees subtrees = subtrees(before);
    subtrees.add(leaf);
    return signed(subtrees);
  }

  private List<TreeHash> leaves(long from, long to) {
    List<AuditStore.Commitment> rows = store.commitments(from + 1, to);
    if (rows.size() != to - from) {
      throw new Broken(
          "audit-entries-missing",
          "There is no proof: some entries between "
              + (from + 1)
              + " and "
              + to
              + " are missing. Check the journal with: hearth audit verify",
          null);
    }
    return rows.stream().map(row -> leaf(row.octets())).toList();
  }

  Head head() {
    return store.head().orElseThrow(() -> new IllegalStateException("no audit head"));
  }

  Checkpoint checkpoint() {
    Head head = head();
    return Checkpoint.signed(signer.key(), head.size(), subtrees(head).root(), head.signature());
  }

  LogKey key() {
    return signer.key();
  }

  Tree tree() {
    return tree;
  }

  /** What something other than Hearth did to the journal, found at this opening or an earlier. */
  List<String> found() {
    return List.copyOf(found);
  }

  /** As {@link #found()}, of a vault that no hub has. */
  static List<String> found(Vault vault) {
    return vault.records().all(Collection.AUDIT_LOG).stream()
        .flatMap(stored -> stored.fields().texts(FOUND).stream())
        .toList();
  }
}
