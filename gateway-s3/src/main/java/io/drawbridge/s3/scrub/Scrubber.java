// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.S3Spaces;
import io.drawbridge.s3.blob.BlobHealth;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.object.ObjectWrites;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads every row and every byte of a store that nobody writes to, and tells what does not fit. Repairs what can be
 * repaired without losing anything; what is lost or damaged is only told.
 */
public final class Scrubber {
    private final KeyValueStore store;
    private final BlobStore blobs;
    private final BlobLedger ledger;

    public Scrubber(KeyValueStore store, BlobStore blobs, BlobLedger ledger) {
        this.store = store;
        this.blobs = blobs;
        this.ledger = ledger;
    }

    /**
     * Looks at everything.
     *
     * @param repair whether to repair what can be
     * @throws IOException when the bytes cannot be read at all
     */
    public ScrubReport run(boolean repair) throws IOException {
        Set<String> stored = new HashSet<>();
        blobs.list(stored::add);
        References references = store.read(References::of);
        List<Finding> findings = new ArrayList<>(references.findings);
        long bytes = 0;
        for (Map.Entry<String, References.Use> blob : references.blobs.entrySet()) {
            bytes += check(blob.getKey(), blob.getValue(), findings);
            long said = references.counts.getOrDefault(blob.getKey(), 1L);
            if (said != blob.getValue().count()) {
                findings.add(recount(blob.getKey(), said, blob.getValue().count(), repair));
            }
        }
        for (String blobId : references.counts.keySet()) {
            if (!references.blobs.containsKey(blobId)) {
                findings.add(recount(blobId, references.counts.get(blobId), 0, repair));
            }
        }
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

    private Finding recount(String blobId, long said, long counted, boolean repair) {
        if (repair) {
            store.update(transaction -> {
                if (counted > 1) {
                    transaction.put(ObjectWrites.useKey(blobId), Counters.encode(counted));
                } else {
                    transaction.delete(ObjectWrites.useKey(blobId));
                }
            });
        }
        return new Finding(
                Problem.WRONG_USE_COUNT, "blob " + blobId, "said to be used " + said + " times, is " + counted, repair);
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
            boolean body = (key.bytes()[0] & 0xFF) == S3Spaces.INLINE_BODY.namespace();
            findings.add(new Finding(
                    Problem.STRAY_ROW, (body ? "body " : "list of parts ") + key, "belongs to no object", repair));
        });
        return findings;
    }
}
