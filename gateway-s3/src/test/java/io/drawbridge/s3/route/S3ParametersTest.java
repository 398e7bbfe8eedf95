// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What S3 reads from a query, against the model. */
final class S3ParametersTest {
    private static final Pattern MEMBER = Pattern.compile("in=querystring name=(\\S+)");

    @Test
    void everyMemberOfTheModelThatStandsInTheQueryIsKnown() throws IOException {
        Set<String> read = new TreeSet<>();
        Matcher member = MEMBER.matcher(Files.readString(Path.of("src/main/model/s3.model")));
        while (member.find()) {
            if (SubResource.of(member.group(1)) == null) {
                read.add(member.group(1));
            }
        }
        assertThat(new TreeSet<>(S3Parameters.MEMBERS)).isEqualTo(read);
    }
}
