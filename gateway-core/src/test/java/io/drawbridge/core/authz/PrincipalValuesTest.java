// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static io.drawbridge.core.authz.Scenes.FEDERATED;
import static io.drawbridge.core.authz.Scenes.NOW;
import static io.drawbridge.core.authz.Scenes.ROOT;
import static io.drawbridge.core.authz.Scenes.SESSION;
import static io.drawbridge.core.authz.Scenes.USER;
import static io.drawbridge.core.authz.Scenes.caller;
import static io.drawbridge.core.authz.Scenes.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The condition keys that derive from the caller; an empty cell means that the key is absent. */
class PrincipalValuesTest {
    @ParameterizedTest
    @CsvSource({
        "aws:username,,bob,,,",
        "aws:userid,111111111111,AIDABOB,111111111111:fed,AROAAPP:s1,anonymous",
        "aws:principaltype,Account,User,FederatedUser,AssumedRole,Anonymous",
        "aws:principalarn,arn:aws:iam::111111111111:root,arn:aws:iam::111111111111:user/dev/bob,"
                + "arn:aws:sts::111111111111:federated-user/fed,arn:aws:iam::111111111111:role/svc/app,",
        "aws:principalaccount,111111111111,111111111111,111111111111,111111111111,anonymous",
        "aws:principaltag/team,,,,,",
        "aws:tokenissuetime,,,2026-01-02T03:02:25Z,2026-01-02T03:02:25Z,",
        "aws:multifactorauthpresent,,,false,false,",
        "aws:multifactorauthage,,,,,",
        "aws:principalisawsservice,false,false,false,false,",
        "aws:epochtime,1767323045,1767323045,1767323045,1767323045,1767323045"
    })
    void valuesDependOnTheTypeOfCaller(
            String key,
            @Nullable String root,
            @Nullable String user,
            @Nullable String federated,
            @Nullable String session,
            @Nullable String anonymous) {
        assertThat(value(caller(ROOT), key)).isEqualTo(root);
        assertThat(value(caller(USER), key)).isEqualTo(user);
        assertThat(value(caller(FEDERATED), key)).isEqualTo(federated);
        assertThat(value(caller(SESSION), key)).isEqualTo(session);
        assertThat(value(Caller.ANONYMOUS, key)).isEqualTo(anonymous);
    }

    @Test
    void sessionTagsOverrideTheTagsOfTheRole() {
        Caller caller = new Caller(
                SESSION,
                facts(Map.of("TEAM", "red"), NOW.minusSeconds(60)),
                "ASIAEXAMPLE",
                AuthenticationType.SIGV4_HEADER);
        PrincipalValues values = new PrincipalValues(caller, Map.of("team", "blue", "Site", "x"), NOW);
        assertThat(values.get("aws:principaltag/team")).containsExactly("red");
        assertThat(values.get("aws:principaltag/site")).containsExactly("x");
        assertThat(values.get("aws:principaltag/none")).isNull();
        assertThat(values.get("aws:multifactorauthpresent")).containsExactly("true");
        assertThat(values.get("aws:multifactorauthage")).containsExactly("60");
    }

    @Test
    void servicesHaveTheirNameAsKey() {
        Caller service = caller(new Principal.ServicePrincipal("x.amazonaws.com"));
        assertThat(value(service, "aws:principalisawsservice")).isEqualTo("true");
        assertThat(value(service, "aws:principalservicename")).isEqualTo("x.amazonaws.com");
        assertThat(value(caller(USER), "aws:principalservicename")).isNull();
    }

    private static @Nullable String value(Caller caller, String key) {
        List<String> values = new PrincipalValues(caller, Map.of(), NOW).get(key);
        return values == null ? null : values.get(0);
    }
}
