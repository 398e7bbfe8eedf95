// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.function.UnaryOperator;

/** Operations on the text of documents, which is stored as its author wrote it. */
public final class PolicyText {
    private PolicyText() {}

    /**
     * Rewrites the AWS principals of a document: the values of {@code AWS} under Principal and NotPrincipal, and those
     * elements themselves when they are bare strings. The rest of the text stays the same byte for byte.
     *
     * @param text a valid policy document
     * @param map returns the new value of a principal; if it returns the same value, the token stays as written
     */
    public static String mapPrincipals(String text, UnaryOperator<String> map) {
        return PrincipalRewriter.rewrite(text, map);
    }

    /**
     * Returns the size that counts towards IAM's quotas.
     *
     * @return the number of characters other than white space
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">Quotas</a>
     */
    public static int sizeWithoutWhitespace(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                size++;
            }
        }
        return size;
    }
}
