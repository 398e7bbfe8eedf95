// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The principals of policies in their stored and displayed form. */
final class PrincipalIdsTest {
    private static final AccountId HERE = Scenes.A;
    private static final Arn ROLE = Arn.iam(HERE, "role/app");
    private static final Arn USER = Arn.iam(HERE, "user/bob");

    private final ListedIdentities entities = new ListedIdentities(HERE);

    @BeforeEach
    void aRoleAndAUser() {
        entities.ids.put(ROLE, "AROA0123456789ABCDEF");
        entities.ids.put(USER, "AIDA0123456789ABCDEF");
    }

    private static String policy(String principal) {
        return "{\"Statement\":[{\"Principal\":{\"AWS\":\"" + principal + "\"}}]}";
    }

    private String stored(String principal) {
        return PrincipalIds.toStored(
                policy(principal), entities, value -> new AwsException(CommonError.ACCESS_DENIED, "no " + value));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111111111111:role/app, AROA0123456789ABCDEF",
        "arn:aws:iam::111111111111:user/bob, AIDA0123456789ABCDEF",
        "111111111111, arn:aws:iam::111111111111:root",
        "222222222222, arn:aws:iam::222222222222:root",
        "*, *",
        "arn:aws:iam::111111111111:root, arn:aws:iam::111111111111:root",
        "arn:aws:iam::222222222222:role/app, arn:aws:iam::222222222222:role/app",
        "arn:aws:sts::111111111111:assumed-role/app/s, arn:aws:sts::111111111111:assumed-role/app/s"
    })
    void entitiesOfThisServerAreStoredByTheirId(String written, String stored) {
        assertThat(stored(written)).isEqualTo(policy(stored));
    }

    @ParameterizedTest
    @CsvSource({"arn:aws:iam::111111111111:role/gone", "arn:aws:iam::111111111111:user/gone", "AROAGONE0123456789AB"})
    void aPrincipalThatDoesNotExistIsRefused(String written) {
        assertThatThrownBy(() -> stored(written)).hasMessage("no " + written);
    }

    @Test
    void theIdOfAnExistingEntityIsAcceptedAndShownAsItsArn() {
        String stored = stored("AROA0123456789ABCDEF");
        assertThat(stored).isEqualTo(policy("AROA0123456789ABCDEF"));
        assertThat(PrincipalIds.toShown(stored, entities)).isEqualTo(policy(ROLE.toString()));
    }

    @Test
    void aRoleOfTheSameNameIsNotTheSameRole() {
        String stored = stored(ROLE.toString());
        assertThat(PrincipalIds.toShown(stored, entities)).isEqualTo(policy(ROLE.toString()));
        entities.ids.put(ROLE, "AROANEW0123456789ABC");
        assertThat(PrincipalIds.toShown(stored, entities)).isEqualTo(policy("AROA0123456789ABCDEF"));
    }

    @ParameterizedTest
    @CsvSource({"*", "111111111111", "arn:aws:iam::111111111111:root"})
    void aValueThatIsNotAnIdIsShownUnchanged(String principal) {
        entities.ids.put(Arn.iam(HERE, "user/odd"), principal);
        assertThat(PrincipalIds.toShown(policy(principal), entities)).isEqualTo(policy(principal));
    }
}
