// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the names of new buckets.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Naming rules</a>
 */
final class BucketNames {
    // AWS also reserves amzn-s3-demo- for its documentation; here its examples must work unchanged.
    private static final List<String> PREFIXES = List.of("xn--", "sthree-");

    /**
     * First labels of host names and of path prefixes of services: {@code objectstorage.DOMAIN} could be a service or a
     * bucket of that name. {@code ServiceNamesTest} in the server compares them with the addresses of the services.
     */
    private static final Set<String> SERVICES =
            Set.of("iam", "sts", "sts-fips", "tokens", "euare", "objectstorage", "services");

    /**
     * {@code NAME.s3.DOMAIN} would be the bucket NAME below the domain of buckets, or NAME.s3 below the domain
     * itself.
     */
    private static final String BUCKET_DOMAIN = ".s3";

    private static final List<String> SUFFIXES = List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private BucketNames() {}

    /** @throws AwsException InvalidBucketName when no bucket can have the name */
    static void check(String name) {
        if (!valid(name)) {
            throw new AwsException(
                    S3Error.INVALID_BUCKET_NAME, "The specified bucket is not valid.", Map.of("BucketName", name));
        }
    }

    static boolean valid(String name) {
        int length = name.length();
        if (length < S3Limits.BUCKET_NAME_LENGTH_MIN || length > S3Limits.BUCKET_NAME_LENGTH_MAX) {
            return false;
        }
        if (!alphanumeric(name.charAt(0)) || !alphanumeric(name.charAt(length - 1))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = name.charAt(i);
            boolean twoDots = c == '.' && name.charAt(i - 1) == '.';
            if (twoDots || !(alphanumeric(c) || c == '-' || c == '.')) {
                return false;
            }
        }
        return !address(name)
                && !SERVICES.contains(name)
                && !name.endsWith(BUCKET_DOMAIN)
                && PREFIXES.stream().noneMatch(name::startsWith)
                && SUFFIXES.stream().noneMatch(name::endsWith);
    }

    private static boolean alphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** Returns whether the name looks like an IPv4 address: four groups of one to three digits. */
    private static boolean address(String name) {
        int groups = 1;
        int digits = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                groups++;
                digits = 0;
            } else if (c < '0' || c > '9' || ++digits > 3) {
                return false;
            }
        }
        return groups == 4;
    }
}
