// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.Credential;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.identity.UniqueIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts, keys and an authenticator with a fixed time for the tests of this package. */
final class TestAuth {
    static final Instant NOW = Instant.parse("2026-11-22T10:30:00Z");
    static final AccountId ACCOUNT = new AccountId("111111111111");
    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final String OTHER_KEY_ID = "AKIAI44QH8DHBEXAMPLE";
    static final String OTHER_SECRET = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY";
    static final String INACTIVE_KEY_ID = "AKIAINACTIVEEXAMPLE1";
    static final Principal.IamUser USER =
            new Principal.IamUser(ACCOUNT, Arn.iam(ACCOUNT, "user/bob"), "AIDAEXAMPLE", "bob");
    static final Principal.RoleSession ROLE =
            new Principal.RoleSession(ACCOUNT, Arn.iam(ACCOUNT, "role/p/r"), "AROAEXAMPLE", "r", "s");
    static final AuthSettings LENIENT = new AuthSettings(false, "eu-west-1", true, true);
    static final AuthSettings STRICT = new AuthSettings(true, "eu-west-1", false, false);

    static final Map<String, Credential> CREDENTIALS = Map.of(
            KEY_ID, new Credential(KEY_ID, new SecretKey(SECRET), true, USER),
            OTHER_KEY_ID, new Credential(OTHER_KEY_ID, new SecretKey(OTHER_SECRET), true, USER),
            INACTIVE_KEY_ID, new Credential(INACTIVE_KEY_ID, new SecretKey(SECRET), false, USER));

    private TestAuth() {}

    static SessionTokens tokens(Instant now) {
        Random random = new Random(7);
        return new SessionTokens(
                new KeyRing(new byte[32]), Clock.fixed(now, ZoneOffset.UTC), new UniqueIds(random), random);
    }

    static RequestAuthenticator authenticator(AuthSettings settings) {
        return new RequestAuthenticator(settings, id -> Optional.ofNullable(CREDENTIALS.get(id)), tokens(NOW));
    }

    static SessionFacts facts(Instant expiresAt) {
        return new SessionFacts(
                expiresAt.minusSeconds(3600), expiresAt, null, List.of(), Map.of(), Set.of(), null, null, null);
    }

    static ApiRequest request(String method, String target, HttpHeaders headers, byte[] body, Instant receivedAt) {
        int question = target.indexOf('?');
        return new ApiRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                RequestBody.of(body),
                "127.0.0.1",
                false,
                receivedAt);
    }

    static byte[] readAll(RequestBody body) throws IOException {
        ByteSink out = new ByteSink(1024);
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (body.read(buffer) >= 0) {
            byte[] chunk = new byte[buffer.flip().remaining()];
            buffer.get(chunk);
            out.put(chunk);
            buffer.clear();
        }
        return out.toBytes();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static HttpHeaders headers(@Nullable String... namesAndValues) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value != null) {
                headers.add(String.valueOf(namesAndValues[i]), value);
            }
        }
        return headers;
    }
}
