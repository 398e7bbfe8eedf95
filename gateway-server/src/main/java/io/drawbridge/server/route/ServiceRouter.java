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
 * <p>In this order: the service in the credential scope, a bucket in the Host header, a Eucalyptus path prefix of a
 * Query
 * service, a service in the Host header, the JSON target, the form of the request, S3. Nothing in the name of a
 * bucket or
 * below it is read as the name of a service.
 */
public final class ServiceRouter {
    private static final String AWS = ".amazonaws.com";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Map<String, List<ApiService<?>>> byScope = new HashMap<>();
    private final Map<String, List<ApiService<?>>> byHostLabel = new HashMap<>();
    private final Map<String, List<ApiService<?>>> byTarget = new HashMap<>();
    private final List<Prefix> prefixes = new ArrayList<>();
    private final List<ApiService<?>> query = new ArrayList<>();
    private final List<ApiService<?>> buckets;
    private final String baseDomain;
    private final String bucketDomain;
    private final EucalyptusPaths paths;

    private record Prefix(String path, List<ApiService<?>> service) {
        boolean begins(String target) {
            return target.startsWith(path) && (target.length() == path.length() || target.charAt(path.length()) == '/');
        }

        String rest(String target) {
            return target.length() == path.length() ? "/" : target.substring(path.length());
        }
    }

    /** Whether {@code /services/objectstorage} in front of a path names S3; otherwise it is a bucket with a key. */
    public enum EucalyptusPaths {
        ON,
        OFF
    }

    /**
     * @param baseDomain below which this server is reached by name, such as {@code localhost}
     * @param paths the meaning of the path prefix of S3; those of other services only count where no bucket can be
     *     meant
     * @param services all services; exactly one of them is REST-XML and gets what no other service is named for
     */
    public ServiceRouter(String baseDomain, EucalyptusPaths paths, List<ApiService<?>> services) {
        this.baseDomain = baseDomain.toLowerCase(Locale.ROOT);
        this.bucketDomain = "s3." + this.baseDomain;
        this.paths = paths;
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
        HostName host = hostName(request);
        List<ApiService<?>> scoped = scoped(request);
        if (buckets.equals(scoped)) {
            return toBuckets(path, host.bucketOfSigner());
        }
        if (scoped != null) {
            return toService(scoped, path);
        }
        if (host.bucket != null) {
            return toBuckets(path, host.bucket);
        }
        if (isQuery(request)) {
            for (Prefix prefix : prefixes) {
                if (!prefix.service.equals(buckets) && prefix.begins(path)) {
                    return toService(prefix.service, path);
                }
            }
        }
        List<ApiService<?>> named = host.service != null ? host.service : byForm(request);
        return buckets.equals(named) ? toBuckets(path, null) : toService(named, path);
    }

    private Route toService(List<ApiService<?>> service, String path) {
        for (Prefix prefix : prefixes) {
            if (prefix.service.equals(service) && prefix.begins(path)) {
                return new Route(service, new Endpoint(prefix.rest(path), null));
            }
        }
        return new Route(service, new Endpoint(path, null));
    }

    /** INVARIANT: below the name of a bucket every path is a key, and elsewhere its first segment is the bucket. */
    private Route toBuckets(String path, @Nullable String bucket) {
        return bucket == null && paths == EucalyptusPaths.ON
                ? toService(buckets, path)
                : new Route(buckets, new Endpoint(path, bucket));
    }

    private @Nullable List<ApiService<?>> scoped(ApiRequest request) {
        Optional<CredentialScope> scope = ScopeReader.scopeOf(request);
        return scope.isEmpty() ? null : byScope.get(scope.get().service());
    }

    /**
     * What the Host field names.
     *
     * @param bucket null when it names none
     * @param service null when it names none
     * @param label the bucket that a signer of S3 could mean by the name of another service, or null
     */
    private record HostName(
            @Nullable String bucket,
            @Nullable List<ApiService<?>> service,
            @Nullable String label) {
        @Nullable
        String bucketOfSigner() {
            return bucket != null ? bucket : label;
        }
    }

    private HostName hostName(ApiRequest request) {
        String host = host(request);
        if (host.equals(bucketDomain)) {
            return new HostName(null, buckets, null);
        }
        if (host.endsWith("." + bucketDomain)) {
            return new HostName(host.substring(0, host.length() - bucketDomain.length() - 1), null, null);
        }
        if (host.endsWith("." + baseDomain)) {
            String name = host.substring(0, host.length() - baseDomain.length() - 1);
            List<ApiService<?>> service = byHostLabel.get(name);
            if (service == null) {
                return new HostName(name, null, null);
            }
            return new HostName(null, service, service.equals(buckets) ? null : name);
        }
        String bucket = host.endsWith(AWS) ? bucketAtAws(host) : null;
        int dot = host.indexOf('.');
        boolean named = bucket == null && dot > 0 && !host.equals(baseDomain);
        return new HostName(bucket, named ? byHostLabel.get(host.substring(0, dot)) : null, null);
    }

    /** {@code BUCKET.s3.REGION.amazonaws.com}, and the older {@code BUCKET.s3-REGION.amazonaws.com}. */
    private static @Nullable String bucketAtAws(String host) {
        int at = Math.max(host.lastIndexOf(".s3."), host.lastIndexOf(".s3-"));
        return at > 0 ? host.substring(0, at) : null;
    }

    /** Lower case, without port and without the dot of an absolute name. */
    private static String host(ApiRequest request) {
        String host = request.headers().first("Host").orElse("").toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        boolean port = colon >= 0 && host.indexOf(']', colon) < 0;
        String name = port ? host.substring(0, colon) : host;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * Whether it can be a request of the Query protocol and none of S3, which has no POST without a query but that of
     * browsers, and no parameter called Action. A version 2 signature in the header is S3's.
     */
    private static boolean isQuery(ApiRequest request) {
        boolean form = request.method().equals("POST")
                && request.rawQuery().isEmpty()
                && request.headers().first("Content-Type").orElse(FORM).startsWith(FORM);
        boolean action = ("&" + request.rawQuery()).contains("&Action=");
        return (form || action)
                && !request.headers().first("Authorization").orElse("").startsWith("AWS ");
    }

    /**
     * A JSON request has a target, and a Query request an Action, in the query or in a form sent to the root; no S3
     * request
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
}
