// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A place in an S3-compatible service: {@code s3://bucket/prefix?endpoint=URL&region=NAME&path-style=true}. It never
 * contains credentials, and its text may be shown.
 *
 * @param prefix before the name of each blob: empty, or with a slash at its end
 * @param endpoint null for AWS itself
 * @param region null for the region of the environment
 * @param pathStyle whether the bucket is in the path instead of the host name
 */
record UpstreamUrl(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle) {
    private static final String FORM = "s3://bucket/prefix?endpoint=http://host:port&region=name&path-style=true";
    private static final int PREFIX_LENGTH_MAX = 512;

    /** @throws IllegalArgumentException with a message that does not contain the text, which may contain a secret */
    static UpstreamUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong("it is no URL", e);
        }
        String bucket = uri.getRawAuthority();
        if (!"s3".equals(uri.getScheme()) || bucket == null || uri.getRawFragment() != null) {
            throw wrong("it does not name a bucket", null);
        }
        if (bucket.indexOf('@') >= 0 || bucket.indexOf(':') >= 0) {
            throw wrong(
                    "it has more than the name of a bucket before the first slash; credentials come from the"
                            + " environment or a profile, never from the URL",
                    null);
        }
        UpstreamUrl place = new UpstreamUrl(bucket, prefix(uri.getPath()), null, null, false);
        String query = uri.getRawQuery();
        if (query != null) {
            for (String option : query.split("&", -1)) {
                place = place.with(option);
            }
        }
        return place;
    }

    private static String prefix(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        String prefix = inner.isEmpty() || inner.endsWith("/") ? inner : inner + "/";
        if (prefix.getBytes(StandardCharsets.UTF_8).length > PREFIX_LENGTH_MAX) {
            throw wrong("its prefix is longer than " + PREFIX_LENGTH_MAX + " bytes", null);
        }
        return prefix;
    }

    private UpstreamUrl with(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8);
        return switch (name) {
            case "endpoint" -> new UpstreamUrl(bucket, prefix, endpoint(value), region, pathStyle);
            case "region" -> new UpstreamUrl(bucket, prefix, endpoint, value, pathStyle);
            case "path-style" -> new UpstreamUrl(bucket, prefix, endpoint, region, flag(value));
            default -> throw wrong("it has an option other than endpoint, region and path-style", null);
        };
    }

    private static URI endpoint(String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            throw wrong("its endpoint is no URL", e);
        }
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
            throw wrong("its endpoint is not of the form http://host:port or https://host", null);
        }
        return uri;
    }

    private static boolean flag(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong("path-style is neither true nor false", null);
        }
        return value.equals("true");
    }

    private static IllegalArgumentException wrong(String reason, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the URL of the blob store: " + reason + " (expected: " + FORM + ")", cause);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix + " at " + (endpoint == null ? "AWS" : endpoint);
    }
}
