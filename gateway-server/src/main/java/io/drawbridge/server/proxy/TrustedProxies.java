// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.proxy;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.policy.condition.IpRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code Forwarded} fields count. Fields
 * of
 * all other peers are ignored. The client is the last address of the chain that is not a trusted proxy: each proxy
 * appends the address of its peer, so everything before that one is only what the client claims.
 *
 * <p>Fail closed: with a chain that cannot be read, the client is the peer itself and the transport is not secure.
 */
public final class TrustedProxies {
    /** No proxy is trusted. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** Ranges that can be given; a larger network has fewer, larger ranges. */
    private static final int RANGES_MAX = 256;

    /** Trusted proxies that one request passes. */
    private static final int HOPS_MAX = 20;

    private static final int NONE_NAMED = -1;
    private static final int UNREADABLE = -2;

    private static final RequestOrigin UNREADABLE_ORIGIN = new RequestOrigin("", false, null);

    private final List<IpRange> ranges;

    private TrustedProxies(List<IpRange> ranges) {
        this.ranges = ranges;
    }

    /**
     * @param texts addresses and CIDR ranges, such as {@code 10.0.0.0/8} or {@code fd00::/8}
     * @throws IllegalArgumentException when one is neither
     */
    public static TrustedProxies of(List<String> texts) {
        if (texts.size() > RANGES_MAX) {
            throw new IllegalArgumentException(
                    "trusted proxies: " + texts.size() + " (expected: at most " + RANGES_MAX + ")");
        }
        List<IpRange> ranges = new ArrayList<>(texts.size());
        for (String text : texts) {
            IpRange range = IpRange.parse(text.strip());
            if (range == null) {
                throw new IllegalArgumentException("trusted proxy: '" + text
                        + "' (expected: an address or a range, such as 10.0.0.1 or 10.0.0.0/8)");
            }
            ranges.add(range);
        }
        return new TrustedProxies(List.copyOf(ranges));
    }

    /** Returns whether there is no trusted proxy. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /**
     * Returns where a request comes from.
     *
     * @param peer the textual address of the other end of the connection
     * @param secure whether the connection uses TLS
     * @return empty when a trusted proxy passed on {@code Forwarded} or {@code X-Forwarded} fields that cannot be read,
     *     or that contradict each other: a proxy that writes some of them passes on the others, which then come from the
     *     client, who must not choose another address by breaking them
     */
    public Optional<RequestOrigin> origin(String peer, boolean secure, HttpHeaders headers) {
        RequestOrigin direct = new RequestOrigin(peer, secure, null);
        if (ranges.isEmpty()) {
            return Optional.of(direct);
        }
        IpRange address = IpRange.parse(peer);
        if (address == null || !trusts(address)) {
            return Optional.of(direct);
        }
        RequestOrigin standard = forwarded(headers);
        RequestOrigin legacy = xForwarded(peer, headers);
        boolean unreadable = UNREADABLE_ORIGIN.equals(standard) || UNREADABLE_ORIGIN.equals(legacy);
        if (unreadable || (standard != null && legacy != null && !standard.agreesWith(legacy))) {
            return Optional.empty();
        }
        RequestOrigin said = legacy != null ? legacy : standard;
        return Optional.of(said == null ? direct : said);
    }

    private boolean trusts(IpRange address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private @Nullable RequestOrigin xForwarded(String peer, HttpHeaders headers) {
        List<String> chain = entries(headers, "X-Forwarded-For");
        List<String> protocols = entries(headers, "X-Forwarded-Proto");
        List<String> hosts = entries(headers, "X-Forwarded-Host");
        if (chain.isEmpty() && protocols.isEmpty() && hosts.isEmpty()) {
            return null;
        }
        int client = client(chain);
        if (client == UNREADABLE || hosts.size() > 1 || !hosts.stream().allMatch(HostSyntax::valid)) {
            return UNREADABLE_ORIGIN;
        }
        // Several protocols do not say which of them is the client's: one that is not https decides.
        boolean secure = !protocols.isEmpty() && protocols.stream().allMatch("https"::equalsIgnoreCase);
        return new RequestOrigin(
                client == NONE_NAMED ? peer : node(chain.get(client)), secure, hosts.isEmpty() ? null : hosts.get(0));
    }

    private @Nullable RequestOrigin forwarded(HttpHeaders headers) {
        List<String> fields = headers.all("Forwarded");
        if (fields.isEmpty()) {
            return null;
        }
        List<Map<String, String>> elements = ForwardedField.parse(String.join(",", fields));
        if (elements == null) {
            return UNREADABLE_ORIGIN;
        }
        int client = client(elements.stream()
                .map(element -> element.getOrDefault("for", ""))
                .toList());
        if (client < 0) {
            return UNREADABLE_ORIGIN;
        }
        Map<String, String> element = elements.get(client);
        String host = element.get("host");
        if (host != null && !HostSyntax.valid(host)) {
            return UNREADABLE_ORIGIN;
        }
        return new RequestOrigin(
                node(element.getOrDefault("for", "")), "https".equalsIgnoreCase(element.get("proto")), host);
    }

    /** Returns the index of the client in a chain; {@link #NONE_NAMED} for an empty one. */
    private int client(List<String> chain) {
        int last = chain.size() - 1;
        for (int i = last; i >= 0 && last - i <= HOPS_MAX; i--) {
            IpRange address = address(node(chain.get(i)));
            if (address == null) {
                return UNREADABLE;
            }
            if (i == 0 || !trusts(address)) {
                return i;
            }
        }
        return chain.isEmpty() ? NONE_NAMED : UNREADABLE;
    }

    private static @Nullable IpRange address(String node) {
        return node.indexOf('/') >= 0 ? null : IpRange.parse(node);
    }

    /** Returns the address in {@code 192.0.2.1:80}, {@code [2001:db8::1]:80} and the forms without a port. */
    private static String node(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        if (bracket > 0) {
            return isPort(text, bracket + 1) ? text.substring(1, bracket) : text;
        }
        int colon = text.indexOf(':');
        boolean one = colon >= 0 && text.indexOf(':', colon + 1) < 0;
        return one && isPort(text, colon) ? text.substring(0, colon) : text;
    }

    /** Whether nothing, or a colon and digits, is left of the text. */
    private static boolean isPort(String text, int from) {
        return text.substring(from).matches("(:[0-9]{1,5})?");
    }

    private static List<String> entries(HttpHeaders headers, String name) {
        List<String> entries = new ArrayList<>();
        for (String field : headers.all(name)) {
            for (String entry : field.split(",", -1)) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }
}
