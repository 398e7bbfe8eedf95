// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.iam.model.AttachUserPolicyRequest;
import io.drawbridge.iam.model.CreatePolicyVersionRequest;
import io.drawbridge.iam.model.DeletePolicyVersionRequest;
import io.drawbridge.iam.model.GetPolicyRequest;
import io.drawbridge.iam.model.ListEntitiesForPolicyRequest;
import io.drawbridge.iam.model.ListPoliciesRequest;
import io.drawbridge.iam.model.ListPoliciesResponse;
import io.drawbridge.iam.model.ListPolicyVersionsRequest;
import io.drawbridge.iam.model.Policy;
import io.drawbridge.iam.model.PolicyUser;
import io.drawbridge.iam.model.PolicyVersion;
import io.drawbridge.iam.model.SetDefaultPolicyVersionRequest;
import io.drawbridge.iam.policy.BundledAwsManagedPolicies;
import io.drawbridge.iam.store.AwsManagedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Versions and lists of managed policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html">
 *     Versioning</a>
 */
final class ManagedPolicyTest {
    private final IamBed bed = new IamBed();

    private @Nullable String newVersion(String arn, boolean asDefault) {
        PolicyVersion version = bed.call(
                        CreatePolicyVersionRequest.OPERATION,
                        CreatePolicyVersionRequest.builder()
                                .policyArn(arn)
                                .policyDocument(IamBed.ALLOW_ALL)
                                .setAsDefault(asDefault)
                                .build())
                .policyVersion();
        return Objects.requireNonNull(version).versionId();
    }

    private void deleteVersion(String arn, String versionId) {
        bed.call(
                DeletePolicyVersionRequest.OPERATION,
                DeletePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId(versionId)
                        .build());
    }

    private @Nullable String defaultVersion(String arn) {
        Policy policy = bed.call(
                        GetPolicyRequest.OPERATION,
                        GetPolicyRequest.builder().policyArn(arn).build())
                .policy();
        return Objects.requireNonNull(policy).defaultVersionId();
    }

    @Test
    void versionNumbersAreNeverUsedAgainAndFiveAreKept() {
        String arn = bed.policy("p");
        for (int i = 2; i <= 5; i++) {
            assertThat(newVersion(arn, false)).isEqualTo("v" + i);
        }
        assertThatThrownBy(() -> newVersion(arn, false))
                .hasMessage("A managed policy can have up to 5 versions. Before you create a new version, you must"
                        + " delete an existing version.");
        deleteVersion(arn, "v5");
        assertThat(newVersion(arn, true)).isEqualTo("v6");
        assertThat(defaultVersion(arn)).isEqualTo("v6");
        assertThatThrownBy(() -> deleteVersion(arn, "v6")).hasMessage("Cannot delete the default version of a policy.");
        assertThatThrownBy(() -> deleteVersion(arn, "v5"))
                .hasMessage("Policy " + arn + " version v5 does not exist or is not attachable.");
        bed.call(
                SetDefaultPolicyVersionRequest.OPERATION,
                SetDefaultPolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId("v2")
                        .build());
        assertThat(defaultVersion(arn)).isEqualTo("v2");
        List<String> ids = bed
                .call(
                        ListPolicyVersionsRequest.OPERATION,
                        ListPolicyVersionsRequest.builder().policyArn(arn).build())
                .versions()
                .stream()
                .map(version -> String.valueOf(version.versionId()))
                .toList();
        assertThat(ids).containsExactly("v6", "v4", "v3", "v2", "v1");
    }

    @Test
    void awsManagedPoliciesCanBeReadAndNotChanged() {
        String arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        assertThat(defaultVersion(arn)).isEqualTo("v1");
        assertThatThrownBy(() -> newVersion(arn, true))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("AccessDenied"));
    }

    @Test
    void aPolicyOfAnotherAccountIsDeniedWithoutAReason() {
        String arn = "arn:aws:iam::444455556666:policy/theirs";
        assertThatThrownBy(() -> defaultVersion(arn))
                .hasMessage("User: arn:aws:iam::111122223333:root is not authorized to perform: iam:GetPolicy on"
                        + " resource: policy " + arn);
    }

    @Test
    void everyBundledPolicyIsValid() {
        BundledAwsManagedPolicies policies = new BundledAwsManagedPolicies();
        assertThat(policies.list()).hasSizeGreaterThan(1_500);
        for (AwsManagedPolicy policy : policies.list()) {
            // AWS does not hold the policies of its service roles to the rules for customers.
            if (!policy.path().equals("/aws-service-role/")) {
                assertThatCode(() -> PolicyParser.parse(policies.document(policy), PolicyGrammar.MANAGED))
                        .as(policy.name())
                        .doesNotThrowAnyException();
            }
            assertThat(policy.id()).hasSize(21).startsWith("ANPA");
            assertThat(policies.find(policy.arn())).contains(policy);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"All", "AWS", "Local"})
    void pagesOfPoliciesHaveNeitherGapNorDuplicate(String scope) {
        for (int i = 0; i < 23; i++) {
            bed.policy((i % 2 == 0 ? "a" : "Z") + i);
        }
        bed.policy("ReadOnlyAccess");
        int bundled = new BundledAwsManagedPolicies().list().size();
        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            ListPoliciesResponse page = bed.call(
                    ListPoliciesRequest.OPERATION,
                    ListPoliciesRequest.builder()
                            .scope(scope)
                            .maxItems(7)
                            .marker(marker)
                            .build());
            page.policies().forEach(policy -> seen.add(String.valueOf(policy.arn())));
            marker = page.marker();
            assertThat(page.isTruncated()).isEqualTo(marker != null);
        } while (marker != null);
        assertThat(seen)
                .doesNotHaveDuplicates()
                .hasSize(scope.equals("AWS") ? bundled : scope.equals("Local") ? 24 : 24 + bundled);
    }

    @Test
    void onlyAttachedPoliciesAreListedWithTheirEntities() {
        bed.user("bob");
        bed.policy("idle");
        String arn = bed.policy("used");
        bed.call(
                AttachUserPolicyRequest.OPERATION,
                AttachUserPolicyRequest.builder().userName("bob").policyArn(arn).build());
        List<Policy> attached = bed.call(
                        ListPoliciesRequest.OPERATION,
                        ListPoliciesRequest.builder().onlyAttached(true).build())
                .policies();
        assertThat(attached).hasSize(1);
        assertThat(attached.get(0).arn()).isEqualTo(arn);
        assertThat(attached.get(0).attachmentCount()).isEqualTo(1);
        ListEntitiesForPolicyRequest.Builder entities =
                ListEntitiesForPolicyRequest.builder().policyArn(arn);
        assertThat(bed.call(ListEntitiesForPolicyRequest.OPERATION, entities.build())
                        .policyUsers())
                .extracting(PolicyUser::userName)
                .containsExactly("bob");
        assertThat(bed.call(
                                ListEntitiesForPolicyRequest.OPERATION,
                                entities.policyUsageFilter("PermissionsBoundary")
                                        .build())
                        .policyUsers())
                .isEmpty();
    }
}
