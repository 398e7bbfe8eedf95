// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.ErrorCode;
import io.drawbridge.iam.model.ContextEntry;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import io.drawbridge.iam.model.SimulateCustomPolicyResponse;
import io.drawbridge.iam.model.SimulatePrincipalPolicyRequest;
import java.util.List;

/** Requests to the policy simulator, and their results. */
final class Simulations {
    static final String USER = "arn:aws:iam::111122223333:user/";
    static final String OBJECT = "arn:aws:s3:::b/k";
    static final String ALLOW_GET = policy("Allow", "s3:GetObject", "*", "");
    static final String DENY_GET = policy("Deny", "s3:GetObject", "*", "");

    private final IamBed bed;

    Simulations(IamBed bed) {
        this.bed = bed;
    }

    static String policy(String effect, String action, String resource, String more) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"" + more + "}]}";
    }

    static String bucketPolicy(String effect, String principal) {
        return policy(effect, "s3:GetObject", OBJECT, ",\"Principal\":{\"AWS\":\"" + principal + "\"}");
    }

    SimulateCustomPolicyResponse custom(SimulateCustomPolicyRequest.Builder request) {
        return bed.call(SimulateCustomPolicyRequest.OPERATION, request.build());
    }

    static SimulateCustomPolicyRequest.Builder get(String... policies) {
        return SimulateCustomPolicyRequest.builder()
                .policyInputList(List.of(policies))
                .actionNames(List.of("s3:GetObject"))
                .resourceArns(List.of(OBJECT));
    }

    EvaluationResult only(SimulateCustomPolicyRequest.Builder request) {
        List<EvaluationResult> results = custom(request).evaluationResults();
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    List<EvaluationResult> principal(SimulatePrincipalPolicyRequest.Builder request) {
        return bed.call(SimulatePrincipalPolicyRequest.OPERATION, request.build())
                .evaluationResults();
    }

    static SimulatePrincipalPolicyRequest.Builder request(String source, String action, String resource) {
        return SimulatePrincipalPolicyRequest.builder()
                .policySourceArn(source)
                .actionNames(List.of(action))
                .resourceArns(List.of(resource));
    }

    String decision(SimulatePrincipalPolicyRequest.Builder request) {
        return principal(request).get(0).evalDecision();
    }

    static ContextEntry entry(String name, String type, String... values) {
        return ContextEntry.builder()
                .contextKeyName(name)
                .contextKeyType(type)
                .contextKeyValues(List.of(values))
                .build();
    }

    static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsException.class, e -> {
            ErrorCode found = e.code();
            assertThat(found.code()).isEqualTo(code);
            assertThat(e.text()).startsWith(text);
        });
    }
}
