// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.Set;

/**
 * The global condition keys, which S3 checks on write.
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

    /** Whether there is such a key, given in lower case with {@code aws:}. */
    static boolean known(String lowerCaseKey) {
        String name = lowerCaseKey.substring(lowerCaseKey.indexOf(':') + 1);
        return KNOWN.contains(name)
                || TAGS.stream().anyMatch(tag -> name.startsWith(tag) && name.length() > tag.length());
    }

    /** Whether the key belongs to another service whose sessions bring it along. */
    static boolean foreign(String lowerCaseKey) {
        return FOREIGN.stream().anyMatch(lowerCaseKey::startsWith);
    }
}
