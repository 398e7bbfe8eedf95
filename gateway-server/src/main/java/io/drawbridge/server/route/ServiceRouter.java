// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.route;

import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.auth.CredentialScope;
import io.drawbridge.core.auth.ScopeReader;
import io.drawbridge.core.model.ServiceModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which service a request is for, before anybody verified it. What it decides is the service whose rules the
 * signature is verified by, so a signature for one service never reaches another.
 *
 * <p>In this order: the service in the credential scope, the Host header, a Eucalyptus path prefix, the JSON target, the form
 * of the request, S3.
 */
public final class ServiceRouter {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Map<String, List<ApiService<?>>> byScope = new HashMap<>();
    private final Map<String, List<ApiService<?>>> byHostLabel = new HashMap<>();
    private final Map<String, List<ApiService<?>>> byTarget = new HashMap<>();
    private final List<Prefix> prefixes = new ArrayList<>();
    private final List<ApiService<?>> query = new ArrayList<>();
    private final List<ApiService<?>> buckets;
    private final List<String> bucketSuffixes;

    private record Prefix(String path, List<ApiService<?>> service) {}

    /**
     * @param baseDomain below which this server is reached by name, such as {@code localhost}
     * @param services all services; exactly one of them is REST-XML and gets what no other service is named for
     */
    public ServiceRouter(String baseDomain, List<ApiService<?>> services) {
        String base = baseDomain.toLowerCase(Locale.ROOT);
        bucketSuffixes = List.of("s3." + base, base);
        List<List<ApiService<?>>> rest = new ArrayList<>(1);
        for (ApiService<?> service : services) {
            List<ApiService<?>> only = List.of(service);
            add(byScope, service.model().signingName(), only);
            service.endpoints().hostLabels().forEach(label -> add(byHostLabel, label, only));
            String prefix = service.endpoints().pathPrefix();
            if (prefix != null) {
                prefixes.add(new Prefix(prefix, only));
            }
            switch (service.model().protocol()) {
                case QUERY -> query.add(service);
                case JSON_1_1 -> add(byTarget, targetPrefix(service.model()), only);
                case REST_XML -> rest.add(only);
            }
        }
        if (rest.size() != 1) {
            throw new IllegalArgumentException("REST-XML services: " + rest.size() + " (expected: 1)");
        }
        buckets = rest.get(0);
    }

    private static String targetPrefix(ServiceModel model) {
        String prefix = model.targetPrefix();
        if (prefix == null) {
            throw new IllegalArgumentException("target prefix of " + model.serviceId() + ": none (expected: one)");
        }
        return prefix;
    }

    private static void add(Map<String, List<ApiService<?>>> map, String name, List<ApiService<?>> service) {
        if (map.put(name, service) != null) {
            throw new IllegalArgumentException("two services are reached by " + name);
        }
    }

    /** Routes one request by its head. */
    public Route route(ApiRequest request) {
        String path = request.rawPath();
        String host = host(request);
        String bucket = bucket(host);
        // Below a bucket's own name every path is a key.
        Prefix prefix = bucket == null ? prefix(path) : null;
        String rest = prefix == null ? path : stripped(path, prefix);
        List<ApiService<?>> scoped = scoped(request);
        if (buckets.equals(scoped)) {
            // A bucket may be called "services".
            boolean own = prefix == null || prefix.service.equals(buckets);
            return new Route(buckets, new Endpoint(own ? rest : path, bucket));
        }
        if (scoped != null) {
            return new Route(scoped, new Endpoint(rest, null));
        }
        if (bucket != null) {
            return new Route(buckets, new Endpoint(path, bucket));
        }
        List<ApiService<?>> named = prefix == null ? byHost(host) : prefix.service();
        return new Route(named == null ? byForm(request) : named, new Endpoint(rest, null));
    }

    private @Nullable List<ApiService<?>> scoped(ApiRequest request) {
        Optional<CredentialScope> scope = ScopeReader.scopeOf(request);
        return scope.isEmpty() ? null : byScope.get(scope.get().service());
    }

    private @Nullable Prefix prefix(String path) {
        for (Prefix prefix : prefixes) {
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

    private @Nullable List<ApiService<?>> byHost(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? null : byHostLabel.get(host.substring(0, dot));
    }

    /**
     * A JSON request has a target, and a Query request an Action, in the query or in a form sent to the root; no S3 request
     * has either.
     */
    private List<ApiService<?>> byForm(ApiRequest request) {
        if (!request.rawPath().equals("/")) {
            return buckets;
        }
        boolean post = request.method().equals("POST");
        String target = request.headers().first("X-Amz-Target").orElse("");
        int dot = target.indexOf('.');
        List<ApiService<?>> json = post && dot > 0 ? byTarget.get(target.substring(0, dot)) : null;
        if (json != null) {
            return json;
        }
        boolean form =
                post && request.headers().first("Content-Type").orElse(FORM).startsWith(FORM);
        boolean action = ("&" + request.rawQuery()).contains("&Action=");
        return form || action ? query : buckets;
    }

    private @Nullable String bucket(String host) {
        for (String suffix : bucketSuffixes) {
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
