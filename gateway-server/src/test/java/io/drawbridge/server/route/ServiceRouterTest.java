// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence against service, in the order of its weight. */
final class ServiceRouterTest {
    private final ServiceRouter router = new ServiceRouter("localhost");

    @ParameterizedTest(name = "{0} {1} host {2} scope {3} type {4} -> {5} {6} {7}")
    @CsvSource({
        // method, target,                        host,                   scope service, type,  service, path,
        // bucket
        "GET,  /_/health,                         127.0.0.1:8773,         s3,  ,      INTERNAL, /_/health, ",
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
            Service service,
            String path,
            String bucket) {
        HttpHeaders headers = new HttpHeaders().add("Host", host);
        if (scopeService != null) {
            headers.add(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/" + scopeService
                            + "/aws4_request, SignedHeaders=host, Signature=00");
        }
        if (type != null) {
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
        assertThat(router.route(request)).isEqualTo(new Route(service, path, bucket));
    }
}
