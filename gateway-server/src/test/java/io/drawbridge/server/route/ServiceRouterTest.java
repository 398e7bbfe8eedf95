// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.QueryProtocol;
import io.drawbridge.core.action.SessionRules;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.model.ServiceModel;
import io.drawbridge.iam.IamActions;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.s3.S3Actions;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.route.S3Address;
import io.drawbridge.server.route.ServiceRouter.EucalyptusPaths;
import io.drawbridge.sts.StsActions;
import io.drawbridge.sts.model.StsOperation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Evidence against service, in the order of its weight. */
final class ServiceRouterTest {
    private static final ApiService<IamOperation> IAM =
            IamActions.service(new ActionRegistry<>(IamOperation.class, List.of()), new QueryProtocol(), "us-east-1");
    private static final ApiService<StsOperation> STS =
            StsActions.service(new ActionRegistry<>(StsOperation.class, List.of()), new QueryProtocol(), "us-east-1");
    private static final ApiService<S3Operation> S3 =
            S3Actions.service(new ActionRegistry<>(S3Operation.class, List.of()), "us-east-1");

    /** A JSON service; what it can do does not matter for its address. */
    private static final ApiService<StsOperation> JSON = new ApiService<>(
            new ServiceModel(
                    "Json", ServiceModel.Protocol.JSON_1_1, "2020-01-01", "json", null, "ExampleService_20200101"),
            new ApiService.Endpoints(Set.of("json"), null),
            new QueryProtocol(),
            new ActionRegistry<>(StsOperation.class, List.of()),
            SessionRules.NONE,
            "us-east-1");

    private final ServiceRouter router =
            new ServiceRouter("localhost", EucalyptusPaths.OFF, List.of(IAM, STS, S3, JSON));

    @ParameterizedTest(name = "{0} {1} host {2} scope {3} type {4} -> {5} {6} {7}")
    @CsvSource({
        // method, target,                        host,                   scope service, type,  service, path,
        // bucket
        "GET,  /_/health,                         127.0.0.1:8773,         s3,  ,      S3,       /_/health, ",
        "POST, /,                                 127.0.0.1:8773,         json, ,     JSON,     /,         ",
        "POST, /,                                 127.0.0.1:8773,         ,    target, JSON,    /,         ",
        "POST, /,                                 127.0.0.1:8773,         iam, target, IAM,     /,         ",
        "POST, /,                                 json.us-east-1.amazonaws.com, , ,   JSON,     /,         ",
        "POST, /,                                 127.0.0.1:8773,         sts, form,  STS,      /,         ",
        "POST, /,                                 127.0.0.1:8773,         iam, form,  IAM,      /,         ",
        "GET,  /b/k,                              127.0.0.1:8773,         sts, ,      STS,      /b/k,      ",
        "POST, /?Action=CreateUser,               127.0.0.1:8773,         s3,  form,  S3,       /,         ",
        "POST, /,                                 127.0.0.1:8773,         127, form,  QUERY,    /,         ",
        "PUT,  /bucket/,                          127.0.0.1:8773,         127, ,      S3,       /bucket/,  ",
        "GET,  /?Action=ListUsers,                127.0.0.1:8773,         ,    ,      QUERY,    /,         ",
        "GET,  /?prefix=Action=x,                 127.0.0.1:8773,         ,    ,      S3,       /,         ",
        "GET,  /?X-Action=ListUsers,              127.0.0.1:8773,         ,    ,      S3,       /,         ",
        "POST, /,                                 127.0.0.1:8773,         ,    form,  QUERY,    /,         ",
        "POST, /bucket?delete,                    127.0.0.1:8773,         ,    ,      S3,       /bucket,   ",
        "POST, /services/Euare/,                  127.0.0.1:8773,         ,    form,  IAM,      /,         ",
        "POST, /services/Tokens,                  127.0.0.1:8773,         ,    form,  STS,      /,         ",
        "GET,  /services/objectstorage/b/k,       127.0.0.1:8773,         ,    ,      S3,       /services/objectstorage/b/k, ",
        "GET,  /services/Euare/k,                 127.0.0.1:8773,         ,    ,      S3,       /services/Euare/k, ",
        "PUT,  /services/Tokens,                  127.0.0.1:8773,         ,    form,  S3,       /services/Tokens, ",
        "POST, /services/Euare?uploads,           127.0.0.1:8773,         ,    form,  S3,       /services/Euare, ",
        "POST, /services/Euare,                   127.0.0.1:8773,         s3,  form,  S3,       /services/Euare, ",
        "POST, /services/Euare,                   127.0.0.1:8773,         ,    v2,    S3,       /services/Euare, ",
        "GET,  /services/Euare?Action=ListUsers,  127.0.0.1:8773,         ,    ,      IAM,      /,         ",
        "POST, /services/Euare,                   tokens.localhost,       ,    form,  IAM,      /,         ",
        "POST, /services/Euare,                   b.s3.localhost,         ,    form,  S3,       /services/Euare, b",
        "POST, /services/Euare,                   127.0.0.1:8773,         sts, form,  STS,      /services/Euare, ",
        "GET,  /services/objectstorage2/k,        127.0.0.1:8773,         ,    ,      S3,       /services/objectstorage2/k, ",
        "GET,  /services/Tokens/k,                127.0.0.1:8773,         s3,  ,      S3,       /services/Tokens/k, ",
        "GET,  /services/objectstorage/b/k,       127.0.0.1:8773,         s3,  ,      S3,       /services/objectstorage/b/k, ",
        "GET,  /victim/secret,                    iam.s3.localhost,       s3,  ,      S3,       /victim/secret, iam",
        "GET,  /victim/secret,                    iam.s3.localhost.,      s3,  ,      S3,       /victim/secret, iam",
        "GET,  /victim/secret,                    IAM.S3.LocalHost:8773,  s3,  ,      S3,       /victim/secret, iam",
        "GET,  /victim/secret,                    iam.s3.localhost,       ,    v2,    S3,       /victim/secret, iam",
        "GET,  /victim/secret,                    iam.s3.localhost,       ,    ,      S3,       /victim/secret, iam",
        "POST, /,                                 iam.s3.localhost,       ,    form,  S3,       /,         iam",
        "GET,  /victim/secret,                    iam.localhost,          s3,  ,      S3,       /victim/secret, iam",
        "GET,  /victim/secret,                    services.localhost,     s3,  ,      S3,       /victim/secret, services",
        "GET,  /victim/secret,                    iam.example.localhost,  s3,  ,      S3,       /victim/secret, iam.example",
        "POST, /,                                 iam.example.localhost,  ,    form,  S3,       /,         iam.example",
        "GET,  /victim/secret,                    iam.localhost,          ,    v2,    IAM,      /victim/secret, ",
        "GET,  /b/k,                              objectstorage.localhost, s3, ,      S3,       /b/k,      ",
        "GET,  /k,                                objectstorage.s3.localhost, s3, ,   S3,       /k,        objectstorage",
        "GET,  /k,                                iam.s3.amazonaws.com,   s3,  ,      S3,       /k,        iam",
        "GET,  /k,                                a.s3x.amazonaws.com,    s3,  ,      S3,       /k,        ",
        "GET,  /services/objectstorage/k,         b.s3.localhost,         s3,  ,      S3,       /services/objectstorage/k, b",
        "GET,  /services/Euare/k,                 b.s3.localhost,         ,    ,      S3,       /services/Euare/k, b",
        "GET,  /_/health,                         b.s3.localhost,         ,    ,      S3,       /_/health, b",
        "GET,  /k,                                b.s3.localhost:8773,    s3,  ,      S3,       /k,        b",
        "GET,  /k,                                b.c.s3.localhost,       ,    ,      S3,       /k,        b.c",
        "GET,  /k,                                b.localhost,            ,    ,      S3,       /k,        b",
        "GET,  /b/k,                              s3.localhost,           ,    ,      S3,       /b/k,      ",
        "GET,  /b/k,                              localhost:8773,         ,    ,      S3,       /b/k,      ",
        "POST, /,                                 iam.localhost:8773,     ,    form,  IAM,      /,         ",
        "POST, /,                                 sts.localhost:8773,     ,    form,  STS,      /,         ",
        "POST, /,                                 tokens.example.com,     ,    form,  STS,      /,         ",
        "GET,  /b/k,                              objectstorage.example.com, , ,      S3,       /b/k,      ",
        "GET,  /k,                                b.s3.amazonaws.com,     s3,  ,      S3,       /k,        b",
        "GET,  /k,                                b.s3.eu-west-1.amazonaws.com, s3, , S3,       /k,        b",
        "GET,  /b/k,                              s3.eu-west-1.amazonaws.com, s3, ,   S3,       /b/k,      ",
        "GET,  /b/k,                              [::1]:8773,             s3,  ,      S3,       /b/k,      ",
    })
    void theServiceIsTheOneThatTheStrongestEvidenceNames(
            String method,
            String target,
            String host,
            String scopeService,
            String type,
            String service,
            String path,
            String bucket) {
        HttpHeaders headers = new HttpHeaders().add("Host", host);
        if (scopeService != null) {
            headers.add(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/" + scopeService
                            + "/aws4_request, SignedHeaders=host, Signature=00");
        }
        if ("target".equals(type)) {
            headers.add("Content-Type", "application/x-amz-json-1.1")
                    .add("X-Amz-Target", "ExampleService_20200101.DoIt");
        } else if ("v2".equals(type)) {
            headers.add("Authorization", "AWS AKIDEXAMPLE:c2ln");
        } else if (type != null) {
            headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        }
        int question = target.indexOf('?');
        ApiRequest request = new ApiRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                RequestBody.of(new byte[0]),
                "127.0.0.1",
                false,
                Instant.EPOCH);
        List<ApiService<?>> candidates =
                switch (service) {
                    case "IAM" -> List.of(IAM);
                    case "STS" -> List.of(STS);
                    case "QUERY" -> List.of(IAM, STS);
                    case "JSON" -> List.of(JSON);
                    default -> List.of(S3);
                };
        assertThat(router.route(request)).isEqualTo(new Route(candidates, new Endpoint(path, bucket)));
    }

    @ParameterizedTest
    @CsvSource({
        "/services/objectstorage/b/k, 127.0.0.1:8773, s3, /b/k,",
        "/services/objectstorage/b/k, 127.0.0.1:8773, ,   /b/k,",
        "/services/objectstorage,     127.0.0.1:8773, s3, /,",
        "/services/objectstorage2/k,  127.0.0.1:8773, s3, /services/objectstorage2/k,",
        "/services/Euare/k,           127.0.0.1:8773, s3, /services/Euare/k,",
        "/services/objectstorage/b/k, s3.localhost,   s3, /b/k,",
        "/services/objectstorage/k,   b.s3.localhost, s3, /services/objectstorage/k, b",
        "/services/objectstorage/k,   iam.localhost,  s3, /services/objectstorage/k, iam",
    })
    void thePathOfEucalyptusIsThatOfS3WhereItIsSwitchedOn(
            String target, String host, String scopeService, String path, String bucket) {
        HttpHeaders headers = new HttpHeaders().add("Host", host);
        if (scopeService != null) {
            headers.add(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/" + scopeService
                            + "/aws4_request, SignedHeaders=host, Signature=00");
        }
        ApiRequest request = new ApiRequest(
                "GET", target, "", headers, RequestBody.of(new byte[0]), "127.0.0.1", false, Instant.EPOCH);
        assertThat(new ServiceRouter("localhost", EucalyptusPaths.ON, List.of(IAM, STS, S3)).route(request))
                .isEqualTo(new Route(List.of(S3), new Endpoint(path, bucket)));
    }

    /** What a signer of S3 can mean: a bucket and a key, addressed in one of the styles of clients. */
    @ParameterizedTest
    @EnumSource
    void everyAddressHasOneReadingWhichIsThatOfItsSigner(Style style) {
        List<String> names = List.of(
                "services",
                "iam",
                "sts",
                "sts-fips",
                "tokens",
                "euare",
                "objectstorage",
                "json",
                "plain",
                "iam.plain",
                "services.iam",
                "s3.plain",
                "plain.s3",
                "localhost",
                "s3.localhost");
        List<String> keys = List.of(
                "secret",
                "objectstorage/victim/secret",
                "services/objectstorage/victim/secret",
                "Euare",
                "Tokens/x",
                "_/health",
                "services/Euare/",
                "");
        for (String bucket : names) {
            for (String key : keys) {
                for (String method : List.of("GET", "PUT", "POST", "DELETE", "HEAD")) {
                    for (String signature : List.of("s3", "v2", "none")) {
                        signedMeansOne(style, bucket, key, method, signature);
                    }
                }
            }
        }
    }

    private void signedMeansOne(Style style, String bucket, String key, String method, String signature) {
        for (String host : style.hosts(bucket)) {
            HttpHeaders headers = new HttpHeaders().add("Host", host);
            switch (signature) {
                case "s3" ->
                    headers.add(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/s3/aws4_request, SignedHeaders=host,"
                                    + " Signature=00");
                case "v2" -> headers.add("Authorization", "AWS AKIDEXAMPLE:c2ln");
                default -> {
                    // An anonymous request.
                }
            }
            ApiRequest request = new ApiRequest(
                    method,
                    style.path(bucket, key),
                    "",
                    headers,
                    RequestBody.of(new byte[0]),
                    "a",
                    false,
                    Instant.EPOCH);
            Route route = router.route(request);
            String reading = "%s %s%s %s".formatted(method, host, request.rawPath(), signature);
            if (!route.candidates().equals(List.of(S3))) {
                // Another service verifies the signature by its own rules, which a signer of S3 does not follow.
                assertThat(signature).as(reading).isNotEqualTo("s3");
                continue;
            }
            if (style == Style.VIRTUAL_BELOW_DOMAIN && (bucket.equals("objectstorage") || bucket.endsWith(".s3"))) {
                continue; // No bucket can have these names: CreateBucket refuses them.
            }
            S3Address address =
                    S3Address.of(route.endpoint().rawPath(), route.endpoint().virtualHostBucket());
            assertThat(address.bucket()).as(reading).isEqualTo(bucket);
            assertThat(address.key()).as(reading).isEqualTo(key.isEmpty() ? null : key);
        }
    }

    private enum Style {
        PATH {
            @Override
            List<String> hosts(String bucket) {
                return List.of(
                        "127.0.0.1",
                        "127.0.0.1:8773",
                        "localhost",
                        "s3.localhost:8773",
                        "[::1]:8773",
                        "objectstorage.localhost",
                        "objectstorage.example.com",
                        "gateway.example.com",
                        "s3.amazonaws.com",
                        "s3.eu-west-1.amazonaws.com");
            }

            @Override
            String path(String bucket, String key) {
                return "/" + bucket + "/" + key;
            }
        },
        VIRTUAL {
            @Override
            List<String> hosts(String bucket) {
                return List.of(
                        bucket + ".s3.localhost",
                        bucket + ".s3.localhost:8773",
                        bucket + ".S3.LOCALHOST.",
                        bucket + ".s3.amazonaws.com",
                        bucket + ".s3.eu-west-1.amazonaws.com");
            }

            @Override
            String path(String bucket, String key) {
                return "/" + key;
            }
        },
        VIRTUAL_BELOW_DOMAIN {
            @Override
            List<String> hosts(String bucket) {
                return List.of(bucket + ".localhost", bucket + ".localhost:8773");
            }

            @Override
            String path(String bucket, String key) {
                return "/" + key;
            }
        };

        abstract List<String> hosts(String bucket);

        abstract String path(String bucket, String key);
    }

    @Test
    void twoServicesOfOneAddressAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceRouter("localhost", EucalyptusPaths.OFF, List.of(IAM, IAM, S3)))
                .withMessageContaining("two services are reached by iam");
    }
}
