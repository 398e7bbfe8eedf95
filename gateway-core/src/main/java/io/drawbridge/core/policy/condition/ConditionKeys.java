// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.Set;

/**
 * What is known of condition keys by their name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global keys</a>
 */
public final class ConditionKeys {
    private static final Set<String> MULTI_VALUED = Set.of(
            "aws:calledvia",
            "aws:principalorgpaths",
            "aws:principalservicenameslist",
            "aws:resourceorgpaths",
            "aws:sourceorgpaths",
            "aws:tagkeys",
            "aws:vpceorgpaths",
            "iam:accountpropertynamespaces",
            "s3:inventoryaccessibleoptionalfields",
            "s3:requestobjecttagkeys",
            "saml:cn",
            "saml:commonname",
            "saml:edupersonaffiliation",
            "saml:edupersonassurance",
            "saml:edupersonentitlement",
            "saml:edupersonnickname",
            "saml:edupersonorgdn",
            "saml:edupersonorgunitdn",
            "saml:edupersonprimaryaffiliation",
            "saml:edupersonprimaryorgunitdn",
            "saml:edupersonprincipalname",
            "saml:edupersonscopedaffiliation",
            "saml:edupersontargetedid",
            "saml:eduorghomepageuri",
            "saml:eduorgidentityauthnpolicyuri",
            "saml:eduorglegalname",
            "saml:eduorgsuperioruri",
            "saml:eduorgwhitepagesuri",
            "saml:givenname",
            "saml:mail",
            "saml:name",
            "saml:organizationstatus",
            "saml:primarygroupsid",
            "saml:surname",
            "saml:uid",
            "saml:x500uniqueidentifier",
            "sts:identitytokenaudience",
            "sts:requestcontextproviders",
            "sts:transitivetagkeys");

    private ConditionKeys() {}

    /** The key as contexts are asked for it: in lower case, the key of a tag in it folded as {@link TagKeys} folds. */
    public static String folded(String key) {
        return TagKeys.folded(key);
    }

    /** Whether the key can have several values in one request; such a key is no policy variable. */
    public static boolean multiValued(String lowerCaseKey) {
        return MULTI_VALUED.contains(lowerCaseKey) || lowerCaseKey.endsWith(":amr");
    }
}
