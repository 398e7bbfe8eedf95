// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.error.AwsException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "conditional requests". */
class ReadConditionsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final StoredObject OBJECT =
            new StoredObject(1, 0, "tag", AT, new StoredBody.Empty(), ObjectHeaders.NONE, Map.of(), null);

    private static Instant time(String word) {
        return word == null ? null : AT.plusSeconds(Long.parseLong(word));
    }

    @ParameterizedTest
    @CsvSource({
        // if-match, if-none-match, if-modified-since, if-unmodified-since, status of a read, status of a copy
        "'\"tag\"',,,,200,200",
        "tag,,,,200,200",
        "*,,,,200,200",
        "'\"other\", \"tag\"',,,,200,200",
        "'\"other\"',,,,412,412",
        "tag,,,-10,200,200",
        "other,,,10,412,412",
        ",tag,,,304,412",
        ",*,,,304,412",
        ",other,,,200,200",
        ",other,10,,200,200",
        ",tag,-10,,304,412",
        ",,-1,,200,200",
        ",,0,,304,412",
        ",,999999,,200,200",
        ",,,0,200,200",
        ",,,-1,412,412",
        "tag,tag,,,304,412"
    })
    void conditionsHaveTheirPrecedence(
            String ifMatch, String ifNoneMatch, String ifModifiedSince, String ifUnmodifiedSince, int read, int copy) {
        ReadConditions conditions =
                new ReadConditions(ifMatch, ifNoneMatch, time(ifModifiedSince), time(ifUnmodifiedSince));
        Instant now = AT.plusSeconds(100);
        assertThat(status(() -> conditions.require(OBJECT, now))).isEqualTo(read);
        assertThat(status(() -> conditions.requireForCopy(OBJECT, now))).isEqualTo(copy);
    }

    private static int status(Runnable check) {
        try {
            check.run();
            return 200;
        } catch (AwsException e) {
            return e.code().status();
        }
    }
}
