// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of S3 that come from the request itself. Each is present exactly when its header or parameter is,
 * and only for the actions that have the key. {@link BucketAccess#listCheck} adds those of listings.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">S3 keys</a>
 */
public final class S3Values implements ConditionValues {
    private static final DateTimeFormatter BASIC_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Set<String> ACL_ACTIONS =
            Set.of("s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:CreateBucket", "s3:PutBucketAcl");
    private static final Set<String> STORAGE_ACTIONS =
            Set.of("s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl");
    private static final Set<String> ENCRYPTION_ACTIONS = Set.of("s3:PutObject", "s3:UpdateObjectEncryption");
    private static final Set<String> PUT_ACTIONS = Set.of("s3:PutObject");
    private static final Set<String> LOCK_ACTIONS =
            Set.of("s3:PutObject", "s3:PutObjectRetention", "s3:PutObjectLegalHold");
    private static final Set<String> CREATE_BUCKET = Set.of("s3:CreateBucket");

    /** Keys that are headers of the same name, and the actions that have them. */
    private static final Map<String, Set<String>> HEADER_KEYS = Map.ofEntries(
            Map.entry("s3:x-amz-acl", ACL_ACTIONS),
            Map.entry("s3:x-amz-grant-read", ACL_ACTIONS),
            Map.entry("s3:x-amz-grant-write", ACL_ACTIONS),
            Map.entry("s3:x-amz-grant-read-acp", ACL_ACTIONS),
            Map.entry("s3:x-amz-grant-write-acp", ACL_ACTIONS),
            Map.entry("s3:x-amz-grant-full-control", ACL_ACTIONS),
            Map.entry("s3:x-amz-object-ownership", CREATE_BUCKET),
            Map.entry("s3:x-amz-bucket-namespace", CREATE_BUCKET),
            Map.entry("s3:x-amz-metadata-directive", PUT_ACTIONS),
            Map.entry("s3:x-amz-server-side-encryption", ENCRYPTION_ACTIONS),
            Map.entry("s3:x-amz-server-side-encryption-aws-kms-key-id", ENCRYPTION_ACTIONS),
            Map.entry("s3:x-amz-server-side-encryption-customer-algorithm", PUT_ACTIONS),
            Map.entry("s3:x-amz-storage-class", STORAGE_ACTIONS),
            Map.entry("s3:x-amz-website-redirect-location", PUT_ACTIONS));

    private final String action;
    private final RequestContext context;

    /**
     * @param action the action that is checked, as in {@code AccessCheck}
     */
    public S3Values(String action, RequestContext context) {
        this.action = action;
        this.context = context;
    }

    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        if (!lowerCaseKey.startsWith("s3:")) {
            return null;
        }
        return switch (lowerCaseKey) {
            case "s3:authtype" -> single(authType());
            case "s3:signatureversion" -> single(signatureVersion());
            case "s3:signatureage" -> single(signatureAgeMilliseconds());
            case "s3:x-amz-content-sha256" -> single(context.payload().contentSha256());
            case "s3:versionid" -> action.contains("Version") ? parameter("versionId") : null;
            case "s3:if-match" ->
                action.equals("s3:PutObject") || action.equals("s3:DeleteObject") ? header("If-Match") : null;
            case "s3:if-none-match" -> action.equals("s3:PutObject") ? header("If-None-Match") : null;
            case "s3:x-amz-copy-source" -> action.equals("s3:PutObject") ? copySource() : null;
            case "s3:object-lock-mode" -> lock("x-amz-object-lock-mode");
            case "s3:object-lock-legal-hold" -> lock("x-amz-object-lock-legal-hold");
            case "s3:object-lock-retain-until-date" -> lock("x-amz-object-lock-retain-until-date");
            default -> {
                Set<String> actions = HEADER_KEYS.get(lowerCaseKey);
                yield actions != null && actions.contains(action)
                        ? header(lowerCaseKey.substring("s3:".length()))
                        : null;
            }
        };
    }

    private @Nullable String authType() {
        return switch (context.caller().authenticationType()) {
            case ANONYMOUS -> null;
            case SIGV4_HEADER, SIGV2_HEADER -> "REST-HEADER";
            case SIGV4_QUERY, SIGV2_QUERY -> "REST-QUERY-STRING";
            case SIGV4_POST, SIGV2_POST -> "POST";
        };
    }

    private @Nullable String signatureVersion() {
        return switch (context.caller().authenticationType()) {
            case ANONYMOUS -> null;
            case SIGV4_HEADER, SIGV4_QUERY, SIGV4_POST -> "AWS4-HMAC-SHA256";
            case SIGV2_HEADER, SIGV2_QUERY, SIGV2_POST -> "AWS";
        };
    }

    private @Nullable String signatureAgeMilliseconds() {
        if (context.caller().authenticationType() != AuthenticationType.SIGV4_QUERY) {
            return null;
        }
        List<String> date = parameter("X-Amz-Date");
        if (date == null) {
            return null;
        }
        try {
            Instant signedAt = BASIC_DATE.parse(date.get(0), Instant::from);
            return Long.toString(Duration.between(signedAt, context.now()).toMillis());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private @Nullable List<String> lock(String header) {
        return LOCK_ACTIONS.contains(action) ? header(header) : null;
    }

    /**
     * Returns the source as bucket/key, decoded as the copy itself decodes it, so that no percent escape evades a Deny.
     */
    private @Nullable List<String> copySource() {
        List<String> sent = header("x-amz-copy-source");
        if (sent == null) {
            return null;
        }
        String source = sent.get(0);
        int version = source.indexOf("?versionId=");
        String path = version < 0 ? source : source.substring(0, version);
        String plain = path.startsWith("/") ? path.substring(1) : path;
        try {
            return List.of(URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return List.of(plain);
        }
    }

    private @Nullable List<String> parameter(String name) {
        ApiRequest request = context.request();
        if (request.rawQuery().isEmpty()) {
            return null;
        }
        Optional<String> value = FormParameters.parse(request.rawQuery()).first(name);
        return value.isPresent() ? List.of(value.get()) : null;
    }

    private @Nullable List<String> header(String name) {
        Optional<String> value = context.request().headers().first(name);
        return value.isPresent() ? List.of(value.get()) : null;
    }

    private static @Nullable List<String> single(@Nullable String value) {
        return value == null ? null : List.of(value);
    }
}
