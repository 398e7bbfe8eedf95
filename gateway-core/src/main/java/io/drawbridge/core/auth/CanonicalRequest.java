// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Writes the canonical request of signature version 4 in one pass over the raw request.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">SigV4</a>
 */
final class CanonicalRequest {
    /** Other ways in which a client may have read its own request; tried when the plain reading does not verify. */
    enum Repair {
        /** AWS: old clients (boto before 2.9.3) omit the port of the host. */
        HOST_WITHOUT_PORT,
        /** AWS decodes {@code %2F} in an S3 path to a slash; botocore signs it undecoded. */
        ESCAPED_SLASH_KEPT
    }

    private CanonicalRequest() {}

    static ByteSink write(
            ApiRequest request,
            CanonicalQuery query,
            AuthProtocol protocol,
            SigV4Signature signature,
            String payloadHash,
            Set<Repair> repairs) {
        ByteSink out = new ByteSink(1024);
        out.text(request.method()).put('\n');
        if (protocol == AuthProtocol.S3) {
            writeS3Path(out, request.rawPath(), repairs.contains(Repair.ESCAPED_SLASH_KEPT));
        } else {
            UriEncoding.reencode(out, normalised(request.rawPath()));
        }
        out.put('\n');
        query.writeTo(out, signature.presigned() ? "X-Amz-Signature" : null);
        out.put('\n');
        boolean withoutPort = repairs.contains(Repair.HOST_WITHOUT_PORT);
        List<String> names = signature.signedHeaders();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            writeHeader(out, request.headers(), name, withoutPort && HttpHeaders.isSameName(name, "host"));
        }
        out.put('\n').text(signature.signedHeadersText()).put('\n').text(payloadHash);
        return out;
    }

    private static void writeS3Path(ByteSink out, String rawPath, boolean keepEscapedSlash) {
        if (rawPath.isEmpty()) {
            out.put('/');
            return;
        }
        int from = 0;
        int escaped = keepEscapedSlash ? escapedSlash(rawPath, 0) : -1;
        while (escaped >= 0) {
            UriEncoding.canonical(out, rawPath, from, escaped, true, false);
            out.text("%2F");
            from = escaped + 3;
            escaped = escapedSlash(rawPath, from);
        }
        UriEncoding.canonical(out, rawPath, from, rawPath.length(), true, false);
    }

    /** Returns the index of the next {@code %2F}, or -1. */
    static int escapedSlash(String rawPath, int from) {
        for (int i = rawPath.indexOf("%2", from); i >= 0; i = rawPath.indexOf("%2", i + 2)) {
            if (i + 2 < rawPath.length() && Ascii.lower(rawPath.charAt(i + 2)) == 'f') {
                return i;
            }
        }
        return -1;
    }

    private static void writeHeader(ByteSink out, HttpHeaders headers, String name, boolean withoutPort) {
        for (int i = 0; i < name.length(); i++) {
            out.put(Ascii.lower(name.charAt(i)));
        }
        out.put(':');
        boolean second = false;
        int count = headers.size();
        for (int i = 0; i < count; i++) {
            if (HttpHeaders.isSameName(headers.name(i), name)) {
                if (second) {
                    out.put(',');
                }
                out.folded(withoutPort ? HostPort.withoutPort(headers.value(i)) : headers.value(i));
                second = true;
            }
        }
        out.put('\n');
    }

    /** Returns the path without dot segments and doubled slashes; a trailing slash stays. */
    static String normalised(String rawPath) {
        if (rawPath.isEmpty() || rawPath.equals("/")) {
            return "/";
        }
        if (!rawPath.contains("//") && !rawPath.contains("/.")) {
            return rawPath;
        }
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        int from = 0;
        while (from <= rawPath.length()) {
            int end = rawPath.indexOf('/', from);
            end = end < 0 ? rawPath.length() : end;
            last = rawPath.substring(from, end);
            if (last.equals("..")) {
                segments.pollLast();
            } else if (!last.isEmpty() && !last.equals(".")) {
                segments.addLast(last);
            }
            from = end + 1;
        }
        StringBuilder out = new StringBuilder(rawPath.length());
        for (Iterator<String> it = segments.iterator(); it.hasNext(); ) {
            out.append('/').append(it.next());
        }
        boolean directory = last.isEmpty() || last.equals(".") || last.equals("..");
        return directory || out.length() == 0 ? out.append('/').toString() : out.toString();
    }
}
