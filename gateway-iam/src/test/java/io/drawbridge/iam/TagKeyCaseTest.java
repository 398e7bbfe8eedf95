// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.error.ErrorCode;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.model.TagUserRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tag keys of letters that equalsIgnoreCase and toLowerCase treat differently. */
final class TagKeyCaseTest {
    private static final String ALLOW_PUBLIC = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Action\":\"iam:TagUser\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"aws:RequestTag/class\":\"public\"}}}}";
    private static final String DENY_ADMIN = "{\"Version\":\"2012-10-17\",\"Statement\":["
            + "{\"Effect\":\"Allow\",\"Action\":\"iam:TagUser\",\"Resource\":\"*\"},"
            + "{\"Effect\":\"Deny\",\"Action\":\"iam:TagUser\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"aws:RequestTag/class\":\"admin\"}}}]}";

    private static IamBed bed(String policy) {
        IamBed bed = new IamBed();
        bed.user("x");
        bed.user("caller");
        bed.allow("caller", policy);
        return bed;
    }

    private static void tag(IamBed bed, String... keysAndValues) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tags.add(Tag.builder()
                    .key(keysAndValues[i])
                    .value(keysAndValues[i + 1])
                    .build());
        }
        bed.call(
                bed.as("caller"),
                TagUserRequest.OPERATION,
                TagUserRequest.builder().userName("x").tags(tags).build());
    }

    private static void assertRefused(IamBed bed, ErrorCode code, String... keysAndValues) {
        assertThatThrownBy(() -> tag(bed, keysAndValues))
                .isInstanceOfSatisfying(
                        AwsException.class, error -> assertThat(error.code()).isEqualTo(code));
        assertThat(bed.tables
                        .store()
                        .read(transaction -> bed.tables.users().find(transaction, IamBed.ACCOUNT, "x"))
                        .orElseThrow()
                        .tags())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"class", "CLASS", "claſs"})
    void oneTagIsTheSameInAnySpelling(String key) {
        tag(bed(ALLOW_PUBLIC), key, "public");
        assertRefused(bed(ALLOW_PUBLIC), CommonError.ACCESS_DENIED, key, "admin");
        tag(bed(DENY_ADMIN), key, "public");
        assertRefused(bed(DENY_ADMIN), CommonError.ACCESS_DENIED, key, "admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLASS", "claſs"})
    void twoSpellingsOfOneKeyPassNoPolicyThatTestsIt(String key) {
        assertRefused(bed(ALLOW_PUBLIC), CommonError.ACCESS_DENIED, key, "public", "class", "admin");
        assertRefused(bed(ALLOW_PUBLIC), CommonError.ACCESS_DENIED, "class", "admin", key, "public");
        assertRefused(bed(DENY_ADMIN), CommonError.ACCESS_DENIED, key, "public", "class", "admin");
        assertRefused(bed(DENY_ADMIN), CommonError.ACCESS_DENIED, "class", "admin", key, "public");
    }

    @Test
    void twoSpellingsOfOneKeyAreADuplicate() {
        assertRefused(bed(DENY_ADMIN), IamError.INVALID_INPUT, "claſs", "public", "class", "public");
        assertRefused(bed(DENY_ADMIN), IamError.INVALID_INPUT, "\u212Aind", "1", "kind", "2");
    }
}
