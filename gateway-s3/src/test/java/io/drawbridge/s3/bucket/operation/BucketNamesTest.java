// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
final class BucketNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "a1b",
                "123",
                "my-bucket",
                "my.bucket.example.com",
                "iam.example",
                "s3.example",
                "abc-s3",
                "services-1",
                "my-tokens",
                "a--b",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.a",
                "1234.1.1.1",
                "a.-b",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"
            })
    void acceptsNamesThatFollowTheRules(String name) {
        assertThat(BucketNames.valid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "Abc",
                "my_bucket",
                "-abc",
                "abc-",
                ".abc",
                "abc.",
                "a..b",
                "192.168.5.4",
                "services",
                "objectstorage",
                "iam",
                "sts",
                "sts-fips",
                "tokens",
                "euare",
                "abc.s3",
                "xn--abc",
                "sthree-abc",
                "abc-s3alias",
                "abc--ol-s3",
                "abc.mrap",
                "abc--x-s3",
                "abc--table-s3",
                "b\u00fccher",
                "a b",
                "a/b",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl"
            })
    void refusesNamesThatBreakOne(String name) {
        assertThat(BucketNames.valid(name)).isFalse();
    }
}
