// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The plain form of a session token, version 1. Each text is a two-byte length and UTF-8; an absent text has length
 * 0xffff. Tags and keys are written in sorted order, so equal facts give equal bytes.
 *
 * @param tokenId 16 random bytes from which the secret is derived
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SessionPayload(byte[] tokenId, Principal.InAccount principal, SessionFacts facts) {
    static final int TOKEN_ID_BYTES = 16;

    private static final int VERSION = 1;
    private static final int ABSENT = 0xffff;
    private static final int ROOT = 0;
    private static final int USER = 1;
    private static final int ROLE = 2;
    private static final int FEDERATED = 3;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(tokenId);
            writePrincipal(out, principal);
            writeInstant(out, facts.issuedAt());
            writeInstant(out, facts.expiresAt());
            Instant mfaAt = facts.mfaAt();
            out.writeBoolean(mfaAt != null);
            if (mfaAt != null) {
                writeInstant(out, mfaAt);
            }
            writeText(out, facts.sourceIdentity());
            writeText(out, facts.federatedProvider());
            writePacked(out, facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the bytes of the session policies, which are compressed before they are counted. */
    static byte[] policyBytes(SessionFacts facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writePolicies(out, facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Parses the output of {@link #toBytes}; returns empty for another version or for a form that this version never
     * writes.
     */
    static Optional<SessionPayload> parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) {
                return Optional.empty();
            }
            byte[] tokenId = new byte[TOKEN_ID_BYTES];
            in.readFully(tokenId);
            Principal.InAccount principal = readPrincipal(in);
            Instant issuedAt = readInstant(in);
            Instant expiresAt = readInstant(in);
            Instant mfaAt = in.readBoolean() ? readInstant(in) : null;
            String sourceIdentity = readText(in);
            String federatedProvider = readText(in);
            SessionFacts facts = readPacked(in, issuedAt, expiresAt, mfaAt, sourceIdentity, federatedProvider);
            return in.available() == 0 ? Optional.of(new SessionPayload(tokenId, principal, facts)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // The seal is valid, so the token has a version that this server does not know.
            return Optional.empty();
        }
    }

    private static void writePrincipal(DataOutputStream out, Principal.InAccount principal) throws IOException {
        if (principal instanceof Principal.AccountRoot root) {
            out.writeByte(ROOT);
            writeAccount(out, root.account());
        } else if (principal instanceof Principal.IamUser user) {
            out.writeByte(USER);
            writeAccount(out, user.account());
            writeText(out, user.arn().resource());
            writeText(out, user.userId());
            writeText(out, user.name());
        } else if (principal instanceof Principal.RoleSession role) {
            out.writeByte(ROLE);
            writeAccount(out, role.account());
            writeText(out, role.roleArn().resource());
            writeText(out, role.roleId());
            writeText(out, role.roleName());
            writeText(out, role.sessionName());
        } else if (principal instanceof Principal.FederatedSession federated) {
            out.writeByte(FEDERATED);
            writeText(out, federated.name());
            writePrincipal(out, federated.issuer());
        }
    }

    private static Principal.InAccount readPrincipal(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case ROOT -> new Principal.AccountRoot(readAccount(in));
            case USER -> {
                AccountId account = readAccount(in);
                yield new Principal.IamUser(account, Arn.iam(account, text(in)), text(in), text(in));
            }
            case ROLE -> {
                AccountId account = readAccount(in);
                yield new Principal.RoleSession(account, Arn.iam(account, text(in)), text(in), text(in), text(in));
            }
            case FEDERATED -> {
                String name = text(in);
                yield new Principal.FederatedSession(readPrincipal(in), name);
            }
            default -> throw new IOException("principal kind: " + kind);
        };
    }

    private static void writePolicies(DataOutputStream out, SessionFacts facts) throws IOException {
        writeLongText(out, facts.policy());
        out.writeShort(facts.policyArns().size());
        for (String policyArn : facts.policyArns()) {
            writeText(out, policyArn);
        }
    }

    private static void writePacked(DataOutputStream out, SessionFacts facts) throws IOException {
        writePolicies(out, facts);
        out.writeShort(facts.tags().size());
        for (Map.Entry<String, String> tag : new TreeMap<>(facts.tags()).entrySet()) {
            writeText(out, tag.getKey());
            writeText(out, tag.getValue());
        }
        out.writeShort(facts.transitiveTagKeys().size());
        for (String key : new TreeSet<>(facts.transitiveTagKeys())) {
            writeText(out, key);
        }
    }

    private static SessionFacts readPacked(
            DataInputStream in,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable Instant mfaAt,
            @Nullable String sourceIdentity,
            @Nullable String federatedProvider)
            throws IOException {
        String policy = readLongText(in);
        List<String> policyArns = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            policyArns.add(text(in));
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            tags.put(text(in), text(in));
        }
        Set<String> transitive = new LinkedHashSet<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            transitive.add(text(in));
        }
        return new SessionFacts(
                issuedAt, expiresAt, policy, policyArns, tags, transitive, mfaAt, sourceIdentity, federatedProvider);
    }

    private static void writeAccount(DataOutputStream out, AccountId account) throws IOException {
        out.writeLong(Long.parseLong(account.digits()));
    }

    private static AccountId readAccount(DataInputStream in) throws IOException {
        String digits = Long.toString(in.readLong());
        return new AccountId(digits.length() < 12 ? "0".repeat(12 - digits.length()) + digits : digits);
    }

    private static void writeInstant(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeShort(ABSENT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= ABSENT) {
            throw new IllegalArgumentException("session text of " + bytes.length + " bytes (expected: < 65535)");
        }
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        return length == ABSENT ? null : readUtf8(in, length);
    }

    private static String text(DataInputStream in) throws IOException {
        String text = readText(in);
        if (text == null) {
            throw new IOException("a required text is absent");
        }
        return text;
    }

    private static void writeLongText(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable String readLongText(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : readUtf8(in, length);
    }

    private static String readUtf8(DataInputStream in, int length) throws IOException {
        if (length > in.available()) {
            throw new IOException("text of " + length + " bytes, of which " + in.available() + " are here");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
