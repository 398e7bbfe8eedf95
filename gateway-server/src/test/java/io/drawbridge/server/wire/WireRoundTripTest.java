// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.OperationName;
import io.drawbridge.core.model.QueryCodec;
import io.drawbridge.core.model.RestXmlCodec;
import io.drawbridge.core.model.ServiceModel;
import io.drawbridge.core.model.Structure;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.sts.model.StsOperation;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every IAM, STS and S3 operation is read from what botocore writes, and botocore reads what we write. */
class WireRoundTripTest {
    private static final Map<String, OperationName[]> SERVICES =
            Map.of("iam", IamOperation.values(), "sts", StsOperation.values(), "s3", S3Operation.values());
    private static final int SECONDS_MAX = 180;

    private final RestXmlCodec restXml = new RestXmlCodec(1 << 20, true);
    private final Map<String, Operation<?, ?>> operations = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 20261122})
    void botocoreAndWeUnderstandEachOther(long seed) throws Exception {
        Process process = new ProcessBuilder("/usr/bin/python3", script().toString(), Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Process> watch = process.onExit()
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .whenComplete((ended, late) -> process.destroyForcibly());
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter out = process.outputWriter(StandardCharsets.UTF_8)) {
            talk(seed, in, out);
        } finally {
            process.destroyForcibly();
            watch.cancel(false);
        }
    }

    private static Path script() {
        Path inModule = Path.of("src/test/python/wire_roundtrip.py");
        return Files.exists(inModule) ? inModule : Path.of("gateway-server").resolve(inModule);
    }

    private void talk(long seed, BufferedReader in, BufferedWriter out) throws IOException {
        out.write(JsonLine.write(known()) + "\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Map<String, Object> message = JsonLine.parse(line);
            if (message.containsKey("missing")) {
                fail(message.get("missing").toString());
            }
            if (message.containsKey("done")) {
                report(seed, message);
                return;
            }
            out.write(JsonLine.write(answer(message)) + "\n");
            out.flush();
        }
        fail("seed %d: python3 ended or ran longer than %d s", seed, SECONDS_MAX);
    }

    private Map<String, Object> known() {
        Map<String, Object> services = new TreeMap<>();
        SERVICES.forEach((service, names) -> {
            Map<String, Object> all = new LinkedHashMap<>();
            for (OperationName name : names) {
                Operation<?, ?> operation = name.operation();
                operations.put(service + "." + name.operationName(), operation);
                all.put(
                        name.operationName(),
                        Map.of(
                                "input", WireValues.schema(operation.input()),
                                "output", WireValues.schema(operation.output())));
            }
            services.put(service, all);
        });
        return services;
    }

    private static void report(long seed, Map<String, Object> message) {
        assertThat((List<?>) message.get("failures")).as("seed %d", seed).isEmpty();
        Map<?, ?> counts = (Map<?, ?>) Objects.requireNonNull(message.get("done"));
        assertThat((Long) counts.get("request")).isGreaterThan(250);
        assertThat((Long) counts.get("response")).isGreaterThan(250);
    }

    private Map<String, Object> answer(Map<String, Object> message) throws IOException {
        Operation<?, ?> operation =
                Objects.requireNonNull(operations.get(message.get("service") + "." + message.get("operation")));
        try {
            return Objects.equals(message.get("kind"), "request")
                    ? Map.of("params", WireValues.toJson(read(operation, message)))
                    : written(operation, (Map<?, ?>) Objects.requireNonNull(message.get("params")));
        } catch (AwsException e) {
            return Map.of("error", e.code().code() + ": " + e.text());
        }
    }

    private Structure read(Operation<?, ?> operation, Map<String, Object> message) throws IOException {
        byte[] body = Base64.getDecoder().decode(text(message, "body"));
        if (operation.service().protocol() == ServiceModel.Protocol.QUERY) {
            return QueryCodec.decode(FormParameters.parse(body), operation.input());
        }
        HttpHeaders headers = new HttpHeaders();
        ((Map<?, ?>) Objects.requireNonNull(message.get("headers")))
                .forEach((name, value) -> headers.add(name.toString(), value.toString()));
        String path = text(message, "path");
        int mark = path.indexOf('?');
        String query = text(message, "query");
        if (mark >= 0) {
            query = path.substring(mark + 1) + "&" + query;
            path = path.substring(0, mark);
        }
        return restXml.decodeRequest(
                operation,
                labels(operation.requestUri(), path),
                FormParameters.parse(query),
                headers,
                RequestBody.of(body));
    }

    private static String text(Map<String, Object> message, String name) {
        return Objects.requireNonNull(message.get(name)).toString();
    }

    private static Map<String, String> labels(String template, String path) {
        Map<String, String> found = new TreeMap<>();
        int end = template.indexOf('?');
        String[] names = (end < 0 ? template : template.substring(0, end)).split("/", -1);
        String[] values = path.split("/", names.length);
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                String name = names[i].substring(1, names[i].length() - 1).replace("+", "");
                found.put(name, URLDecoder.decode(values[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    private <O extends Structure> Map<String, Object> written(Operation<?, O> operation, Map<?, ?> params) {
        O output = WireValues.structure(params, operation.output());
        if (operation.service().protocol() == ServiceModel.Protocol.QUERY) {
            byte[] document = QueryCodec.encodeResponse(operation, output, "00000000-0000-0000-0000-000000000000");
            return Map.of("status", 200, "headers", Map.of(), "body", base64(document));
        }
        ApiResponse response = restXml.encodeResponse(operation, output);
        Map<String, Object> headers = new LinkedHashMap<>();
        for (int i = 0; i < response.headers().size(); i++) {
            headers.put(response.headers().name(i), response.headers().value(i));
        }
        byte[] body = ((ResponseBody.Bytes) response.body()).bytes();
        return Map.of("status", response.status(), "headers", headers, "body", base64(body));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
