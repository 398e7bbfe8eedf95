// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.UpdateAssumeRolePolicyRequest;
import io.drawbridge.iam.model.UpdateUserRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trust policies name users and roles by unique id.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">
 *     Principal</a>
 */
final class TrustPrincipalsTest {
    private static final String BOB = "arn:aws:iam::111122223333:user/bob";

    private final IamBed bed = new IamBed();

    private boolean bobMayAssume() {
        RequestContext bob = bed.as("bob");
        Arn role = Arn.parse("arn:aws:iam::111122223333:role/r").orElseThrow();
        return bob.decide(AccessCheck.onRole(
                        "sts:AssumeRole", bed.directory.role(role).orElseThrow()))
                .allowed();
    }

    private void update(String trustPolicy) {
        bed.call(
                UpdateAssumeRolePolicyRequest.OPERATION,
                UpdateAssumeRolePolicyRequest.builder()
                        .roleName("r")
                        .policyDocument(trustPolicy)
                        .build());
    }

    @Test
    void aRecreatedUserDoesNotInheritTrustUntilThePolicyIsSavedAgain() {
        String id = bed.user("bob").userId();
        bed.role("r", IamBed.trust(BOB));
        assertThat(bobMayAssume()).isTrue();
        assertThat(bed.shownTrust("r")).isEqualTo(IamBed.trust(BOB));

        bed.deleteUser("bob");
        assertThat(bed.shownTrust("r")).isEqualTo(IamBed.trust(id));
        bed.user("bob");
        assertThat(bobMayAssume()).isFalse();
        assertThat(bed.shownTrust("r")).isEqualTo(IamBed.trust(id));

        update(IamBed.trust(BOB));
        assertThat(bobMayAssume()).isTrue();
    }

    @Test
    void aRenamedUserKeepsTrustAndIsShownByItsNewArn() {
        bed.user("alice");
        bed.role("r", IamBed.trust("arn:aws:iam::111122223333:user/alice"));
        bed.call(
                UpdateUserRequest.OPERATION,
                UpdateUserRequest.builder().userName("alice").newUserName("bob").build());
        assertThat(bed.shownTrust("r")).isEqualTo(IamBed.trust(BOB));
        assertThat(bobMayAssume()).isTrue();
    }

    @Test
    void theIdOfAUserIsAcceptedWhileTheUserExists() {
        String id = bed.user("bob").userId();
        bed.role("r", IamBed.trust(id));
        assertThat(bed.shownTrust("r")).isEqualTo(IamBed.trust(BOB));
        assertThat(bobMayAssume()).isTrue();
        bed.deleteUser("bob");
        assertThat(bed.shownTrust("r")).isEqualTo(IamBed.trust(id));
        assertThatThrownBy(() -> update(IamBed.trust(id)))
                .hasMessage("Invalid principal in policy: \"AWS\":\"" + id + '"');
        assertThatThrownBy(() -> bed.role("fresh", IamBed.trust(id)))
                .hasMessage("Invalid principal in policy: \"AWS\":\"" + id + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:user/nobody",
                "arn:aws:iam::111122223333:role/nothing",
                "arn:aws:iam::444455556666:user/bob",
                "arn:aws:iam::111122223333:user/path/bob",
                "arn:aws:iam::111122223333:user/BOB",
            })
    void aPrincipalOfThisServerMustExist(String principal) {
        bed.user("bob");
        assertThatThrownBy(() -> bed.role("r", IamBed.trust(principal)))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("MalformedPolicyDocument"))
                .hasMessage("Invalid principal in policy: \"AWS\":\"" + principal + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "999988887777, arn:aws:iam::999988887777:root",
        "arn:aws:iam::999988887777:user/far, arn:aws:iam::999988887777:user/far",
        "arn:aws:sts::111122223333:assumed-role/any/session, arn:aws:sts::111122223333:assumed-role/any/session",
        "*, *",
    })
    void otherPrincipalsAreKept(String given, String shown) {
        bed.role("r", IamBed.trust(given));
        assertThat(bed.shownTrust("r")).isEqualTo(IamBed.trust(shown));
    }
}
