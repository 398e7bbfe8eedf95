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
     * Checks that a bucket with this constraint can be created here.
     *
     * @param constraint as sent; null or empty means the region of this server
     * @throws AwsException InvalidLocationConstraint for a text that is not a constraint,
     *     IllegalLocationConstraintException for another region
     */
    public static void check(@Nullable String constraint, String region) {
        if (constraint == null || constraint.isEmpty()) {
            return;
        }
        String requestedRegion = OLD_NAMES.getOrDefault(constraint, constraint);
        if (requestedRegion.equals(US_EAST_1) || !(requestedRegion.equals(region) || regionName(requestedRegion))) {
            throw new AwsException(
                    S3Error.INVALID_LOCATION_CONSTRAINT,
                    "The specified location-constraint is not valid",
                    Map.of("LocationConstraint", constraint));
        }
        if (!requestedRegion.equals(region)) {
            throw new AwsException(
                    S3Error.ILLEGAL_LOCATION_CONSTRAINT_EXCEPTION,
                    "The " + constraint + " location constraint is incompatible for the region specific endpoint this"
                            + " request was sent to.");
        }
    }

    /** Returns whether the text may be the name of a region. */
    public static boolean isRegion(String text) {
        return regionName(text);
    }

    /** Returns whether the text has the form of a region name: words joined by dashes, with a number at the end. */
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
