// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.LoginProfile;
import io.drawbridge.iam.store.PasswordPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The rules that apply to a password.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html">Password
 *     policy</a>
 */
final class PasswordRules {
    /** The symbols of the manual. */
    private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

    private static final int LENGTH_MIN_DEFAULT = 8;
    private static final int CLASSES_MIN_DEFAULT = 3;

    private PasswordRules() {}

    /**
     * Checks the characters of a password.
     *
     * @param policy empty for the rules of an account that has set none
     * @throws AwsException PasswordPolicyViolation
     */
    static void check(String password, Optional<PasswordPolicy> policy, Optional<Account> account) {
        boolean upper = has(password, c -> c >= 'A' && c <= 'Z');
        boolean lower = has(password, c -> c >= 'a' && c <= 'z');
        boolean number = has(password, c -> c >= '0' && c <= '9');
        boolean symbol = has(password, c -> SYMBOLS.indexOf(c) >= 0);
        if (policy.isEmpty()) {
            checkDefault(password, List.of(upper, lower, number, symbol), account);
            return;
        }
        PasswordPolicy rules = policy.get();
        require(
                password.length() >= rules.lengthMin(),
                "Password should have a minimum length of " + rules.lengthMin());
        require(upper || !rules.uppercase(), "Password should have at least one uppercase letter");
        require(lower || !rules.lowercase(), "Password should have at least one lowercase letter");
        require(number || !rules.numbers(), "Password should have at least one number");
        require(
                symbol || !rules.symbols(),
                "Password should have at least one of the following symbols: ! @ # $ % ^ & * ( ) _ + - = [ ] { } | '");
    }

    /** AWS: at least 8 characters, three of the four kinds of characters, and not the account's name or e-mail address. */
    private static void checkDefault(String password, List<Boolean> classes, Optional<Account> account) {
        require(
                password.length() >= LENGTH_MIN_DEFAULT,
                "Password should have a minimum length of " + LENGTH_MIN_DEFAULT);
        require(
                classes.stream().filter(present -> present).count() >= CLASSES_MIN_DEFAULT,
                "Password should have at least three of the following character types: uppercase, lowercase, numbers,"
                        + " and symbols");
        require(
                account.filter(owner ->
                                password.equalsIgnoreCase(owner.name()) || password.equalsIgnoreCase(owner.email()))
                        .isEmpty(),
                "Password should not be the name or the e-mail address of the account");
    }

    /**
     * Checks that a password was not used lately.
     *
     * @throws AwsException PasswordPolicyViolation
     */
    static void checkUnused(String password, Optional<PasswordPolicy> policy, LoginProfile profile) {
        int remembered = policy.map(PasswordPolicy::remembered).orElse(0);
        List<String> used = new ArrayList<>();
        used.add(profile.hash());
        used.addAll(profile.formerHashes());
        for (String hash : used.subList(0, Math.min(remembered, used.size()))) {
            require(
                    !PasswordHash.matches(password, hash),
                    "Password should not be the same as one of the previous " + remembered + " passwords");
        }
    }

    /** Returns when a password expires; empty when it never does. */
    static Optional<Instant> expiry(Optional<PasswordPolicy> policy, LoginProfile profile) {
        return policy.map(PasswordPolicy::ageDaysMax)
                .map(days -> profile.changedAt().plus(Duration.ofDays(days)));
    }

    private static boolean has(String password, IntPredicate kind) {
        return password.chars().anyMatch(kind);
    }

    private static void require(boolean kept, String violation) {
        if (!kept) {
            throw new AwsException(IamError.PASSWORD_POLICY_VIOLATION, violation);
        }
    }
}
