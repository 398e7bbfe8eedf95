// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.denial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The spelling of condition keys in the AWS manual; policies may spell them in any case.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global keys</a>
 */
final class ConditionKeySpelling {
    /** The keys of any request, in output order: from the lower-case key to the spelling of the manual. */
    static final Map<String, String> OF_REQUESTS = byLowerCase(List.of(
            "aws:CurrentTime",
            "aws:MultiFactorAuthPresent",
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:PrincipalOrgID",
            "aws:PrincipalType",
            "aws:RequestedRegion",
            "aws:ResourceAccount",
            "aws:ResourceOrgID",
            "aws:SecureTransport",
            "aws:SourceIdentity",
            "aws:SourceIp",
            "aws:TokenIssueTime",
            "aws:UserAgent",
            "aws:userid",
            "aws:username",
            "iam:PolicyARN",
            "iam:PermissionsBoundary",
            "s3:authType",
            "s3:prefix",
            "s3:delimiter",
            "s3:max-keys",
            "s3:versionid",
            "sts:ExternalId",
            "sts:RoleSessionName",
            "sts:SourceIdentity"));

    /** Further keys that a policy may name. The manual spells all other keys of S3 in lower case too. */
    private static final Map<String, String> OTHERS = byLowerCase(List.of(
            "aws:EpochTime",
            "aws:FederatedProvider",
            "aws:MultiFactorAuthAge",
            "aws:PrincipalIsAWSService",
            "aws:PrincipalOrgPaths",
            "aws:PrincipalServiceName",
            "aws:PrincipalServiceNamesList",
            "aws:Referer",
            "aws:ResourceOrgPaths",
            "aws:TagKeys",
            "aws:ViaAWSService",
            "iam:PassedToService",
            "s3:ObjectCreationOperation",
            "s3:RequestObjectTagKeys",
            "s3:ResourceAccount",
            "s3:signatureAge",
            "s3:signatureversion",
            "s3:TlsVersion",
            "sts:TransitiveTagKeys"));

    private static final List<String> WITH_TAG_KEY = List.of(
            "aws:PrincipalTag/",
            "aws:RequestTag/",
            "aws:ResourceTag/",
            "iam:ResourceTag/",
            "s3:BucketTag/",
            "s3:ExistingObjectTag/",
            "s3:RequestObjectTag/");

    /** The prefixes, in lower case, of keys that describe a resource. */
    private static final List<String> OF_RESOURCES = List.of(
            "aws:resource",
            "iam:resourcetag/",
            "s3:accesspointtag/",
            "s3:buckettag/",
            "s3:existingobjecttag/",
            "s3:resourceaccount");

    private ConditionKeySpelling() {}

    /**
     * Returns the key in the manual's spelling, with its tag key as given; unchanged when the manual has no such key.
     */
    static String of(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        String spelling = OF_REQUESTS.getOrDefault(lowerCase, OTHERS.get(lowerCase));
        if (spelling != null) {
            return spelling;
        }
        for (String prefix : WITH_TAG_KEY) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return prefix + name.substring(prefix.length());
            }
        }
        return name;
    }

    /** Returns whether the lower-case key describes the resource and not the request. */
    static boolean ofResource(String lowerCaseKey) {
        return OF_RESOURCES.stream().anyMatch(lowerCaseKey::startsWith);
    }

    private static Map<String, String> byLowerCase(List<String> names) {
        Map<String, String> map = new LinkedHashMap<>();
        names.forEach(name -> map.put(name.toLowerCase(Locale.ROOT), name));
        return Collections.unmodifiableMap(map);
    }
}
