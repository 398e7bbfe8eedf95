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
import io.drawbridge.sts.StsActions;
import io.drawbridge.sts.model.StsOperation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private final ServiceRouter router = new ServiceRouter("localhost", List.of(IAM, STS, S3, JSON));

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
        "GET,  /services/objectstorage/b/k,       127.0.0.1:8773,         ,    ,      S3,       /b/k,      ",
        "GET,  /services/objectstorage2/k,        127.0.0.1:8773,         ,    ,      S3,       /services/objectstorage2/k, ",
        "GET,  /services/Tokens/k,                127.0.0.1:8773,         s3,  ,      S3,       /services/Tokens/k, ",
        "GET,  /services/objectstorage/b/k,       127.0.0.1:8773,         s3,  ,      S3,       /b/k,      ",
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

    @Test
    void twoServicesOfOneAddressAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceRouter("localhost", List.of(IAM, IAM, S3)))
                .withMessageContaining("two services are reached by iam");
    }
}
