// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.arn;

import java.util.Optional;

/**
 * An Amazon Resource Name, or a pattern in its form: {@code arn:partition:service:region:account:resource}. Components
 * may be empty or contain wildcards; only the form is checked here.
 *
 * @param partition such as {@code aws}
 * @param service such as {@code iam}
 * @param region empty for global services
 * @param account 12 digits, or empty as in S3 names
 * @param resource the rest, which may contain further colons and slashes
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    /** The partition that this server serves. */
    public static final String PARTITION = "aws";

    /** Parses an ARN; returns empty when the text does not begin with {@code arn:} or has fewer than six components. */
    public static Optional<Arn> parse(String text) {
        if (!text.startsWith("arn:")) {
            return Optional.empty();
        }
        int service = text.indexOf(':', 4);
        int region = service < 0 ? -1 : text.indexOf(':', service + 1);
        int account = region < 0 ? -1 : text.indexOf(':', region + 1);
        int resource = account < 0 ? -1 : text.indexOf(':', account + 1);
        if (resource < 0) {
            return Optional.empty();
        }
        return Optional.of(new Arn(
                text.substring(4, service),
                text.substring(service + 1, region),
                text.substring(region + 1, account),
                text.substring(account + 1, resource),
                text.substring(resource + 1)));
    }

    /** Returns an IAM ARN, such as {@code iam(account, "role/path/name")}. */
    public static Arn iam(AccountId account, String resource) {
        return new Arn(PARTITION, "iam", "", account.digits(), resource);
    }

    /** Returns an STS ARN, such as {@code sts(account, "assumed-role/name/session")}. */
    public static Arn sts(AccountId account, String resource) {
        return new Arn(PARTITION, "sts", "", account.digits(), resource);
    }

    /** Returns {@code arn:aws:s3:::bucket}. */
    public static Arn bucket(String bucket) {
        return new Arn(PARTITION, "s3", "", "", bucket);
    }

    /** Returns {@code arn:aws:s3:::bucket/key}; the key is the decoded UTF-8 text. */
    public static Arn object(String bucket, String key) {
        return new Arn(PARTITION, "s3", "", "", bucket + "/" + key);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
