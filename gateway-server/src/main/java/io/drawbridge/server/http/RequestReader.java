// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.server.proxy.HostSyntax;
import io.drawbridge.server.proxy.RequestOrigin;
import io.drawbridge.server.proxy.TrustedProxies;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts Netty's request head to an {@code ApiRequest}, without changing a character of it. Only a trusted proxy can
 * replace the address, the transport and the Host field.
 */
final class RequestReader {
    private static final String HOST = "Host";

    private final boolean secure;
    private final TrustedProxies proxies;
    private final Clock clock;

    /**
     * @param secure whether the connections use TLS
     * @param clock the clock of request times
     */
    RequestReader(boolean secure, TrustedProxies proxies, Clock clock) {
        this.secure = secure;
        this.proxies = proxies;
        this.clock = clock;
    }

    /** Reads a request without a {@link #fault}. */
    ApiRequest read(HttpRequest request, RequestBody body, Channel channel) {
        String target = originForm(request.uri());
        int question = target.indexOf('?');
        HttpHeaders headers = headers(request);
        RequestOrigin origin = proxies.origin(address(channel.remoteAddress()), secure, headers)
                .orElseThrow(() -> new IllegalStateException("a request with a fault is not read"));
        return new ApiRequest(
                request.method().name(),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                origin.host() == null ? headers : withHost(headers, origin.host()),
                body,
                origin.address(),
                origin.secure(),
                clock.instant());
    }

    private static HttpHeaders headers(HttpRequest request) {
        HttpHeaders headers = new HttpHeaders();
        Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                request.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            headers.add(field.getKey().toString(), field.getValue().toString());
        }
        return headers;
    }

    private static HttpHeaders withHost(HttpHeaders headers, String host) {
        HttpHeaders replaced = new HttpHeaders().add(HOST, host);
        for (int i = 0; i < headers.size(); i++) {
            if (!HttpHeaders.isSameName(headers.name(i), HOST)) {
                replaced.add(headers.name(i), headers.value(i));
            }
        }
        return replaced;
    }

    /** What makes it no request that can be answered; null when nothing does. */
    @Nullable
    String fault(HttpRequest request, Channel channel) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            String reason = cause.getMessage();
            return reason == null ? cause.toString() : reason;
        }
        // HTTP: RFC 9112, 3.2: one Host field, and only HTTP/1.0 may do without.
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        boolean required = request.protocolVersion().isKeepAliveDefault();
        if (hosts != 1 && (hosts != 0 || required)) {
            return "Host fields: " + hosts + " (expected: 1)";
        }
        // HTTP: RFC 9112, 3.2: an invalid Host field is answered with 400.
        String host = request.headers().get(HttpHeaderNames.HOST);
        if (host != null && !HostSyntax.valid(host)) {
            return "the Host field is neither a name nor an address";
        }
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.size() > 1 || (codings.size() == 1 && !codings.get(0).equalsIgnoreCase("chunked"))) {
            return "Transfer-Encoding: " + String.join(", ", codings) + " (expected: chunked)";
        }
        boolean agreed = proxies.isEmpty()
                || proxies.origin(address(channel.remoteAddress()), secure, headers(request))
                        .isPresent();
        return agreed ? null : "the Forwarded and X-Forwarded fields cannot be read or contradict each other";
    }

    /**
     * Returns whether the request expects something other than {@code 100-continue}, alone or with it. A client of HTTP/1.0
     * expects nothing.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1">RFC 9110, 10.1.1</a>
     */
    static boolean expectsTheUnknown(HttpRequest request) {
        if (!request.headers().contains(HttpHeaderNames.EXPECT)
                || !request.protocolVersion().isKeepAliveDefault()) {
            return false;
        }
        for (String field : request.headers().getAll(HttpHeaderNames.EXPECT)) {
            for (String expectation : field.split(",", -1)) {
                String text = expectation.trim();
                if (!text.isEmpty() && !text.equalsIgnoreCase("100-continue")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether a request that {@linkplain #expectsTheUnknown expects nothing else} waits for {@code 100 Continue}. */
    static boolean expectsContinue(HttpRequest request) {
        String field = request.headers().get(HttpHeaderNames.EXPECT);
        return field != null && !field.isBlank() && request.protocolVersion().isKeepAliveDefault();
    }

    /** Reduces a proxy's absolute form to path and query; {@code *} of OPTIONS becomes the root. */
    private static String originForm(String uri) {
        if (uri.startsWith("/")) {
            return uri;
        }
        int at = uri.indexOf("://") + 3;
        while (at >= 3 && at < uri.length() && "/?#".indexOf(uri.charAt(at)) < 0) {
            at++;
        }
        String rest = at < 3 ? "" : uri.substring(at);
        return rest.startsWith("/") ? rest : rest.startsWith("?") ? "/" + rest : "/";
    }

    /**
     * Returns the address without the zone that Java appends to a link-local address: policies would not match such a
     * text.
     */
    private static String address(SocketAddress peer) {
        if (!(peer instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return "0.0.0.0";
        }
        String text = internet.getAddress().getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
