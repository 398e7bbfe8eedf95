// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.action.CallObserver;
import io.drawbridge.core.action.QueryService;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.error.ErrorCode;
import io.drawbridge.core.event.ApiEvent;
import io.drawbridge.core.event.EventSink;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.ConflictException;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.WouldBlockException;
import io.drawbridge.core.log.Log;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.s3.S3Service;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.server.admin.AdminEndpoints;
import io.drawbridge.server.http.RequestHandler;
import io.drawbridge.server.route.Route;
import io.drawbridge.server.route.Service;
import io.drawbridge.server.route.ServiceRouter;
import io.drawbridge.sts.model.StsOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers every request: finds the service, lets it answer, renders errors once, and tells what happened. */
final class Gateway implements RequestHandler {
    private static final int FORM_LENGTH_MAX = 1 << 20;
    private static final int FORM_LENGTH_QUICK = 64 << 10;
    private static final int FORM_PIECE_LENGTH = 8 << 10;
    private static final int SLOW_FORMS_MAX = 32;
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String STS_VERSION = "2011-06-15";
    private static final Set<StsOperation> STS_OPERATIONS = EnumSet.allOf(StsOperation.class);
    private static final Log LOG = Log.of(Gateway.class);

    private final ServiceRouter router;
    private final QueryService<IamOperation> iam;
    private final QueryService<StsOperation> sts;
    private final S3Service s3;
    private final AdminEndpoints pages;
    private final UniqueIds ids;
    private final EventSink events;
    private final LongSupplier nanoTime;
    private final Blocking blocking;
    private final Attempts attempts = new Attempts();
    private final Semaphore slowForms = new Semaphore(SLOW_FORMS_MAX);

    Gateway(
            ServiceRouter router,
            QueryService<IamOperation> iam,
            QueryService<StsOperation> sts,
            S3Service s3,
            AdminEndpoints pages,
            UniqueIds ids,
            EventSink events,
            LongSupplier nanoTime,
            Blocking blocking) {
        this.router = router;
        this.iam = iam;
        this.sts = sts;
        this.s3 = s3;
        this.pages = pages;
        this.ids = ids;
        this.events = events;
        this.nanoTime = nanoTime;
        this.blocking = blocking;
    }

    /**
     * Where reads only sometimes wait, what only reads is tried: it can be begun again on a thread that may wait, as if
     * nothing had happened.
     */
    @Override
    public @Nullable ApiResponse handleAtOnce(ApiRequest request) {
        return switch (blocking) {
            case NEVER -> handle(request);
            case ALWAYS -> null;
            case SOMETIMES -> {
                if (request.method().equals("PUT")) {
                    yield null;
                }
                Route route = router.route(request);
                yield onlyReads(request, route) && attempts.worthwhile() ? attempt(request, route) : null;
            }
        };
    }

    /** STS keeps no rows. */
    private static boolean onlyReads(ApiRequest request, Route route) {
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        return (read && request.body().contentLength() == 0) || route.service() == Service.STS;
    }

    private @Nullable ApiResponse attempt(ApiRequest request, Route route) {
        try {
            ApiResponse response = handle(request, route);
            attempts.succeeded();
            return response;
        } catch (WouldBlockException e) {
            attempts.failed();
            return null;
        }
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return handle(request, router.route(request));
    }

    private ApiResponse handle(ApiRequest request, Route route) {
        return switch (route.service()) {
            case INTERNAL -> pages.handle(request);
            case S3 -> handleS3(request, route);
            case IAM, STS, QUERY -> handleQuery(request, route);
        };
    }

    private ApiResponse handleS3(ApiRequest request, Route route) {
        long start = nanoTime.getAsLong();
        String requestId = ids.s3RequestId();
        String hostId = ids.s3HostId();
        CallObserver observer = new CallObserver();
        AwsException error;
        try {
            ApiResponse response = s3.handle(request, route.rawPath(), route.virtualHostBucket(), requestId, observer);
            tell(request, "s3", requestId, observer, response.status(), null, start);
            return s3.finish(response, requestId, hostId);
        } catch (WouldBlockException e) {
            throw e;
        } catch (AwsException e) {
            error = e;
        } catch (IOException e) {
            error = new AwsException(
                    S3Error.REQUEST_TIMEOUT,
                    "Your socket connection to the server was not read from or written to within the timeout period."
                            + " Idle connections will be closed.");
        } catch (StoreFullException | StoreUnavailableException | ConflictException e) {
            error = unavailable(S3Error.SLOW_DOWN, "Please reduce your request rate.", requestId, e);
        } catch (RuntimeException e) {
            error = internal(
                    S3Error.INTERNAL_ERROR, "We encountered an internal error. Please try again.", requestId, e);
        }
        tell(request, "s3", requestId, observer, error.code().status(), error, start);
        return s3.finish(retryLater(s3.error(error, request.method(), requestId, hostId)), requestId, hostId);
    }

    private ApiResponse handleQuery(ApiRequest request, Route route) {
        long start = nanoTime.getAsLong();
        String requestId = ids.requestId();
        CallObserver observer = new CallObserver();
        QueryService<?> service = route.service() == Service.STS ? sts : iam;
        AwsException error;
        try {
            byte[] form = form(request.body());
            if (route.service() == Service.QUERY) {
                service = byForm(QueryService.parameters(request, form));
            }
            ApiResponse response = service.handle(request, form, requestId, observer);
            tell(request, service.name(), requestId, observer, response.status(), null, start);
            return response;
        } catch (WouldBlockException e) {
            throw e;
        } catch (AwsException e) {
            error = e;
        } catch (IOException e) {
            error = new AwsException(CommonError.MALFORMED_INPUT, "The body of the request could not be read.");
        } catch (StoreFullException | StoreUnavailableException | ConflictException e) {
            error = unavailable(
                    CommonError.SERVICE_UNAVAILABLE,
                    "The request has failed due to a temporary failure of the server.",
                    requestId,
                    e);
        } catch (RuntimeException e) {
            error = internal(
                    CommonError.INTERNAL_FAILURE,
                    "The request processing has failed because of an unknown error, exception or failure.",
                    requestId,
                    e);
        }
        tell(request, service.name(), requestId, observer, error.code().status(), error, start);
        return retryLater(service.error(error, requestId));
    }

    /** Says when to come again: clients that do not know the error code back off too. */
    private static ApiResponse retryLater(ApiResponse response) {
        if (response.status() == 503) {
            response.headers().add("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response;
    }

    private QueryService<?> byForm(FormParameters form) {
        String version = form.first("Version").orElse("");
        String action = form.first("Action").orElse("");
        boolean known =
                STS_OPERATIONS.stream().anyMatch(name -> name.operationName().equals(action));
        return version.equals(STS_VERSION) || (version.isEmpty() && known) ? sts : iam;
    }

    private byte[] form(RequestBody body) throws IOException {
        if (body.contentLength() == 0) {
            return new byte[0];
        }
        if (body.contentLength() > FORM_LENGTH_MAX) {
            throw tooLarge();
        }
        if (body.contentLength() > 0 && body.contentLength() <= FORM_LENGTH_QUICK) {
            return read(body);
        }
        // Nobody has signed for these bytes yet: strangers who send them slowly must not hold every worker.
        if (!slowForms.tryAcquire()) {
            throw new AwsException(CommonError.THROTTLING, "Rate exceeded");
        }
        try {
            return read(body);
        } finally {
            slowForms.release();
        }
    }

    private static byte[] read(RequestBody body) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(FORM_PIECE_LENGTH);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(FORM_PIECE_LENGTH);
        while (body.read(piece) >= 0) {
            whole.write(piece.array(), 0, piece.position());
            piece.clear();
            if (whole.size() > FORM_LENGTH_MAX) {
                throw tooLarge();
            }
        }
        return whole.toByteArray();
    }

    private static AwsException tooLarge() {
        return new AwsException(
                CommonError.REQUEST_ENTITY_TOO_LARGE, "The request is larger than " + FORM_LENGTH_MAX + " bytes.");
    }

    private static AwsException unavailable(ErrorCode code, String text, String requestId, RuntimeException cause) {
        LOG.atWarn()
                .addKeyValue("requestId", requestId)
                .addKeyValue("reason", cause.getMessage())
                .log("the store cannot be used at the moment");
        return new AwsException(code, text);
    }

    private static AwsException internal(ErrorCode code, String text, String requestId, RuntimeException cause) {
        Throwable shown = cause instanceof UncheckedIOException && cause.getCause() != null ? cause.getCause() : cause;
        LOG.atError().addKeyValue("requestId", requestId).setCause(shown).log("a request failed inside the server");
        return new AwsException(code, text);
    }

    private void tell(
            ApiRequest request,
            String service,
            String requestId,
            CallObserver observer,
            int status,
            @Nullable AwsException error,
            long start) {
        events.accept(new ApiEvent(
                requestId,
                request.receivedAt(),
                service,
                observer.operation(),
                observer.principal(),
                request.remoteAddress(),
                status,
                error == null ? null : error.code().code(),
                error == null ? null : error.text(),
                Duration.ofNanos(nanoTime.getAsLong() - start).toNanos()));
    }

    @Override
    public ApiResponse malformed(String reason) {
        LOG.atDebug().addKeyValue("reason", reason).log("bytes that are no HTTP request");
        return plain(400, "Bad Request");
    }

    @Override
    public ApiResponse overloaded() {
        LOG.warn("too many requests wait for a worker; answering 503");
        return plain(503, "Slow Down");
    }

    private static ApiResponse plain(int status, String text) {
        return new ApiResponse(
                status,
                new HttpHeaders().add("Content-Type", "text/plain"),
                new ResponseBody.Bytes((text + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
