// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.QueryProtocol;
import io.drawbridge.iam.IamActions;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.s3.S3Actions;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.server.Drawbridge;
import io.drawbridge.sts.StsActions;
import io.drawbridge.sts.model.StsOperation;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A signed request reaches the bucket that its signer meant, or is refused, whatever the bucket is called. */
final class ServiceNamesTest {
    private static final String ACCOUNT = "111122223333";

    private static Drawbridge drawbridge;
    private static URI endpoint;
    private static RawSigner root;

    @BeforeAll
    static void start() throws IOException {
        drawbridge = Drawbridge.builder().memory().account(ACCOUNT).start();
        endpoint = drawbridge.endpoint();
        root = new RawSigner(drawbridge.rootCredentials(ACCOUNT));
        assertThat(fourth("PUT", "h", "/victim")).startsWith("HTTP/1.1 200");
        assertThat(fourth("PUT", "h", "/victim/secret")).startsWith("HTTP/1.1 200");
        assertThat(fourth("GET", "h", "/victim/secret")).startsWith("HTTP/1.1 200");
    }

    @AfterAll
    static void stop() {
        drawbridge.close();
    }

    private static String fourth(String method, String host, String path) throws IOException {
        return RawSigner.send(endpoint, root.versionFour(method, host, path, ""));
    }

    @ParameterizedTest
    @CsvSource({
        // host,                      path,                                 bucket that the signer means
        "h,                           /services/objectstorage/victim/secret, services",
        "127.0.0.1:8773,              /services/objectstorage/victim/secret, services",
        "objectstorage.localhost,     /services/objectstorage/victim/secret, services",
        "h,                           /services/Euare/victim/secret,         services",
        "iam.s3.localhost,            /victim/secret,                        iam",
        "iam.s3.localhost:8773,       /victim/secret,                        iam",
        "IAM.S3.localhost.,           /victim/secret,                        iam",
        "services.s3.localhost,       /objectstorage/victim/secret,          services",
        "objectstorage.s3.localhost,  /victim/secret,                        objectstorage",
        "tokens.localhost,            /victim/secret,                        tokens",
        "iam.other.localhost,         /victim/secret,                        iam.other",
        "sts.s3.amazonaws.com,        /victim/secret,                        sts",
        "victim.s3.localhost,         /services/objectstorage/victim/secret, victim",
    })
    void theBucketIsTheOneThatTheSignerMeant(String host, String path, String bucket) throws IOException {
        for (String method : List.of("GET", "DELETE")) {
            String answer = fourth(method, host, path);
            if (bucket.equals("victim")) {
                assertThat(answer).startsWith(method.equals("GET") ? "HTTP/1.1 404" : "HTTP/1.1 204");
            } else {
                assertThat(answer)
                        .startsWith("HTTP/1.1 404")
                        .contains("<Code>NoSuchBucket</Code>", "<BucketName>" + bucket + "</BucketName>");
            }
        }
        assertThat(fourth("GET", "victim.s3.localhost", "/secret")).startsWith("HTTP/1.1 200");
    }

    @Test
    void versionTwoIsReadLikewise() throws IOException {
        assertThat(second("h", "/victim/secret", "/victim/secret")).startsWith("HTTP/1.1 200");
        assertThat(second("victim.s3.localhost", "/secret", "/victim/secret")).startsWith("HTTP/1.1 200");
        assertThat(second("iam.s3.localhost", "/victim/secret", "/iam/victim/secret"))
                .contains("NoSuchBucket");
        assertThat(second("iam.s3.localhost", "/victim/secret", "/victim/secret"))
                .contains("SignatureDoesNotMatch");
        assertThat(second("h", "/services/objectstorage/victim/secret", "/services/objectstorage/victim/secret"))
                .contains("NoSuchBucket");
        // Signed for the bucket tokens below the domain itself, where the name is that of a service.
        assertThat(second("tokens.localhost", "/victim/secret", "/tokens/victim/secret"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("<ListBucketResult");
    }

    private static String second(String host, String path, String resource) throws IOException {
        return RawSigner.send(endpoint, root.versionTwo("GET", host, path, resource));
    }

    @ParameterizedTest
    @CsvSource({
        "victim.s3.localhost:80:80",
        "victim.s3.localhost victim",
        "victim..s3.localhost",
        ".s3.localhost",
        "a@victim.s3.localhost",
        "victim.s3.localhost/x",
        "victim%2Es3.localhost"
    })
    void aHostThatCouldBeReadInTwoWaysIsNoHost(String host) throws IOException {
        assertThat(fourth("GET", host, "/victim/secret")).startsWith("HTTP/1.1 400");
    }

    static Stream<String> names() {
        Set<String> names = new TreeSet<>();
        List<ApiService<?>> services = List.of(
                IamActions.service(new ActionRegistry<>(IamOperation.class, List.of()), new QueryProtocol(), "r"),
                StsActions.service(new ActionRegistry<>(StsOperation.class, List.of()), new QueryProtocol(), "r"),
                S3Actions.service(new ActionRegistry<>(S3Operation.class, List.of()), "r"));
        for (ApiService<?> service : services) {
            names.addAll(service.endpoints().hostLabels());
            names.add(String.valueOf(service.endpoints().pathPrefix()).split("/", -1)[1]);
        }
        assertThat(names).contains("iam", "sts", "tokens", "euare", "objectstorage", "services");
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void noBucketGetsTheNameOfAService(String name) throws IOException {
        for (String host : List.of("h", "s3.localhost")) {
            assertThat(fourth("PUT", host, "/" + name))
                    .startsWith("HTTP/1.1 400")
                    .contains("<Code>InvalidBucketName</Code>");
        }
        assertThat(fourth("PUT", name + ".s3.localhost", "/"))
                .startsWith("HTTP/1.1 400")
                .contains("<Code>InvalidBucketName</Code>");
        assertThat(fourth("PUT", "h", "/" + name + "-1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void thePathOfEucalyptusCountsWhereItIsSwitchedOn() throws IOException {
        try (Drawbridge eucalyptus =
                Drawbridge.builder().memory().account(ACCOUNT).eucalyptusPaths().start()) {
            RawSigner signer = new RawSigner(eucalyptus.rootCredentials(ACCOUNT));
            URI at = eucalyptus.endpoint();
            String prefix = "/services/objectstorage";
            assertThat(RawSigner.send(at, signer.versionFour("PUT", "h", prefix + "/mine", "")))
                    .startsWith("HTTP/1.1 200");
            assertThat(RawSigner.send(at, signer.versionTwo("PUT", "h", prefix + "/mine/k", prefix + "/mine/k")))
                    .startsWith("HTTP/1.1 200");
            assertThat(RawSigner.send(at, signer.versionFour("GET", "h", "/mine/k", "")))
                    .startsWith("HTTP/1.1 200");
            assertThat(RawSigner.send(at, signer.versionFour("GET", "mine.s3.localhost", prefix + "/mine/k", "")))
                    .contains("NoSuchKey");
            assertThat(RawSigner.send(at, signer.versionFour("PUT", "h", "/services", "")))
                    .contains("InvalidBucketName");
        }
    }
}
