// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.error.ErrorCode;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.AwsManagedPolicy;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.ManagedPolicy;
import java.util.List;
import java.util.Optional;

/** Finds managed policies, of AWS and of customers, by their ARNs. */
public final class ManagedPolicies {
    private final IamTables tables;
    private final AwsManagedPolicies awsPolicies;

    public ManagedPolicies(IamTables tables, AwsManagedPolicies awsPolicies) {
        this.tables = tables;
        this.awsPolicies = awsPolicies;
    }

    /**
     * Reads the ARN of a managed policy.
     *
     * @throws AwsException InvalidInput for any other text
     */
    public static Arn arn(String text) {
        return arn(text, IamError.INVALID_INPUT);
    }

    /**
     * Reads the ARN of a managed policy that is attached or detached.
     *
     * @throws AwsException ValidationError for any other text
     */
    public static Arn attachedArn(String text) {
        return arn(text, CommonError.VALIDATION_ERROR);
    }

    private static Arn arn(String text, ErrorCode code) {
        return Arn.parse(text)
                .filter(arn -> arn.partition().equals(Arn.PARTITION)
                        && arn.service().equals("iam")
                        && arn.region().isEmpty()
                        && (ownedByAws(arn) || AccountId.isValid(arn.account()))
                        && arn.resource().startsWith("policy/")
                        && arn.resource().length() > "policy/".length())
                .orElseThrow(() -> new AwsException(code, "ARN " + text + " is not valid."));
    }

    public static boolean ownedByAws(Arn arn) {
        return arn.account().equals("aws");
    }

    public Optional<AwsManagedPolicy> aws(Arn arn) {
        return ownedByAws(arn) ? awsPolicies.find(arn) : Optional.empty();
    }

    /** Returns the document of an AWS managed policy. */
    public String document(AwsManagedPolicy policy) {
        return awsPolicies.document(policy);
    }

    /** Returns all AWS managed policies in the order of their names. */
    public List<AwsManagedPolicy> listAws() {
        return awsPolicies.list();
    }

    /** Returns the customer managed policy with exactly that ARN. */
    public Optional<ManagedPolicy> customer(ReadTransaction transaction, Arn arn) {
        if (!AccountId.isValid(arn.account())) {
            return Optional.empty();
        }
        String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
        return tables.policies()
                .find(transaction, new AccountId(arn.account()), name)
                .filter(policy -> policy.arn().equals(arn));
    }

    /** Returns whether an account may attach the policy. */
    public boolean attachable(ReadTransaction transaction, Arn arn, AccountId account) {
        return ownedByAws(arn)
                ? aws(arn).isPresent()
                : arn.account().equals(account.digits())
                        && customer(transaction, arn).isPresent();
    }

    /**
     * Checks that an account may attach the policy.
     *
     * @throws AwsException NoSuchEntity
     */
    public void requireAttachable(ReadTransaction transaction, Arn arn, AccountId account) {
        if (!attachable(transaction, arn, account)) {
            throw new AwsException(IamError.NO_SUCH_ENTITY, "Policy " + arn + " does not exist or is not attachable.");
        }
    }

    /**
     * Checks that an account may use the policy as a permissions boundary.
     *
     * @throws AwsException NoSuchEntity
     */
    public void requireBoundary(ReadTransaction transaction, Arn arn, AccountId account) {
        if (!attachable(transaction, arn, account)) {
            throw new AwsException(
                    IamError.NO_SUCH_ENTITY, "Scope ARN: " + arn + " does not exist or is not attachable.");
        }
    }

    /** Returns the error for a policy that does not exist. */
    public static AwsException missing(Arn arn) {
        return new AwsException(IamError.NO_SUCH_ENTITY, "Policy " + arn + " was not found.");
    }
}
