// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.Set;

/**
 * Properties of condition keys that follow from their names.
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

    /** Returns the key for look-ups in a context: in lower case, with its tag key folded by {@link TagKeys}. */
    public static String folded(String key) {
        return TagKeys.folded(key);
    }

    /** Returns whether the key can have several values in one request; such a key cannot be a policy variable. */
    public static boolean multiValued(String lowerCaseKey) {
        return MULTI_VALUED.contains(lowerCaseKey) || lowerCaseKey.endsWith(":amr");
    }
}
