// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.route;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.auth.CredentialScope;
import io.drawbridge.core.auth.ScopeReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which service a request is for, before anybody verified it. What it decides is the service whose rules the
 * signature is verified by, so a signature for one service never reaches another.
 *
 * <p>In this order: our own pages, the service in the credential scope, the Host header, a Eucalyptus path prefix, the
 * form of the request, S3.
 */
public final class ServiceRouter {
    private static final String INTERNAL_PREFIX = "/_/";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("/services/Euare", Service.IAM),
            new Prefix("/services/Tokens", Service.STS),
            new Prefix("/services/objectstorage", Service.S3));

    private final List<String> s3Suffixes;

    private record Prefix(String path, Service service) {}

    /** @param baseDomain below which this server is reached by name, such as {@code localhost} */
    public ServiceRouter(String baseDomain) {
        String base = baseDomain.toLowerCase(Locale.ROOT);
        s3Suffixes = List.of("s3." + base, base);
    }

    /** Routes one request by its head. */
    public Route route(ApiRequest request) {
        String path = request.rawPath();
        String host = host(request);
        String bucket = bucket(host);
        // Below a bucket's own name every path is a key.
        if (bucket == null && path.startsWith(INTERNAL_PREFIX)) {
            return new Route(Service.INTERNAL, path, null);
        }
        Prefix prefix = bucket == null ? prefix(path) : null;
        String rest = prefix == null ? path : stripped(path, prefix);
        Service scoped = scoped(request);
        if (scoped == Service.S3) {
            // A bucket may be called "services".
            return new Route(scoped, prefix == null || prefix.service == scoped ? rest : path, bucket);
        }
        if (scoped != null) {
            return new Route(scoped, rest, null);
        }
        if (bucket != null) {
            return new Route(Service.S3, path, bucket);
        }
        Service named = prefix == null ? byHost(host) : prefix.service();
        return new Route(named == null ? byForm(request) : named, rest, null);
    }

    private static @Nullable Service scoped(ApiRequest request) {
        Optional<CredentialScope> scope = ScopeReader.scopeOf(request);
        return scope.isEmpty()
                ? null
                : switch (scope.get().service()) {
                    case "iam" -> Service.IAM;
                    case "sts" -> Service.STS;
                    case "s3" -> Service.S3;
                    default -> null;
                };
    }

    private static @Nullable Prefix prefix(String path) {
        for (Prefix prefix : PREFIXES) {
            if (path.startsWith(prefix.path)
                    && (path.length() == prefix.path.length() || path.charAt(prefix.path.length()) == '/')) {
                return prefix;
            }
        }
        return null;
    }

    private static String stripped(String path, Prefix prefix) {
        String rest = path.substring(prefix.path.length());
        return rest.isEmpty() ? "/" : rest;
    }

    private static String host(ApiRequest request) {
        String host = request.headers().first("Host").orElse("").toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        boolean port = colon >= 0 && host.indexOf(']', colon) < 0;
        return port ? host.substring(0, colon) : host;
    }

    private static @Nullable Service byHost(String host) {
        int dot = host.indexOf('.');
        return dot < 0
                ? null
                : switch (host.substring(0, dot)) {
                    case "iam", "euare" -> Service.IAM;
                    case "sts", "sts-fips", "tokens" -> Service.STS;
                    case "s3", "objectstorage" -> Service.S3;
                    default -> null;
                };
    }

    /** A Query request has an Action, in the query or in a form sent to the root; no S3 request has. */
    private static Service byForm(ApiRequest request) {
        if (!request.rawPath().equals("/")) {
            return Service.S3;
        }
        boolean form = request.method().equals("POST")
                && request.headers().first("Content-Type").orElse(FORM).startsWith(FORM);
        boolean action = ("&" + request.rawQuery()).contains("&Action=");
        return form || action ? Service.QUERY : Service.S3;
    }

    private @Nullable String bucket(String host) {
        for (String suffix : s3Suffixes) {
            if (host.equals(suffix)) {
                return null;
            }
            if (host.endsWith(suffix) && host.charAt(host.length() - suffix.length() - 1) == '.') {
                String bucket = host.substring(0, host.length() - suffix.length() - 1);
                return byHost(bucket + ".") == null ? bucket : null;
            }
        }
        int aws = host.endsWith(".amazonaws.com") ? host.lastIndexOf(".s3") : -1;
        return aws > 0 ? host.substring(0, aws) : null;
    }
}
