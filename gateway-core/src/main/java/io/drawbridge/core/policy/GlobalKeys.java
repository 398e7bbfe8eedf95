// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.Set;

/**
 * The global condition keys, which S3 validates when it stores a policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global keys</a>
 */
final class GlobalKeys {
    private static final Set<String> KNOWN = Set.of(
            "assumedroot",
            "calledvia",
            "calledviaawsmcp",
            "calledviafirst",
            "calledvialast",
            "chatbotsourcearn",
            "currenttime",
            "ec2instancesourceprivateipv4",
            "ec2instancesourcevpc",
            "epochtime",
            "federatedprovider",
            "ismcpserviceaction",
            "multifactorauthage",
            "multifactorauthpresent",
            "principalaccount",
            "principalarn",
            "principalisawsservice",
            "principalorgid",
            "principalorgpaths",
            "principalservicename",
            "principalservicenameslist",
            "principaltype",
            "referer",
            "requestedregion",
            "resourceaccount",
            "resourceorgid",
            "resourceorgpaths",
            "securetransport",
            "sourceaccount",
            "sourcearn",
            "sourceidentity",
            "sourceip",
            "sourceorgid",
            "sourceorgpaths",
            "sourceowner",
            "sourcevpc",
            "sourcevpcarn",
            "sourcevpce",
            "tagkeys",
            "tokenissuetime",
            "useragent",
            "userid",
            "username",
            "viaawsmcpservice",
            "viaawsservice",
            "vpceaccount",
            "vpceorgid",
            "vpceorgpaths",
            "vpcsourceip");

    private static final Set<String> TAGS = Set.of("principaltag/", "requesttag/", "resourcetag/");
    private static final Set<String> FOREIGN = Set.of("ec2:", "saml:", "sts:", "s3express:", "s3-outposts:");

    private GlobalKeys() {}

    /** Returns whether there is such a key; it must be in lower case, with {@code aws:}. */
    static boolean known(String lowerCaseKey) {
        String name = lowerCaseKey.substring(lowerCaseKey.indexOf(':') + 1);
        return KNOWN.contains(name)
                || TAGS.stream().anyMatch(tag -> name.startsWith(tag) && name.length() > tag.length());
    }

    /** Returns whether the key belongs to another service whose sessions carry it. */
    static boolean foreign(String lowerCaseKey) {
        return FOREIGN.stream().anyMatch(lowerCaseKey::startsWith);
    }
}
