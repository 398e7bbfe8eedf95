// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.OrganizationDirectory;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.iam.directory.CacheFigures;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.directory.UnknownAccounts;
import io.drawbridge.iam.model.DeleteUserPolicyRequest;
import io.drawbridge.iam.model.PutUserPolicyRequest;
import io.drawbridge.iam.policy.BundledAwsManagedPolicies;
import io.drawbridge.iam.store.User;
import org.junit.jupiter.api.Test;

/** The policies of a principal are compiled once, dropped at each change, and bounded in memory. */
final class PolicyCacheTest {
    private final IamBed bed = new IamBed();

    private void put(String user, String name) {
        bed.call(
                PutUserPolicyRequest.OPERATION,
                PutUserPolicyRequest.builder()
                        .userName(user)
                        .policyName(name)
                        .policyDocument(IamBed.ALLOW_ALL)
                        .build());
    }

    private Principal.InAccount principal(String name) {
        return bed.tables
                .store()
                .read(transaction -> bed.tables.users().find(transaction, IamBed.ACCOUNT, name))
                .map(User::principal)
                .orElseThrow();
    }

    private static IdentityPolicies policies(IamDirectory directory, Principal.InAccount principal) {
        return directory.policiesOf(principal).orElseThrow();
    }

    @Test
    void aPrincipalIsCompiledOnceAndAgainAfterEachChange() {
        bed.user("bob");
        put("bob", "One");
        Principal.InAccount bob = principal("bob");
        IdentityPolicies first = policies(bed.directory, bob);
        assertThat(policies(bed.directory, bob)).isSameAs(first);
        put("bob", "Two");
        IdentityPolicies second = policies(bed.directory, bob);
        assertThat(second.identity().policies()).hasSize(2);
        assertThat(second.identity().policies().get(0))
                .as("an unchanged document is not compiled again")
                .isSameAs(first.identity().policies().get(0));
        bed.call(
                DeleteUserPolicyRequest.OPERATION,
                DeleteUserPolicyRequest.builder()
                        .userName("bob")
                        .policyName("One")
                        .build());
        assertThat(policies(bed.directory, bob).identity().policies())
                .extracting(policy -> policy.origin().name())
                .containsExactly("Two");
    }

    @Test
    void changesOfAnotherAccountEvictNothing() {
        bed.user("bob");
        Principal.InAccount bob = principal("bob");
        IdentityPolicies first = policies(bed.directory, bob);
        bed.tables.changeOnly(IamBed.OTHER, transaction -> {});
        assertThat(policies(bed.directory, bob)).isSameAs(first);
        bed.tables.changeOnly(IamBed.ACCOUNT, transaction -> {});
        assertThat(policies(bed.directory, bob)).isNotSameAs(first);
    }

    @Test
    void theCacheCountsItsBytesAndStaysWithinThem() {
        IamDirectory small = new IamDirectory(
                bed.tables,
                new BundledAwsManagedPolicies(),
                OrganizationDirectory.NONE,
                UnknownAccounts.ACCEPT,
                200_000);
        for (int i = 0; i < 60; i++) {
            bed.user("user" + i);
            put("user" + i, "P");
        }
        for (int i = 0; i < 60; i++) {
            assertThat(policies(small, principal("user" + i)).identity().policies())
                    .hasSize(1);
            CacheFigures figures = small.cacheFigures();
            assertThat(figures.bytes()).isPositive().isLessThanOrEqualTo(figures.bytesMax());
        }
        CacheFigures figures = small.cacheFigures();
        assertThat(figures.bytesMax()).isEqualTo(200_000);
        assertThat(figures.principals()).isBetween(1, 59);
        assertThat(figures.policies()).isBetween(1, 59);
    }
}
