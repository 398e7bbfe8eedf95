// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.kv.WouldBlockException;
import io.drawbridge.core.requestlog.RequestLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way for every request: what it becomes, where it may run, what is logged of it. */
final class ActionPipelineTest {
    private final List<RequestLog> logs = new ArrayList<>();
    private final PipelineBed bed = new PipelineBed(new PipelineBed.KeepingSink(logs), List.of(), List.of());

    private static String text(ApiResponse response) {
        return new String(((ResponseBody.Bytes) response.body()).bytes(), StandardCharsets.UTF_8);
    }

    private ApiResponse query(String form) {
        return run(bed.prepare(PipelineBed.form(form), bed.query));
    }

    private static ApiResponse run(ApiCall call) {
        ApiResponse response = call.run();
        call.complete(response.body().contentLength(), true);
        return response;
    }

    @ParameterizedTest
    @CsvSource({
        "Echo,        200, ",
        "Denied,      403, AccessDenied",
        "Refused,     400, ValidationError",
        "Broken,      500, InternalFailure",
        "Unavailable, 503, ServiceUnavailable",
        "Unreadable,  400, MalformedInput",
        "Signed,      403, MissingAuthenticationToken",
        "Missing,     501, NotImplemented",
        "Unknown,     400, InvalidAction",
    })
    void everyEndIsAnAnswerOfTheQueryProtocol(String action, int status, String code) {
        ApiResponse response = query("Action=" + action + "&Version=2020-01-01&Text=a");
        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).contains(code == null ? "<Text>a</Text>" : "<Code>" + code + "</Code>");
        assertThat(response.headers().contains("Retry-After")).isEqualTo(status == 503);
        assertThat(logs).hasSize(1);
        assertThat(logs.get(0).status()).isEqualTo(status);
        assertThat(logs.get(0).error() == null).isEqualTo(code == null);
        assertThat(logs.get(0).cause() != null).isEqualTo(status == 500 || status == 503);
    }

    @ParameterizedTest
    @CsvSource({
        "Echo,        200, ",
        "Denied,      400, AccessDeniedException",
        "Refused,     400, ValidationException",
        "Broken,      500, InternalFailure",
        "Unavailable, 503, ServiceUnavailable",
        "Unreadable,  400, SerializationException",
        "Signed,      400, MissingAuthenticationTokenException",
        "Missing,     501, NotImplemented",
        "Unknown,     400, UnknownOperationException",
    })
    void everyEndIsAnAnswerOfTheJsonProtocol(String action, int status, String code) {
        ApiResponse response =
                run(bed.prepare(PipelineBed.target("Example_2020." + action, "{\"Text\":\"a\"}"), bed.json));
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().first("Content-Type")).hasValue("application/x-amz-json-1.1");
        assertThat(text(response)).contains(code == null ? "{\"Text\":\"a\"}" : "{\"__type\":\"" + code + "\"");
    }

    @Test
    void anotherServicesTargetIsUnknown() {
        assertThat(text(run(bed.prepare(PipelineBed.target("Other_2020.Echo", "{}"), bed.json))))
                .contains("UnknownOperationException");
    }

    @Test
    void theLogHasEverythingAndIsHandedOverOnceWhenTheResponseIsOut() {
        ApiCall call = bed.prepare(PipelineBed.form("Action=Echo&Text=a&Secret=hidden"), bed.query);
        bed.nanos.set(5_000);
        ApiResponse response = call.run();
        assertThat(logs).isEmpty();
        bed.nanos.set(9_000);
        call.complete(7, false);
        call.complete(8, true);
        assertThat(logs).hasSize(1);
        RequestLog log = logs.get(0);
        assertThat(log.requestId())
                .isEqualTo(response.headers().first("x-amzn-RequestId").orElseThrow());
        assertThat(log.service()).isEqualTo("first");
        assertThat(log.operation()).isEqualTo("Echo");
        assertThat(log.caller()).isEqualTo(Caller.ANONYMOUS);
        assertThat(log.input()).hasToString("Text[Text=a, Secret=***]");
        assertThat(log.output()).isEqualTo(log.input());
        assertThat(log.decisions()).isEmpty();
        assertThat(log.requestBodyBytes()).isEqualTo("Action=Echo&Text=a&Secret=hidden".length());
        assertThat(log.responseBodyBytes()).isEqualTo(7);
        assertThat(log.responseComplete()).isFalse();
        assertThat(log.processingNanos()).isEqualTo(5_000);
        assertThat(log.totalNanos()).isEqualTo(9_000);
    }

    @Test
    void aDenialIsLoggedWithItsReasons() {
        query("Action=Denied");
        assertThat(logs.get(0).decisions()).hasSize(1);
        assertThat(logs.get(0).decisions().get(0).check().action()).isEqualTo("first:Denied");
        assertThat(logs.get(0).decisions().get(0).decision()).isInstanceOf(Decision.Denied.class);
        assertThat(logs.get(0).output()).isNull();
    }

    @Test
    void decisionsAreNotCollectedForSinksThatDoNotWantThem() {
        PipelineBed plain = new PipelineBed(logs::add, List.of(), List.of());
        run(plain.prepare(PipelineBed.form("Action=Denied"), plain.query));
        assertThat(logs.get(0).error()).isNotNull();
        assertThat(logs.get(0).decisions()).isEmpty();
    }

    @Test
    void aRequestThatWouldBlockBeginsAgainAsIfNothingHadHappened() {
        ApiCall call = bed.prepare(PipelineBed.form("Action=Blocking&Text=a"), bed.query);
        bed.blocks.set(true);
        assertThatExceptionOfType(WouldBlockException.class).isThrownBy(call::run);
        bed.blocks.set(false);
        assertThat(text(run(call))).contains("<Text>a</Text>");
        assertThat(logs).hasSize(1);
        assertThat(logs.get(0).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Echo,BOUNDED_READ", "Missing,BOUNDED_READ", "Unknown,BOUNDED_READ"})
    void whereARequestRunsIsKnownFromItsHeadAndABodyInMemory(String action, Execution execution) {
        assertThat(bed.prepare(PipelineBed.form("Action=" + action), bed.query).execution())
                .isEqualTo(execution);
    }

    @Test
    void aBodyThatIsStillOnItsWayIsReadOnAWorkerAndTheContinueFollowsTheDecision() {
        List<String> events = new ArrayList<>();
        RequestBody form = RequestBody.of("Action=Echo".getBytes(StandardCharsets.UTF_8));
        ApiCall call = bed.prepare(
                PipelineBed.request(new PipelineBed.ArrivingBody(form, events), new HttpHeaders()), bed.query);
        assertThat(call.execution()).isEqualTo(Execution.UNBOUNDED);
        assertThat(events).isEmpty();
        assertThat(call.run().status()).isEqualTo(200);
        assertThat(events).contains("read").endsWith("continue");
    }

    @Test
    void theVersionSaysWhichOfTwoServicesIsMeant() {
        assertThat(text(run(bed.prepare(PipelineBed.form("Action=Echo&Version=2021-01-01"), bed.query, bed.second))))
                .contains("xmlns=\"https://second/\"");
        assertThat(logs.get(0).service()).isEqualTo("second");
    }

    /** The form cannot be read as a whole, but the answer and the log are those of the service that it names. */
    @ParameterizedTest
    @CsvSource({
        "Action=Echo&Version=2021-01-01&Text=%zz, second",
        "Text=%zz&Version=2020-01-01&Action=Echo, first",
        "Version=2021-01-01&Text=%ff, second"
    })
    void aFormThatCannotBeReadIsAnsweredByTheServiceThatItNames(String form, String service) {
        ApiResponse response = run(bed.prepare(PipelineBed.form(form), bed.query, bed.second));
        assertThat(text(response)).contains("<Code>MalformedInput</Code>", "xmlns=\"https://" + service + "/\"");
        assertThat(logs.get(0).service()).isEqualTo(service);
    }

    @Test
    void aFormThatNamesNoServiceIsLoggedWithoutOne() {
        ApiResponse response = run(bed.prepare(PipelineBed.form("Text=%zz"), bed.query, bed.second));
        assertThat(text(response)).contains("<ErrorResponse><Error>", "<Code>MalformedInput</Code>");
        assertThat(logs.get(0).service()).isNull();
    }

    @Test
    void stationsDecorateEveryHeadAndTheFirstEndpointThatServesARequestAnswersIt() {
        UnauthenticatedEndpoint endpoint = new UnauthenticatedEndpoint() {
            @Override
            public boolean serves(ApiRequest request, Endpoint at) {
                return request.headers().contains("Origin");
            }

            @Override
            public ApiResponse handle(ApiRequest request, Endpoint at) {
                return new ApiResponse(204, new HttpHeaders(), ResponseBody.EMPTY);
            }
        };
        PipelineBed stations = new PipelineBed(
                new PipelineBed.KeepingSink(logs),
                List.of(endpoint),
                List.of(
                        (log, headers) -> headers.add("x-first", String.valueOf(log.operation())),
                        (log, headers) -> headers.add("x-second", Integer.toString(log.status()))));
        for (String action : List.of("Echo", "Refused")) {
            ApiResponse response = run(stations.prepare(PipelineBed.form("Action=" + action), stations.query));
            assertThat(response.headers().first("x-first")).hasValue(action);
            assertThat(response.headers().first("x-second")).hasValue(Integer.toString(response.status()));
        }
        ApiRequest preflight = PipelineBed.request(RequestBody.of(new byte[0]), new HttpHeaders().add("Origin", "b"));
        assertThat(run(stations.prepare(preflight, stations.query)).status()).isEqualTo(204);
        assertThat(logs).hasSize(2);
    }

    @Test
    void aRequestWithoutAThreadIsLoggedWithTheAnswerThatItGets() {
        ApiCall call = bed.prepare(PipelineBed.form("Action=Echo"), bed.query);
        ApiResponse response = call.overloaded();
        call.complete(0, true);
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers().contains("Retry-After")).isTrue();
        assertThat(logs.get(0).status()).isEqualTo(503);
    }

    @Test
    void twoTargetsAreNone() {
        HttpHeaders headers =
                new HttpHeaders().add("X-Amz-Target", "Example_2020.Echo").add("x-amz-target", "Example_2020.Refused");
        ApiRequest request = PipelineBed.request(RequestBody.of("{}".getBytes(StandardCharsets.UTF_8)), headers);
        assertThat(text(run(bed.prepare(request, bed.json)))).contains("UnknownOperationException");
    }

    @Test
    void aRefusalBeforeTheBodySparesTheClientItsBody() {
        List<String> events = new ArrayList<>();
        for (String action : List.of("Denied", "Refused")) {
            RequestBody form = RequestBody.of(("Action=" + action).getBytes(StandardCharsets.UTF_8));
            run(bed.prepare(
                    PipelineBed.request(new PipelineBed.ArrivingBody(form, events), new HttpHeaders()), bed.query));
        }
        assertThat(events).doesNotContain("continue");
    }

    @Test
    void stationsAreBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Stations(List.of(), List.of(), Collections.nCopies(Stations.COUNT_MAX + 1, log -> {})));
    }
}
