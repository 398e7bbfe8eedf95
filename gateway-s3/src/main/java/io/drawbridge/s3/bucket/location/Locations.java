// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.location;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The location constraints of new buckets. */
public final class Locations {
    /** The region that location constraints do not name. */
    public static final String US_EAST_1 = "us-east-1";

    private static final Map<String, String> OLD_NAMES = Map.of("EU", "eu-west-1");

    private Locations() {}

    /**
     * Passes when a bucket with this constraint can be made here.
     *
     * @param constraint as sent; nothing means the region of this server
     * @throws AwsException InvalidLocationConstraint for what is no constraint, IllegalLocationConstraintException for
     *     another region
     */
    public static void check(@Nullable String constraint, String region) {
        if (constraint == null || constraint.isEmpty()) {
            return;
        }
        String asked = OLD_NAMES.getOrDefault(constraint, constraint);
        if (asked.equals(US_EAST_1) || !(asked.equals(region) || regionName(asked))) {
            throw new AwsException(
                    S3Error.INVALID_LOCATION_CONSTRAINT,
                    "The specified location-constraint is not valid",
                    Map.of("LocationConstraint", constraint));
        }
        if (!asked.equals(region)) {
            throw new AwsException(
                    S3Error.ILLEGAL_LOCATION_CONSTRAINT_EXCEPTION,
                    "The " + constraint + " location constraint is incompatible for the region specific endpoint this"
                            + " request was sent to.");
        }
    }

    /** Whether the text has the form of a region's name: words joined by dashes and a number at the end. */
    private static boolean regionName(String text) {
        int dashes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i == text.length() - 1;
            if (c == '-' && i > 0 && text.charAt(i - 1) != '-') {
                dashes++;
            } else if (last ? c < '0' || c > '9' : c < 'a' || c > 'z') {
                return false;
            }
        }
        return dashes >= 2;
    }
}
