// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.report;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.AccessKeyUse;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.LoginProfile;
import io.drawbridge.iam.store.PasswordPolicy;
import io.drawbridge.iam.store.User;
import io.drawbridge.iam.store.UserCredential;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes the credential report of an account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html">Credential report</a>
 */
record ReportRows(IamTables tables, ReadTransaction transaction, AccountId account) {
    private static final String HEADER = "user,arn,user_creation_time,password_enabled,password_last_used,"
            + "password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
            + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
            + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
            + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
    private static final String NONE = "N/A";
    private static final String UNKNOWN = "no_information";
    private static final String UNSUPPORTED = "not_supported";
    private static final int SHOWN_KEYS = 2;
    private static final int SHOWN_CERTIFICATES = 2;

    String text() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        List<String> root = new ArrayList<>();
        root.add("<root_account>");
        root.add(Arn.iam(account, "root").toString());
        root.add(tables.accounts()
                .find(transaction, account)
                .map(owner -> time(owner.createdAt()))
                .orElse(NONE));
        root.addAll(List.of(UNSUPPORTED, UNKNOWN, UNSUPPORTED, UNSUPPORTED));
        addCredentials(root, account.digits());
        append(out, root);
        tables.users().walk(transaction, account, null, user -> {
            append(out, row(user));
            return true;
        });
        return out.toString();
    }

    private List<String> row(User user) {
        List<String> row = new ArrayList<>();
        row.add(user.name());
        row.add(user.arn().toString());
        row.add(time(user.createdAt()));
        Optional<LoginProfile> profile = tables.passwords().find(transaction, account, user.id());
        row.add(Boolean.toString(profile.isPresent()));
        // No one can sign in to this server with a password.
        row.add(profile.isPresent() ? UNKNOWN : NONE);
        row.add(profile.map(present -> time(present.changedAt())).orElse(NONE));
        Optional<Integer> days = tables.passwords().policy(transaction, account).map(PasswordPolicy::ageDaysMax);
        row.add(profile.flatMap(
                        present -> days.map(age -> time(present.changedAt().plus(Duration.ofDays(age)))))
                .orElse(NONE));
        addCredentials(row, user.id());
        return row;
    }

    private void addCredentials(List<String> row, String ownerId) {
        row.add(Boolean.toString(
                !tables.mfaDevices().ofOwner(transaction, account, ownerId).isEmpty()));
        List<AccessKey> keys = new ArrayList<>(tables.accessKeys().list(transaction, account, ownerId));
        // AWS: active keys come first (recorded).
        keys.sort(Comparator.comparing((AccessKey key) -> !key.active())
                .thenComparing(AccessKey::createdAt)
                .thenComparing(AccessKey::id));
        for (int i = 0; i < SHOWN_KEYS; i++) {
            if (i >= keys.size()) {
                row.addAll(List.of("false", NONE, NONE, NONE, NONE));
                continue;
            }
            AccessKey key = keys.get(i);
            Optional<AccessKeyUse> use = tables.accessKeys().lastUse(transaction, key.id());
            row.add(Boolean.toString(key.active()));
            row.add(time(key.createdAt()));
            row.add(use.map(last -> time(last.at())).orElse(NONE));
            row.add(use.map(AccessKeyUse::region).orElse(NONE));
            row.add(use.map(AccessKeyUse::service).orElse(NONE));
        }
        addCertificates(row, ownerId);
    }

    private void addCertificates(List<String> row, String ownerId) {
        List<UserCredential> certificates = new ArrayList<>(
                tables.userCredentials().list(transaction, account, ownerId, UserCredential.Kind.SIGNING_CERTIFICATE));
        certificates.sort(Comparator.comparing(UserCredential::createdAt).thenComparing(UserCredential::id));
        for (int i = 0; i < SHOWN_CERTIFICATES; i++) {
            boolean present = i < certificates.size();
            row.add(Boolean.toString(present && certificates.get(i).active()));
            row.add(present ? time(certificates.get(i).createdAt()) : NONE);
        }
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME
                .format(at.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC))
                .replace("Z", "+00:00");
    }

    /** Names of users may contain a comma, but no quotation mark. */
    private static void append(StringBuilder out, List<String> row) {
        out.append(String.join(
                        ",",
                        row.stream()
                                .map(value -> value.indexOf(',') < 0 ? value : '"' + value + '"')
                                .toList()))
                .append('\n');
    }
}
