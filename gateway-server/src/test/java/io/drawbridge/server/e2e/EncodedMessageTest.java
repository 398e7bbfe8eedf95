// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encoded authorization messages of IAM, STS and S3, and who may read them.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html">
 *     DecodeAuthorizationMessage</a>
 */
final class EncodedMessageTest {
    private static final Pattern MESSAGE = Pattern.compile("Encoded authorization failure message: ([\\w-]+)");
    private static final String DENYING =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"NoList\",\"Effect\":\"Deny\","
                    + "\"Action\":[\"iam:ListUsers\",\"s3:*\"],\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:username\":"
                    + "\"bob\"}}}]}";

    private static World world;
    private static Keys bob;

    @BeforeAll
    static void start() {
        world = World.start("null", builder -> builder.encodedAuthorizationMessages());
        bob = world.user(PRODUCTION, "bob", DENYING);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String message(Keys keys, String... words) {
        String errors =
                world.client().as(keys).aws(words).failedWith("AccessDenied").errors();
        Matcher matcher = MESSAGE.matcher(errors);
        assertThat(matcher.find()).as(errors).isTrue();
        assertThat(matcher.group(1).length()).isLessThanOrEqualTo(10_240);
        return matcher.group(1);
    }

    private static String decode(Keys keys, String message) {
        return world.sts(keys)
                .decodeAuthorizationMessage(r -> r.encodedMessage(message))
                .decodedMessage();
    }

    @Test
    void theMessageContainsTheDenyingStatementAndTheRequest() {
        JsonNode decoded =
                JsonMapper.shared().readTree(decode(world.root(PRODUCTION), message(bob, "iam", "list-users")));
        assertThat(decoded.propertyNames())
                .containsExactly("allowed", "explicitDeny", "matchedStatements", "failures", "context");
        assertThat(decoded.get("allowed").booleanValue()).isFalse();
        assertThat(decoded.get("explicitDeny").booleanValue()).isTrue();
        JsonNode statement = decoded.get("matchedStatements").get("items").get(0);
        assertThat(statement.toString())
                .isEqualTo(
                        "{\"statementId\":\"NoList\",\"effect\":\"DENY\",\"principals\":{\"items\":[]},\"actions\":{\"items\":"
                                + "[{\"value\":\"iam:ListUsers\"},{\"value\":\"s3:*\"}]},\"resources\":{\"items\":[{\"value\":\"*\"}]},"
                                + "\"conditions\":{\"items\":[{\"key\":\"aws:username\",\"values\":{\"items\":[{\"value\":\"bob\"}]}}]}}");
        assertThat(decoded.get("failures").toString()).isEqualTo("{\"items\":[]}");
        JsonNode context = decoded.get("context");
        assertThat(context.get("principal").get("id").stringValue()).startsWith("AIDA");
        assertThat(context.get("principal").get("name").stringValue()).isEqualTo("bob");
        assertThat(context.get("principal").get("arn").stringValue()).isEqualTo("arn:aws:iam::999999999999:user/bob");
        assertThat(context.get("action").stringValue()).isEqualTo("iam:ListUsers");
        assertThat(context.get("resource").stringValue()).isEqualTo("arn:aws:iam::999999999999:user/");
        assertThat(context.get("conditions").toString())
                .contains("{\"key\":\"aws:username\",\"values\":{\"items\":[{\"value\":\"bob\"}]}}")
                .contains("{\"key\":\"aws:RequestedRegion\",\"values\":{\"items\":[{\"value\":\"us-east-1\"}]}}");
    }

    @Test
    void s3AndStsTellItAsWell() {
        JsonNode s3 =
                JsonMapper.shared().readTree(decode(world.root(PRODUCTION), message(bob, "s3api", "list-buckets")));
        assertThat(s3.get("context").get("action").stringValue()).isEqualTo("s3:ListAllMyBuckets");
        JsonNode sts = JsonMapper.shared()
                .readTree(decode(
                        world.root(PRODUCTION),
                        message(
                                bob,
                                "sts",
                                "assume-role",
                                "--role-arn",
                                World.roleArn(DEVELOPMENT, "none"),
                                "--role-session-name",
                                "s1")));
        assertThat(sts.get("explicitDeny").booleanValue()).isFalse();
        assertThat(sts.get("matchedStatements").toString()).isEqualTo("{\"items\":[]}");
        assertThat(sts.get("context").get("resource").stringValue()).isEqualTo("arn:aws:iam::111111111111:role/none");
    }

    @Test
    void onlyPrincipalsOfTheCallersAccountWithThePermissionRead() {
        String message = message(bob, "iam", "list-users");
        assertThatThrownBy(() -> decode(bob, message))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("is not authorized to perform: sts:DecodeAuthorizationMessage on resource: *");
        Keys reader = world.user(PRODUCTION, "reader", World.allow("sts:DecodeAuthorizationMessage", "*"));
        assertThat(decode(reader, message)).contains("\"NoList\"");
        invalid(world.root(DEVELOPMENT), message);
        invalid(reader, message.substring(1));
        invalid(reader, "x");
        invalid(reader, message.substring(0, message.length() - 3) + "AAA");
        assertThatThrownBy(() -> decode(reader, "x".repeat(10_241)))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("Member must have length less than or equal to 10240");
    }

    private static void invalid(Keys keys, String message) {
        assertThatThrownBy(() -> decode(keys, message)).isInstanceOfSatisfying(StsException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAuthorizationMessageException");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Message is not valid");
        });
    }

    @Test
    void withoutTheOptionNothingIsAdded() {
        try (World plain = World.start()) {
            Keys keys = plain.user(PRODUCTION, "bob", DENYING);
            assertThat(plain.client()
                            .as(keys)
                            .aws("iam", "list-users")
                            .failedWith("AccessDenied")
                            .errors())
                    .doesNotContain("Encoded");
        }
    }
}
