// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.servicelinked;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.IamError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A service that has a service-linked role.
 *
 * @param name such as {@code autoscaling.amazonaws.com}
 * @param roleName without suffix
 * @param policyArn the AWS managed policy of the role
 * @param suffixAllowed whether an account may have more than one role of the service
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html">AWS
 *     services that work with IAM</a>
 */
record LinkedService(String name, String roleName, String policyArn, boolean suffixAllowed) {
    private static final String TABLE = "services.txt";
    private static final int COLUMNS = 4;

    /**
     * Returns the service with exactly that name.
     *
     * @throws AwsException InvalidInput for a name that the table does not list
     */
    static LinkedService of(String name) {
        for (String line : table().split("\n", -1)) {
            String[] columns = line.split("\t", -1);
            if (columns.length == COLUMNS && columns[0].equals(name)) {
                return new LinkedService(
                        name, columns[1], "arn:aws:iam::aws:policy/" + columns[2], !columns[3].isEmpty());
            }
        }
        throw new AwsException(
                IamError.INVALID_INPUT, "Service-linked roles are not supported for the service " + name + ".");
    }

    /** Returns the name of a role of this service. */
    String roleName(@Nullable String suffix) {
        return suffix == null ? roleName : roleName + "_" + suffix;
    }

    String path() {
        return "/aws-service-role/" + name + "/";
    }

    String trustPolicy() {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"" + name
                + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    private static String table() {
        try (InputStream in = LinkedService.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + ": missing (expected: a resource of this module)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
