// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccountMembership;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.iam.store.IamSpaces;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.organization.Organizations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The organization of a bootstrap file: what it may say, and that rows keep it.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">Quotas</a>
 */
final class OrganizationFileTest {
    private static final AccountId MANAGEMENT = new AccountId("111111111111");
    private static final AccountId MEMBER = new AccountId("222222222222");
    private static final AccountId OUTSIDE = new AccountId("333333333333");
    private static final String ALLOW_S3 =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";
    private static final String DENY_S3 = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
            + "\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

    @TempDir
    Path folder;

    private final IamTables tables = IamTables.of(
            new KeyValueStore(new MemoryEngine(1 << 24)), new KeyRing(new byte[32]), new SplittableRandom(1));

    private Bootstrap read(String organization) throws IOException, BootstrapException {
        Path file = folder.resolve("bootstrap.json");
        String accounts = "{\"id\":\"111111111111\",\"name\":\"a\"},{\"id\":\"222222222222\",\"name\":\"b\"},"
                + "{\"id\":\"333333333333\",\"name\":\"c\"}";
        Files.writeString(file, "{\"accounts\":[" + accounts + "]" + organization + "}");
        return BootstrapFile.read(file);
    }

    private static String organization(String root) {
        return ",\"organization\":{\"id\":\"o-aaaaaaaaaa\",\"managementAccount\":\"111111111111\",\"root\":" + root
                + "}";
    }

    private void apply(String organization) throws IOException, BootstrapException {
        new BootstrapApplier(tables, new UniqueIds(new SplittableRandom(1)), Clock.systemUTC())
                .apply(read(organization));
    }

    /** Reads from the rows with nothing cached, as after a restart. */
    private AccountMembership membership(AccountId account) {
        return new Organizations(tables.store(), tables).membershipOf(account).orElseThrow();
    }

    private static List<List<String>> names(List<PolicySet> levels) {
        return levels.stream()
                .map(level -> level.policies().stream()
                        .map(policy -> policy.origin().name())
                        .toList())
                .toList();
    }

    @Test
    void aGivenListReplacesFullAwsAccessAndResourcePoliciesAreAddedToTheirs() throws Exception {
        apply(organization(
                "{\"organizationalUnits\":[{\"name\":\"A\",\"serviceControlPolicies\":[{\"name\":\"S3\",\"document\":"
                        + ALLOW_S3 + "}],\"resourceControlPolicies\":[{\"name\":\"R\",\"document\":" + DENY_S3
                        + "}],\"organizationalUnits\":[{\"name\":\"B\",\"accounts\":[{\"id\":\"222222222222\","
                        + "\"serviceControlPolicies\":[{\"name\":\"FullAWSAccess\"},{\"name\":\"S3\",\"document\":"
                        + ALLOW_S3
                        + "}]}]}]}]}"));
        AccountMembership member = membership(MEMBER);
        assertThat(names(member.serviceControlLevels()))
                .containsExactly(
                        List.of("FullAWSAccess"),
                        List.of("S3"),
                        List.of("FullAWSAccess"),
                        List.of("FullAWSAccess", "S3"));
        assertThat(names(member.resourceControlLevels()))
                .containsExactly(
                        List.of("RCPFullAWSAccess"),
                        List.of("RCPFullAWSAccess", "R"),
                        List.of("RCPFullAWSAccess"),
                        List.of("RCPFullAWSAccess"));
        assertThat(member.path()).matches("o-aaaaaaaaaa/r-[0-9a-z]{4}/ou-[0-9a-z]{4}-[0-9a-z]{8}/ou-[0-9a-z-]+/");
        assertThat(membership(MANAGEMENT).serviceControlLevels()).isEmpty();
        assertThat(membership(MANAGEMENT).resourceControlLevels()).isEmpty();
        assertThat(new Organizations(tables.store(), tables).membershipOf(OUTSIDE))
                .isEmpty();
    }

    @Test
    void theSameFileChangesNothingAnotherReplacesAndNullRemoves() throws Exception {
        String first =
                organization("{\"accounts\":[{\"id\":\"222222222222\",\"serviceControlPolicies\":[{\"name\":\"S3\","
                        + "\"document\":" + ALLOW_S3 + "}]}]}");
        apply(first);
        Organizations organizations = new Organizations(tables.store(), tables);
        assertThat(organizations.membershipOf(MEMBER)).isPresent();
        String path = membership(MEMBER).path();
        KeyRange epoch = IamSpaces.EPOCH.key().text(OUTSIDE.digits()).range();
        long before = tables.store().changes(epoch, -1, 1).completeTo();
        apply(first);
        // Each account itself is written again by every start; the organization adds nothing to that.
        assertThat(tables.store().changes(epoch, before, 10).changed()).hasSize(1);
        assertThat(membership(MEMBER).path()).isEqualTo(path);

        apply(organization("{\"accounts\":[{\"id\":\"222222222222\"}]}"));
        assertThat(names(organizations.membershipOf(MEMBER).orElseThrow().serviceControlLevels()))
                .containsExactly(List.of("FullAWSAccess"), List.of("FullAWSAccess"));
        apply("");
        assertThat(organizations.membershipOf(MEMBER)).isPresent();
        apply(",\"organization\":null");
        assertThat(organizations.membershipOf(MEMBER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"serviceControlPolicies\":[]} | organization.root.serviceControlPolicies: 0 entries (expected: 1 to 5)",
                "{\"id\":\"x\"} | organization.root.id: \"x\" (expected: r-",
                "{\"acounts\":[]} | organization.root.acounts: unknown field",
                "{\"accounts\":[{\"id\":\"222222222222\"},{\"id\":\"222222222222\"}]} | organization.root.accounts[1].id: \"222222222222\" stands in the file twice",
                "{\"accounts\":[{\"id\":\"444444444444\"}]} | organization.root.accounts[0].id: \"444444444444\" (expected: an account of this server)",
                "{\"organizationalUnits\":[{\"name\":\"A\"},{\"name\":\"A\"}]} | organization.root.organizationalUnits[1].name: \"A\" stands there twice",
                "{\"id\":\"r-abcd\",\"organizationalUnits\":[{\"name\":\"A\",\"id\":\"ou-wxyz-12345678\"}]} | organization.root.organizationalUnits[0].id: \"ou-wxyz-12345678\" (expected: ou-abcd-",
                "{\"serviceControlPolicies\":[{\"name\":\"P\"}]} | organization.root.serviceControlPolicies[0].document: missing",
                "{\"serviceControlPolicies\":[{\"name\":\"P\",\"document\":{}}]} | organization.root.serviceControlPolicies[0].document: Syntax errors in policy.",
                "{\"serviceControlPolicies\":[{\"name\":\"P\",\"document\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}}]} | organization.root.serviceControlPolicies[0].document: Policy document must be version 2012-10-17",
                "{\"serviceControlPolicies\":[{\"name\":\"P\",\"document\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}}]} | organization.root.serviceControlPolicies[0].document: The provided policy document does not meet",
                "{\"resourceControlPolicies\":[{\"name\":\"P\",\"document\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}}]} | organization.root.resourceControlPolicies[0].document: The provided policy document does not meet",
                "{\"resourceControlPolicies\":[{\"name\":\"P\",\"document\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"}]}}]} | organization.root.resourceControlPolicies[0].document: The provided policy document does not meet",
                "{\"resourceControlPolicies\":[{\"name\":\"P\",\"document\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}}]} | organization.root.resourceControlPolicies[0].document: The provided policy document does not meet",
                "{\"resourceControlPolicies\":[{\"name\":\"P\",\"document\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"222222222222\"},\"Action\":\"s3:*\",\"Resource\":\"*\"}]}}]} | organization.root.resourceControlPolicies[0].document: The provided policy document does not meet",
            })
    void everyComplaintNamesTheField(String root, String complaint) {
        assertThatThrownBy(() -> apply(organization(root)))
                .isInstanceOf(BootstrapException.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void unitsLieAtMostFiveDeep() throws Exception {
        String five = nested(5);
        apply(organization(five));
        assertThatThrownBy(() -> apply(organization(nested(6))))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContaining("too deep (expected: at most 5 units below one another)");
    }

    private static String nested(int depth) {
        String inner = "{\"name\":\"U\"}";
        for (int i = 1; i < depth; i++) {
            inner = "{\"name\":\"U\",\"organizationalUnits\":[" + inner + "]}";
        }
        return "{\"organizationalUnits\":[" + inner + "]}";
    }

    @Test
    void aDocumentMayHaveFiveThousandOneHundredAndTwentyCharacters() throws Exception {
        apply(organization(padded(5_120)));
        assertThatThrownBy(() -> apply(organization(padded(5_121))))
                .isInstanceOf(BootstrapException.class)
                .hasMessageStartingWith("organization.root.serviceControlPolicies[0].document: You have exceeded");
    }

    private static String padded(int length) {
        String document = ALLOW_S3.replace("\"s3:*\"", "\"s3:*" + "x".repeat(length - ALLOW_S3.length()) + "\"");
        return "{\"serviceControlPolicies\":[{\"name\":\"P\",\"document\":" + document + "}]}";
    }
}
