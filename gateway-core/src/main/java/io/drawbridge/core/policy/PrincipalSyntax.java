// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.policy.condition.Glob;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which principals have a valid form. Other code checks whether they exist.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
final class PrincipalSyntax {
    private static final int UNIQUE_ID_LENGTH_MIN = 16;
    private static final int CANONICAL_ID_LENGTH = 64;
    private static final Set<String> BUILT_IN_PROVIDERS =
            Set.of("accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com");

    private PrincipalSyntax() {}

    static boolean valid(PrincipalEntry entry) {
        return switch (entry.type()) {
            case AWS -> entry.value().equals("*") || AccountId.isValid(entry.value()) || awsArn(entry.value());
            case FEDERATED -> BUILT_IN_PROVIDERS.contains(entry.value()) || providerArn(entry.value());
            case SERVICE -> service(entry.value());
            case CANONICAL_USER -> canonicalUser(entry.value());
        };
    }

    /** Returns whether the principal has the form of the unique id of a user or role. */
    static boolean uniqueId(PrincipalEntry entry) {
        String value = entry.value();
        if (entry.type() != PrincipalEntry.Type.AWS
                || value.length() < UNIQUE_ID_LENGTH_MIN
                || !(value.startsWith("AIDA") || value.startsWith("AROA"))) {
            return false;
        }
        return value.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }

    /** Returns {@code "AWS":"value"}, the form of a principal in messages. */
    static String quoted(PrincipalEntry entry, String separator) {
        return '"' + entry.type().member() + '"' + separator + '"' + entry.value() + '"';
    }

    private static boolean awsArn(String value) {
        Optional<Arn> parsed = Arn.parse(value);
        if (parsed.isEmpty() || Glob.hasWildcard(value)) {
            return false;
        }
        Arn arn = parsed.get();
        String resource = arn.resource();
        boolean inPartition = arn.partition().equals(Arn.PARTITION) && AccountId.isValid(arn.account());
        if (!inPartition || !arn.region().isEmpty() || resource.endsWith("/")) {
            return false;
        }
        return switch (arn.service()) {
            case "iam" -> resource.equals("root") || resource.startsWith("user/") || resource.startsWith("role/");
            case "sts" -> resource.startsWith("federated-user/") || session(resource);
            default -> false;
        };
    }

    private static boolean session(String resource) {
        return resource.startsWith("assumed-role/")
                && resource.chars().filter(c -> c == '/').count() == 2;
    }

    private static boolean providerArn(String value) {
        Optional<Arn> arn = Glob.hasWildcard(value) ? Optional.empty() : Arn.parse(value);
        return arn.isPresent()
                && arn.get().service().equals("iam")
                && arn.get().partition().equals(Arn.PARTITION)
                && AccountId.isValid(arn.get().account())
                && (arn.get().resource().startsWith("saml-provider/")
                        || arn.get().resource().startsWith("oidc-provider/"));
    }

    private static boolean service(String value) {
        boolean awsDomain = value.endsWith(".amazonaws.com")
                || value.endsWith(".amazonaws.com.cn")
                || value.endsWith(".amazon.com")
                || value.endsWith(".aws.internal");
        return awsDomain && !Glob.hasWildcard(value);
    }

    private static boolean canonicalUser(String value) {
        return value.length() == CANONICAL_ID_LENGTH
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
