// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import io.drawbridge.core.policy.condition.Glob;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The actions of S3, the resource type of each, and the condition keys of S3.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Actions, resources and
 *     condition keys for Amazon S3</a>
 */
public final class S3ActionTable {
    /** The resource type of an action. */
    public enum Level {
        BUCKET,
        OBJECT,
        /** Any other resource: the account, an access point, a job. A bucket policy cannot grant it. */
        OTHER
    }

    private static final String BUCKET_ACTIONS = """
            CreateBucket CreateBucketMetadataTableConfiguration DeleteBucket DeleteBucketMetadataTableConfiguration
            DeleteBucketPolicy DeleteBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac
            GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketMetadataTableConfiguration
            GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy
            GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging
            GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetIntelligentTieringConfiguration
            GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration
            ListBucket ListBucketMultipartUploads ListBucketVersions ListTagsForResource PauseReplication
            PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac PutBucketAcl PutBucketCORS
            PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls
            PutBucketPolicy PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning
            PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration PutInventoryConfiguration
            PutLifecycleConfiguration PutMetricsConfiguration PutReplicationConfiguration TagResource UntagResource
            UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration
            """;

    private static final String OBJECT_ACTIONS = """
            AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectAnnotation DeleteObjectTagging
            DeleteObjectVersion DeleteObjectVersionAnnotation DeleteObjectVersionTagging GetObject GetObjectAcl
            GetObjectAnnotation GetObjectAttributes GetObjectLegalHold GetObjectRetention GetObjectTagging
            GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionAnnotation
            GetObjectVersionAttributes GetObjectVersionForReplication GetObjectVersionTagging GetObjectVersionTorrent
            InitiateReplication ListMultipartUploadParts ListObjectAnnotations ListObjectVersionAnnotations
            ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl PutObjectAnnotation PutObjectLegalHold
            PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionAnnotation
            PutObjectVersionTagging ReplicateDelete ReplicateObject ReplicateTags RestoreObject
            UpdateObjectEncryption
            """;

    private static final String OTHER_ACTIONS = """
            AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance
            CreateAccessGrantsLocation CreateAccessPoint CreateAccessPointForObjectLambda CreateJob
            CreateMultiRegionAccessPoint CreateStorageLensGroup DeleteAccessGrant DeleteAccessGrantsInstance
            DeleteAccessGrantsInstanceResourcePolicy DeleteAccessGrantsLocation DeleteAccessPoint
            DeleteAccessPointForObjectLambda DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda
            DeleteJobTagging DeleteMultiRegionAccessPoint DeleteStorageLensConfiguration
            DeleteStorageLensConfigurationTagging DeleteStorageLensGroup DescribeJob
            DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter GetAccessGrant
            GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix GetAccessGrantsInstanceResourcePolicy
            GetAccessGrantsLocation GetAccessPoint GetAccessPointConfigurationForObjectLambda
            GetAccessPointForObjectLambda GetAccessPointPolicy GetAccessPointPolicyForObjectLambda
            GetAccessPointPolicyStatus GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock
            GetDataAccess GetJobTagging GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy
            GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes GetStorageLensConfiguration
            GetStorageLensConfigurationTagging GetStorageLensDashboard GetStorageLensGroup ListAccessGrants
            ListAccessGrantsInstances ListAccessGrantsLocations ListAccessPoints ListAccessPointsForObjectLambda
            ListAllMyBuckets ListCallerAccessGrants ListJobs ListMultiRegionAccessPoints
            ListStorageLensConfigurations ListStorageLensGroups PutAccessGrantsInstanceResourcePolicy
            PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy PutAccessPointPolicyForObjectLambda
            PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock PutJobTagging
            PutMultiRegionAccessPointPolicy PutStorageLensConfiguration PutStorageLensConfigurationTagging
            SubmitMultiRegionAccessPointRoutes UpdateAccessGrantsLocation UpdateJobPriority UpdateJobStatus
            UpdateStorageLensGroup
            """;

    private static final Map<String, Level> ACTIONS = actions();
    private static final Map<String, List<Glob>> KEYS = keys();

    private static final Set<String> TAG_KEYS =
            Set.of("s3:existingobjecttag/", "s3:requestobjecttag/", "s3:buckettag/", "s3:accesspointtag/");

    private S3ActionTable() {}

    /** Returns the level of an action such as {@code s3:GetObject}, in any case; empty when there is no such action. */
    public static Optional<Level> level(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        return lower.startsWith("s3:") ? Optional.ofNullable(ACTIONS.get(lower.substring(3))) : Optional.empty();
    }

    /** Returns the levels of all actions that a pattern such as {@code s3:Get*} matches; empty when it matches none. */
    static Set<Level> levels(String pattern) {
        Set<Level> levels = EnumSet.noneOf(Level.class);
        for (String name : matching(pattern)) {
            Level level = ACTIONS.get(name);
            if (level != null) {
                levels.add(level);
            }
        }
        return levels;
    }

    /** Returns whether S3 supports the condition key, including global keys. */
    static boolean knownKey(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.startsWith("s3:")) {
            return KEYS.containsKey(stem(lower));
        }
        int colon = lower.indexOf(':');
        return lower.startsWith("aws:")
                ? GlobalKeys.known(lower)
                : colon > 0 && (lower.lastIndexOf('.', colon) > 0 || GlobalKeys.foreign(lower));
    }

    /** Returns whether requests of an action that the patterns match have a value for the key. */
    static boolean keyApplies(String key, Collection<String> actionPatterns) {
        String lower = key.toLowerCase(Locale.ROOT);
        List<Glob> carriers = KEYS.get(stem(lower));
        if (!lower.startsWith("s3:") || carriers == null || carriers.isEmpty()) {
            return true;
        }
        for (String pattern : actionPatterns) {
            for (String name : matching(pattern)) {
                if (carriers.stream().anyMatch(carrier -> carrier.matches(name))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> matching(String pattern) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        if (lower.equals("*") || lower.equals("*:*")) {
            return List.copyOf(ACTIONS.keySet());
        }
        if (!lower.startsWith("s3:")) {
            return List.of();
        }
        String name = lower.substring(3);
        if (!Glob.hasWildcard(name)) {
            return ACTIONS.containsKey(name) ? List.of(name) : List.of();
        }
        Glob glob = Glob.compile(name);
        return ACTIONS.keySet().stream().filter(glob::matches).toList();
    }

    /**
     * Returns the key as in the table: for tags only the prefix before the tag key; empty when the tag key is missing.
     */
    private static String stem(String lowerCaseKey) {
        for (String prefix : TAG_KEYS) {
            if (lowerCaseKey.startsWith(prefix)) {
                return lowerCaseKey.length() > prefix.length() ? prefix : "";
            }
        }
        return lowerCaseKey;
    }

    private static Map<String, Level> actions() {
        Map<String, Level> actions = new HashMap<>();
        add(actions, BUCKET_ACTIONS, Level.BUCKET);
        add(actions, OBJECT_ACTIONS, Level.OBJECT);
        add(actions, OTHER_ACTIONS, Level.OTHER);
        return Map.copyOf(actions);
    }

    private static void add(Map<String, Level> actions, String names, Level level) {
        StringTokenizer tokens = new StringTokenizer(names);
        while (tokens.hasMoreTokens()) {
            actions.put(tokens.nextToken().toLowerCase(Locale.ROOT), level);
        }
    }

    /** Returns each key with the names of the actions that support it; no names mean all actions. */
    private static Map<String, List<Glob>> keys() {
        Map<String, List<Glob>> keys = new HashMap<>();
        for (String common : List.of(
                "resourceaccount",
                "tlsversion",
                "authtype",
                "signatureage",
                "signatureversion",
                "x-amz-content-sha256",
                "dataaccesspointarn",
                "dataaccesspointaccount",
                "accesspointnetworkorigin",
                "accesspointtag/",
                "accessgrantsinstancearn",
                "buckettag/")) {
            put(keys, common);
        }
        put(keys, "prefix", "listbucket", "listbucketversions");
        put(keys, "delimiter", "listbucket", "listbucketversions");
        put(keys, "max-keys", "listbucket", "listbucketversions");
        put(keys, "versionid", "*object*version*");
        put(keys, "existingobjecttag/", "getobject*", "*object*tagging", "putobject*acl");
        put(keys, "requestobjecttag/", "putobject", "putobject*tagging", "bypassgovernanceretention");
        put(keys, "requestobjecttagkeys", "putobject", "putobject*tagging", "bypassgovernanceretention");
        for (String acl : List.of(
                "acl", "grant-read", "grant-write", "grant-read-acp", "grant-write-acp", "grant-full-control")) {
            put(
                    keys,
                    "x-amz-" + acl,
                    "putobject",
                    "putobject*acl",
                    "createbucket",
                    "putbucketacl",
                    "createaccesspoint");
        }
        put(keys, "x-amz-object-ownership", "createbucket");
        put(keys, "x-amz-bucket-namespace", "createbucket");
        put(keys, "locationconstraint", "createbucket", "createaccesspoint");
        for (String header : List.of("copy-source", "metadata-directive", "website-redirect-location")) {
            put(keys, "x-amz-" + header, "putobject");
        }
        put(keys, "x-amz-storage-class", "putobject", "putobject*acl");
        for (String header : List.of("", "-aws-kms-key-id", "-customer-algorithm")) {
            put(
                    keys,
                    "x-amz-server-side-encryption" + header,
                    "putobject",
                    "replicateobject",
                    "updateobjectencryption");
        }
        put(keys, "if-match", "putobject", "deleteobject");
        put(keys, "if-none-match", "putobject");
        put(keys, "objectcreationoperation", "putobject");
        for (String lock : List.of(
                "mode", "retain-until-date", "remaining-retention-days", "event-hold", "event-hold-duration-days")) {
            put(
                    keys,
                    "object-lock-" + lock,
                    "putobject",
                    "putobjectretention",
                    "replicateobject",
                    "bypassgovernanceretention",
                    "putbucketobjectlockconfiguration");
        }
        put(keys, "object-lock-legal-hold", "putobject", "putobjectlegalhold", "replicateobject");
        put(keys, "inventoryaccessibleoptionalfields", "putinventoryconfiguration");
        put(keys, "isreplicationpauserequest", "putreplicationconfiguration");
        put(keys, "destinationregion", "pausereplication");
        put(keys, "annotation-prefix", "listobject*annotations");
        put(keys, "max-annotation-results", "listobject*annotations");
        put(keys, "x-amz-object-if-match", "*annotation");
        for (String job : List.of(
                "existingjoboperation",
                "existingjobpriority",
                "jobsuspendedcause",
                "requestjoboperation",
                "requestjobpriority")) {
            put(keys, job, "*job*");
        }
        return Map.copyOf(keys);
    }

    private static void put(Map<String, List<Glob>> keys, String key, String... actions) {
        keys.put("s3:" + key, Arrays.stream(actions).map(Glob::compile).toList());
    }
}
