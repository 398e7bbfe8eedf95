// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Which resources cover {@code s3:ListAllMyBuckets}. Many policies name {@code arn:aws:s3:::*}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-policies-s3.html">
 *     Example policies</a>
 */
final class ListAllMyBucketsTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a1,*,true",
        "a2,arn:aws:s3:::*,true",
        "a3,arn:aws:s3:::my-bucket,false",
        "a4,arn:aws:s3:::my-*,false",
        "a5,arn:aws:s3:::*/*,false"
    })
    void anAllowOfAllBucketsCoversIt(String user, String resource, boolean allowed) {
        Keys keys = world.user(PRODUCTION, user, World.allow("s3:ListAllMyBuckets", resource));
        compare(user, keys, allowed ? "allowed" : "implicitDeny");
    }

    @ParameterizedTest
    @CsvSource({"d1,*,false", "d2,arn:aws:s3:::*,false", "d3,arn:aws:s3:::my-bucket,true"})
    void aDenyOfAllBucketsCoversItToo(String user, String resource, boolean allowed) {
        Keys keys = world.user(PRODUCTION, user, World.allow("*", "*"));
        world.rootIam(PRODUCTION)
                .putUserPolicy(
                        r -> r.userName(user).policyName("denying").policyDocument(World.deny("s3:List*", resource)));
        compare(user, keys, allowed ? "allowed" : "explicitDeny");
    }

    private static void compare(String user, Keys keys, String decision) {
        String arn = "arn:aws:iam::" + PRODUCTION + ":user/" + user;
        if (decision.equals("allowed")) {
            world.s3(keys).listBuckets();
        } else {
            String reason = decision.equals("explicitDeny")
                    ? "with an explicit deny in an identity-based policy"
                    : "because no identity-based policy allows the s3:ListAllMyBuckets action";
            assertThatThrownBy(() -> world.s3(keys).listBuckets())
                    .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(
                                    e.awsErrorDetails().errorMessage())
                            .isEqualTo(
                                    "User: " + arn + " is not authorized to perform: s3:ListAllMyBuckets " + reason));
        }
        assertThat(world.rootIam(PRODUCTION)
                        .simulatePrincipalPolicy(r -> r.policySourceArn(arn).actionNames("s3:ListAllMyBuckets"))
                        .evaluationResults()
                        .get(0)
                        .evalDecisionAsString())
                .isEqualTo(decision);
    }
}
