// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.model.Policy;
import io.drawbridge.iam.store.AwsManagedPolicy;
import io.drawbridge.iam.store.ManagedPolicy;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry in the list of policies: an AWS managed or a customer managed one. */
record PolicyEntry(@Nullable AwsManagedPolicy aws, @Nullable ManagedPolicy customer) {
    /** Returns the list key: the name, then the owner, because two owners may use the same name. */
    String key() {
        return key(name(), arn().account());
    }

    static String key(String name, String owner) {
        return name.toLowerCase(Locale.ROOT) + "\n" + owner;
    }

    /** Returns the lower-case name in a key. */
    static String nameIn(String key) {
        return key.substring(0, key.indexOf('\n'));
    }

    private ManagedPolicy own() {
        return Objects.requireNonNull(customer, "customer");
    }

    String name() {
        return aws != null ? aws.name() : own().name();
    }

    String path() {
        return aws != null ? aws.path() : own().path();
    }

    Arn arn() {
        return aws != null ? aws.arn() : own().arn();
    }

    Policy form(ReadTransaction transaction, CustomerPolicies policies, AccountId account) {
        return (aws != null ? policies.form(transaction, aws, account) : policies.form(transaction, own(), account))
                .build();
    }
}
