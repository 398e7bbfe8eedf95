// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import io.drawbridge.core.kv.ConflictException;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.log.Log;
import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.object.BlobUses;
import io.drawbridge.s3.store.S3Spaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads every row and every byte of a store that has no writers, and reports every inconsistency. Repairs what can be
 * repaired without loss; lost or damaged bytes are only reported.
 */
public final class Scrubber {
    private static final Log LOG = Log.of(Scrubber.class);

    private final KeyValueStore store;
    private final BlobStore blobs;
    private final BlobLedger ledger;

    public Scrubber(KeyValueStore store, BlobStore blobs, BlobLedger ledger) {
        this.store = store;
        this.blobs = blobs;
        this.ledger = ledger;
    }

    /**
     * Checks every row and every byte.
     *
     * @param repair whether to repair what can be repaired
     * @throws IOException when the bytes cannot be read at all
     */
    public ScrubReport run(boolean repair) throws IOException {
        Set<String> stored = new HashSet<>();
        blobs.list(stored::add);
        References references = store.read(References::of);
        List<Finding> findings = new ArrayList<>(references.findings);
        Map<String, Miscount> miscounts = new TreeMap<>();
        long bytes = 0;
        for (Map.Entry<String, References.Use> blob : references.blobs.entrySet()) {
            bytes += check(blob.getKey(), blob.getValue(), findings);
            long recorded = references.counts.getOrDefault(blob.getKey(), 1L);
            if (recorded != blob.getValue().count()) {
                miscounts.put(
                        blob.getKey(), new Miscount(recorded, blob.getValue().count()));
            }
        }
        for (String blobId : references.counts.keySet()) {
            if (!references.blobs.containsKey(blobId)) {
                miscounts.put(blobId, new Miscount(references.counts.getOrDefault(blobId, 1L), 0));
            }
        }
        boolean recounted = repair && !miscounts.isEmpty() && recount(miscounts.keySet());
        miscounts.forEach((blobId, miscount) -> findings.add(miscount.finding(blobId, recounted)));
        for (String blobId : stored) {
            if (!references.blobs.containsKey(blobId) && !references.expected.contains(blobId)) {
                findings.add(orphan(blobId, repair));
            }
        }
        if (!references.strayRows.isEmpty()) {
            findings.addAll(stray(references, repair));
        }
        return new ScrubReport(references.objects, references.blobs.size(), bytes, findings);
    }

    private long check(String blobId, References.Use use, List<Finding> findings) throws IOException {
        BlobHealth health = blobs.check(blobId);
        if (health instanceof BlobHealth.Intact intact) {
            if (intact.length() != use.size()) {
                findings.add(new Finding(
                        Problem.WRONG_LENGTH,
                        "blob " + blobId,
                        intact.length() + " bytes; " + use.subject() + " needs " + use.size(),
                        false));
            }
            return intact.length();
        }
        findings.add(
                health instanceof BlobHealth.Damaged damaged
                        ? new Finding(
                                Problem.DAMAGED_BLOB,
                                "blob " + blobId,
                                damaged.reason() + "; used by " + use.subject(),
                                false)
                        : new Finding(Problem.MISSING_BLOB, "blob " + blobId, "used by " + use.subject(), false));
        return 0;
    }

    /** The recorded and the true reference count of a blob. */
    private record Miscount(long recorded, long counted) {
        Finding finding(String blobId, boolean repaired) {
            return new Finding(
                    Problem.WRONG_USE_COUNT,
                    "blob " + blobId,
                    "recorded as used " + recorded + " times, is " + counted,
                    repaired);
        }
    }

    /**
     * Counts again and writes the true numbers in one transaction: a number from an earlier read would lose bytes when
     * an object was copied since.
     *
     * @return false when other writes conflicted each time
     */
    private boolean recount(Set<String> blobIds) {
        try {
            store.update(transaction -> {
                Map<String, Long> uses = References.uses(transaction);
                for (String blobId : blobIds) {
                    long counted = uses.getOrDefault(blobId, 0L);
                    if (counted > 1) {
                        transaction.put(BlobUses.key(blobId), Counters.encode(counted));
                    } else {
                        transaction.delete(BlobUses.key(blobId));
                    }
                }
            });
            return true;
        } catch (ConflictException e) {
            LOG.atWarn().setCause(e).log("counts of uses are not repaired, for a server writes; stop all of them");
            return false;
        }
    }

    private Finding orphan(String blobId, boolean repair) {
        if (repair) {
            store.update(transaction -> ledger.discard(transaction, blobId));
        }
        return new Finding(Problem.ORPHAN_BLOB, "blob " + blobId, "", repair);
    }

    private List<Finding> stray(References references, boolean repair) {
        List<Finding> findings = new ArrayList<>();
        references.strayRows.forEach(key -> {
            if (repair) {
                store.update(transaction -> transaction.delete(key));
            }
            findings.add(new Finding(Problem.STRAY_ROW, kind(key) + ' ' + key, "belongs to no object", repair));
        });
        return findings;
    }

    private static String kind(Key key) {
        int namespace = key.bytes()[0] & 0xFF;
        return namespace == S3Spaces.INLINE_BODY.namespace()
                ? "body"
                : namespace == S3Spaces.NULL_VERSION.namespace() ? "null version" : "list of parts";
    }
}
