// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.admin;

import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.UnauthenticatedEndpoint;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.iam.directory.CacheFigures;
import io.drawbridge.server.embed.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's own endpoints under {@code /_/}. They are not part of AWS, and return no secret. */
public final class AdminEndpoints implements UnauthenticatedEndpoint {
    private static final List<String> FORWARDING =
            List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via");
    private static final String PREFIX = "/_/";
    private static final int BODY_LENGTH_MAX = 4_096;
    private static final Duration ADVANCE_MAX = Duration.ofDays(3_650);

    private static final String READY = PREFIX + "ready";

    private final Map<String, Page> pages;

    /** Answers one path. */
    @FunctionalInterface
    private interface Page {
        ApiResponse answer(ApiRequest request);
    }

    /**
     * @param testClock null on servers without a movable clock
     * @param policyCache returns the figures of the policy cache
     * @param security returns the counters of what was refused, by their names
     * @param ready whether requests can be answered now
     */
    public AdminEndpoints(
            @Nullable TestClock testClock,
            Supplier<CacheFigures> policyCache,
            Supplier<Map<String, Long>> security,
            BooleanSupplier ready) {
        Map<String, Page> table = new HashMap<>();
        table.put("/_/health", read(() -> json(200, "{\"status\":\"ok\"}")));
        table.put(READY, read(() -> readiness(ready)));
        Page figures = read(() -> json(200, JsonMapper.builder().build().writeValueAsString(security.get())));
        table.put(
                "/_/security",
                request -> isLocal(request) ? figures.answer(request) : json(403, error("ask from this machine")));
        table.put("/_/metrics", read(() -> metrics(policyCache.get())));
        if (testClock != null) {
            table.put("/_/test/clock", request -> isRead(request) ? now(testClock) : advance(testClock, request));
        }
        this.pages = Map.copyOf(table);
    }

    /** Returns whether the path is one of these endpoints; on the host name of a bucket every path is a key. */
    @Override
    public boolean serves(ApiRequest request, Endpoint endpoint) {
        return endpoint.virtualHostBucket() == null && request.rawPath().startsWith(PREFIX);
    }

    /** Only the state of the store is found out by asking it; everything else is in memory. */
    @Override
    public Execution execution(ApiRequest request) {
        return request.rawPath().equals(READY) ? Execution.BOUNDED_READ : Execution.IMMEDIATE;
    }

    /** Answers a request, with 404 when there is no page at its path. */
    @Override
    public ApiResponse handle(ApiRequest request, Endpoint endpoint) {
        Page page = pages.get(request.rawPath());
        return page == null ? json(404, error("there is no such page")) : page.answer(request);
    }

    private static Page read(Supplier<ApiResponse> response) {
        return request -> isRead(request) ? response.get() : json(405, error("use GET"));
    }

    private static boolean isRead(ApiRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /**
     * Returns whether a process of this machine asks. A request with a forwarding header comes from elsewhere, through a
     * proxy on this machine.
     */
    private static boolean isLocal(ApiRequest request) {
        for (String header : FORWARDING) {
            if (request.headers().first(header).isPresent()) {
                return false;
            }
        }
        try {
            // The address of a peer is no name, so nothing is looked up.
            return InetAddress.getByName(request.remoteAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** For load balancers: a server that cannot reach its database is running, but must get no requests. */
    private static ApiResponse readiness(BooleanSupplier ready) {
        return ready.getAsBoolean()
                ? json(200, "{\"status\":\"ready\"}")
                : json(503, error("the store cannot be reached"));
    }

    /** Returns metrics in the text format of Prometheus. Counts only: no names. */
    private static ApiResponse metrics(CacheFigures cache) {
        String text = "drawbridge_policy_cache_principals " + cache.principals() + "\n"
                + "drawbridge_policy_cache_trust_policies " + cache.trustPolicies() + "\n"
                + "drawbridge_policy_cache_policies " + cache.policies() + "\n"
                + "drawbridge_policy_cache_bytes " + cache.bytes() + "\n"
                + "drawbridge_policy_cache_bytes_max " + cache.bytesMax() + "\n";
        return new ApiResponse(
                200,
                new HttpHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
                new ResponseBody.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ApiResponse advance(TestClock clock, ApiRequest request) {
        if (!request.method().equals("POST")) {
            return json(405, error("use GET or POST"));
        }
        try {
            JsonNode advance =
                    JsonMapper.builder().build().readTree(body(request)).get("advance");
            Duration duration = Duration.parse(advance == null || !advance.isString() ? "" : advance.stringValue());
            if (duration.isNegative() || duration.compareTo(ADVANCE_MAX) > 0) {
                return json(400, error("advance: expected between PT0S and " + ADVANCE_MAX));
            }
            clock.advance(duration);
            return now(clock);
        } catch (IOException | JacksonException | DateTimeParseException e) {
            return json(400, error("expected a body such as {\\\"advance\\\":\\\"PT50M\\\"}"));
        }
    }

    private static byte[] body(ApiRequest request) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(BODY_LENGTH_MAX);
        while (request.body().read(piece) >= 0) {
            whole.write(piece.array(), 0, piece.position());
            piece.clear();
            if (whole.size() > BODY_LENGTH_MAX) {
                throw new IOException("body of more than " + BODY_LENGTH_MAX + " bytes");
            }
        }
        return whole.toByteArray();
    }

    private static ApiResponse now(TestClock clock) {
        return json(200, "{\"now\":\"" + clock.instant() + "\"}");
    }

    private static String error(String text) {
        return "{\"error\":\"" + text + "\"}";
    }

    private static ApiResponse json(int status, String text) {
        return new ApiResponse(
                status,
                new HttpHeaders().add("Content-Type", "application/json"),
                new ResponseBody.Bytes((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
