// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Writes objects, small and large, whole and in parts, and makes buckets. */
final class ObjectActor implements Actor {
    static final String BUCKET = "crash";
    private static final int KEYS = 8;
    private static final int PART_LENGTH = 5 << 20;

    private final String name;
    private final SplittableRandom random;
    private final Report report;
    private @Nullable S3Client s3;

    private final Map<String, Content> objects = new HashMap<>();
    private final Map<String, Upload> uploads = new HashMap<>();
    private final Set<String> buckets = new TreeSet<>();
    private Pending pending = new Pending.Nothing();

    private record Upload(String key, TreeMap<Integer, Content.Piece> parts) {}

    private sealed interface Pending {
        record Nothing() implements Pending {}

        record Write(String key, @Nullable Content after) implements Pending {}

        record Bucket(String name) implements Pending {}

        record Create(String key) implements Pending {}

        record Part(String uploadId, int number, Content.Piece piece) implements Pending {}

        record Complete(String uploadId, String key, Content after) implements Pending {}

        record Abort(String uploadId) implements Pending {}
    }

    ObjectActor(String name, SplittableRandom random, Report report) {
        this.name = name;
        this.random = random;
        this.report = report;
    }

    @Override
    public void connect(ServerProcess server) {
        s3 = server.s3();
    }

    private S3Client s3() {
        S3Client connected = s3;
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }

    private String key() {
        return name + "/" + random.nextInt(KEYS);
    }

    private Content.Piece small() {
        return new Content.Piece(random.nextLong(), random.nextInt(20_000));
    }

    private Content.Piece large() {
        return new Content.Piece(random.nextLong(), random.nextInt(100 << 10, 3 << 20));
    }

    @Override
    public void act() {
        int dice = random.nextInt(100);
        if (dice < 30) {
            put(small());
        } else if (dice < 45) {
            put(large());
        } else if (dice < 60) {
            delete();
        } else if (dice < 72) {
            copy();
        } else if (dice < 92) {
            multipart();
        } else {
            bucket();
        }
        pending = new Pending.Nothing();
        report.acknowledged.increment();
    }

    private void put(Content.Piece piece) {
        String key = key();
        pending = new Pending.Write(key, Content.of(piece));
        s3().putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(piece.bytes()));
        objects.put(key, Content.of(piece));
    }

    private void delete() {
        String key = key();
        pending = new Pending.Write(key, null);
        s3().deleteObject(request -> request.bucket(BUCKET).key(key));
        objects.remove(key);
    }

    private void copy() {
        String from = key();
        String to = key();
        Content content = objects.get(from);
        if (content == null || from.equals(to)) {
            put(small());
            return;
        }
        pending = new Pending.Write(to, content);
        s3().copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey(from)
                .destinationBucket(BUCKET)
                .destinationKey(to));
        objects.put(to, content);
    }

    private void multipart() {
        Optional<Map.Entry<String, Upload>> open =
                uploads.entrySet().stream().skip(uploads.size() < 2 ? 1 : 0).findFirst();
        if (open.isEmpty()) {
            create();
            return;
        }
        String uploadId = open.get().getKey();
        Upload upload = open.get().getValue();
        if (upload.parts.isEmpty() || (upload.parts.size() < 3 && random.nextInt(3) > 0)) {
            part(uploadId, upload);
        } else if (random.nextInt(4) == 0) {
            pending = new Pending.Abort(uploadId);
            s3().abortMultipartUpload(
                            request -> request.bucket(BUCKET).key(upload.key).uploadId(uploadId));
            uploads.remove(uploadId);
        } else {
            complete(uploadId, upload);
        }
    }

    private void create() {
        String key = key();
        pending = new Pending.Create(key);
        String uploadId = s3().createMultipartUpload(
                        request -> request.bucket(BUCKET).key(key))
                .uploadId();
        uploads.put(uploadId, new Upload(key, new TreeMap<>()));
    }

    /** Only the last part may be short, so the others are as short as they may be. */
    private void part(String uploadId, Upload upload) {
        int number = upload.parts.isEmpty() ? 3 : upload.parts.firstKey() - 1;
        Content.Piece piece = number == 3 ? small() : new Content.Piece(random.nextLong(), PART_LENGTH);
        pending = new Pending.Part(uploadId, number, piece);
        s3().uploadPart(
                        request -> request.bucket(BUCKET)
                                .key(upload.key)
                                .uploadId(uploadId)
                                .partNumber(number),
                        RequestBody.fromBytes(piece.bytes()));
        upload.parts.put(number, piece);
    }

    private void complete(String uploadId, Upload upload) {
        Content after = Content.of(upload.parts.values());
        List<CompletedPart> parts = new ArrayList<>();
        upload.parts.forEach((number, piece) -> parts.add(
                CompletedPart.builder().partNumber(number).eTag(piece.etag()).build()));
        pending = new Pending.Complete(uploadId, upload.key, after);
        s3().completeMultipartUpload(request ->
                request.bucket(BUCKET).key(upload.key).uploadId(uploadId).multipartUpload(all -> all.parts(parts)));
        uploads.remove(uploadId);
        objects.put(upload.key, after);
    }

    private void bucket() {
        String bucket = name + "-bucket-" + random.nextInt(3);
        pending = new Pending.Bucket(bucket);
        if (buckets.contains(bucket)) {
            s3().deleteBucket(request -> request.bucket(bucket));
            buckets.remove(bucket);
        } else {
            s3().createBucket(request -> request.bucket(bucket));
            buckets.add(bucket);
        }
    }

    @Override
    public void verify() {
        if (!(pending instanceof Pending.Nothing)) {
            report.inFlight.increment();
        }
        boolean completed = verifyUploads();
        verifyObjects(completed);
        verifyBuckets();
        pending = new Pending.Nothing();
    }

    /** @return whether the upload that was being completed is gone */
    private boolean verifyUploads() {
        Map<String, String> listed = new HashMap<>();
        for (MultipartUpload upload : s3().listMultipartUploads(
                        request -> request.bucket(BUCKET).prefix(name + "/"))
                .uploads()) {
            listed.put(upload.uploadId(), upload.key());
        }
        boolean completed = false;
        for (Map.Entry<String, Upload> known : Map.copyOf(uploads).entrySet()) {
            report.checks.increment();
            String uploadId = known.getKey();
            if (listed.remove(uploadId) != null) {
                verifyParts(uploadId, known.getValue());
                continue;
            }
            uploads.remove(uploadId);
            if (pending instanceof Pending.Complete complete && complete.uploadId.equals(uploadId)) {
                completed = true;
                report.applied.increment();
            } else if (pending instanceof Pending.Abort abort && abort.uploadId.equals(uploadId)) {
                report.applied.increment();
            } else {
                report.lost("upload " + uploadId + " of " + known.getValue().key);
            }
        }
        listed.forEach((uploadId, key) -> {
            if (pending instanceof Pending.Create create && create.key.equals(key)) {
                report.applied.increment();
            } else {
                report.lost("upload " + uploadId + " of " + key + " was ended, yet is there");
            }
            s3().abortMultipartUpload(request -> request.bucket(BUCKET).key(key).uploadId(uploadId));
        });
        return completed;
    }

    private void verifyParts(String uploadId, Upload upload) {
        Map<Integer, Part> found = new HashMap<>();
        s3().listParts(request -> request.bucket(BUCKET).key(upload.key).uploadId(uploadId))
                .parts()
                .forEach(part -> found.put(part.partNumber(), part));
        Set<Integer> numbers = new HashSet<>(upload.parts.keySet());
        numbers.addAll(found.keySet());
        for (int number : numbers) {
            Content.Piece before = upload.parts.get(number);
            Content.Piece after =
                    pending instanceof Pending.Part part && part.uploadId.equals(uploadId) && part.number == number
                            ? part.piece
                            : before;
            Part part = found.get(number);
            String what = "part " + number + " of upload " + uploadId + " of " + upload.key;
            if (part == null) {
                if (before != null) {
                    report.lost(what);
                    upload.parts.remove(number);
                }
            } else if (matches(part, after)) {
                upload.parts.put(number, after);
            } else if (!matches(part, before)) {
                report.torn(what);
            }
        }
    }

    private static boolean matches(Part part, Content.@Nullable Piece piece) {
        return piece != null && part.size() == piece.length() && part.eTag().equals(piece.etag());
    }

    private void verifyObjects(boolean completed) {
        Map<String, Long> listed = new HashMap<>();
        for (S3Object object : s3().listObjectsV2(
                        request -> request.bucket(BUCKET).prefix(name + "/"))
                .contents()) {
            listed.put(object.key(), object.size());
        }
        for (int i = 0; i < KEYS; i++) {
            String key = name + "/" + i;
            report.checks.increment();
            byte[] found = get(key);
            Long size = listed.get(key);
            if (found == null ? size != null : size == null || size != found.length) {
                report.dangling("the listing says " + size + " of " + key + ", to get it says "
                        + (found == null ? "nothing" : found.length));
            }
            verifyObject(key, found, completed);
        }
    }

    private void verifyObject(String key, byte @Nullable [] found, boolean completed) {
        Content before = objects.get(key);
        Content after = before;
        boolean mayBeBefore = true;
        if (pending instanceof Pending.Write write && write.key.equals(key)) {
            after = write.after;
        } else if (pending instanceof Pending.Complete complete && complete.key.equals(key) && completed) {
            after = complete.after;
            mayBeBefore = false;
        }
        if (same(found, after)) {
            if (!Objects.equals(after, before) && mayBeBefore) {
                report.applied.increment();
            }
            objects.remove(key);
            if (after != null) {
                objects.put(key, after);
            }
        } else if (!(mayBeBefore && same(found, before))) {
            if (found == null || before == null) {
                report.lost("object " + key + (found == null ? " is gone" : " is back"));
            } else {
                report.torn("object " + key + " of " + found.length + " bytes is neither old nor new");
            }
        }
    }

    private static boolean same(byte @Nullable [] found, @Nullable Content content) {
        return found == null ? content == null : content != null && Arrays.equals(found, content.bytes());
    }

    private byte @Nullable [] get(String key) {
        try {
            return s3().getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                    .asByteArray();
        } catch (NoSuchKeyException e) {
            return null;
        }
    }

    private void verifyBuckets() {
        Set<String> found = new TreeSet<>();
        for (Bucket bucket : s3().listBuckets().buckets()) {
            if (bucket.name().startsWith(name + "-bucket-")) {
                found.add(bucket.name());
                s3().headBucket(request -> request.bucket(bucket.name()));
            }
        }
        report.checks.increment();
        Set<String> differing = new TreeSet<>(found);
        differing.addAll(buckets);
        differing.removeIf(bucket -> found.contains(bucket) == buckets.contains(bucket));
        if (pending instanceof Pending.Bucket bucket && differing.remove(bucket.name)) {
            report.applied.increment();
        }
        differing.forEach(bucket -> report.lost("bucket " + bucket));
        buckets.clear();
        buckets.addAll(found);
    }
}
