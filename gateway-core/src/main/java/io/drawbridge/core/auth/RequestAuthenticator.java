// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the caller of a request: the request must use exactly one mechanism, and its signature must verify.
 * Whether the user or role of the key still exists is checked later. Safe for many threads.
 *
 * <p>The time of the signature is compared with the arrival of the request; only the expiry of session tokens uses the
 * clock of {@link SessionTokens}.
 */
public final class RequestAuthenticator {
    private static final String V4_HEADER = SigV4Signature.ALGORITHM + " ";
    private static final String V2_HEADER = "AWS ";
    private static final String JSON_TARGET = "x-amz-target";

    private final AuthSettings settings;
    private final SigningIdentityLookup signers;
    private final SigV4Verifier verifier = new SigV4Verifier();
    private final S3Errors s3Faults = new S3Errors();
    private final S3SigV4 s3;
    private final QuerySigV4 query;
    private final S3SigV2 s3Legacy = new S3SigV2(s3Faults);

    public RequestAuthenticator(AuthSettings settings, CredentialSource credentials, SessionTokens tokens) {
        this.settings = settings;
        this.signers = new SigningIdentityLookup(credentials, tokens);
        this.s3 = new S3SigV4(settings);
        this.query = new QuerySigV4(settings);
    }

    /**
     * Authenticates a request to S3 without reading its body.
     *
     * @param virtualHostBucket the bucket in the host name, which version 2 signs; null for a path-style request
     * @return the caller, anonymous for an unsigned request, and the body without aws-chunked framing
     * @throws AwsException with an {@link S3AuthError}
     */
    public Authenticated authenticateS3(ApiRequest request, @Nullable String virtualHostBucket) {
        HttpHeaders headers = request.headers();
        CanonicalQuery parameters = CanonicalQuery.parse(request.rawQuery());
        boolean v4Query = isVersionFour(parameters);
        boolean v2Query = parameters.has("AWSAccessKeyId") || parameters.has("Signature");
        String authorization = headers.first("authorization").orElse(null);
        if (mechanisms(headers, v4Query, v2Query) > 1) {
            throw S3Errors.moreThanOneMechanism(authorization == null ? "" : authorization);
        }
        if (authorization != null) {
            if (repeatsDate(headers)) {
                throw S3Errors.dateRequired().because("more than one date in the headers");
            }
            return s3Header(request, parameters, authorization, virtualHostBucket);
        }
        if (v4Query) {
            return s3Presigned(request, parameters);
        }
        if (v2Query) {
            requireLegacyS3();
            S3SigV2.Signature signature = s3Legacy.readQuery(request, parameters);
            return s3Legacy(request, parameters, signature, virtualHostBucket);
        }
        if (request.method().equals("POST")
                && Ascii.startsWith(headers.first("content-type").orElse(""), "multipart/form-data")) {
            throw S3Errors.notImplemented("Content-Type");
        }
        return S3Payloads.open(request, Caller.ANONYMOUS, knownPayload(headers), null);
    }

    /**
     * Authenticates a request to IAM, STS or a JSON service.
     *
     * @param protocol QUERY or JSON
     * @param service the service name that the scope must contain when scopes are strict, such as {@code sts}
     * @param body the whole body, which the calling code has read and bounded
     * @return the caller; {@link Caller#ANONYMOUS} for an unsigned request, which most actions must refuse with {@link
     *     #missingAuthenticationToken}
     * @throws AwsException with a {@link CommonError} or a {@link JsonAuthError}
     */
    public Authenticated authenticate(ApiRequest request, AuthProtocol protocol, String service, byte[] body) {
        if (protocol == AuthProtocol.S3) {
            throw new IllegalArgumentException("protocol: S3 (expected: QUERY or JSON)");
        }
        QueryErrors faults = new QueryErrors(protocol);
        CanonicalQuery parameters = CanonicalQuery.parse(request.rawQuery());
        String authorization = request.headers().first("authorization").orElse(null);
        boolean v4Query = isVersionFour(parameters);
        requireOneMechanism(request.headers(), v4Query, faults);
        Caller caller = Caller.ANONYMOUS;
        if (authorization != null || v4Query) {
            caller = queryVersionFour(request, parameters, authorization, protocol, service, body, faults);
        } else if (protocol == AuthProtocol.QUERY) {
            CanonicalQuery form = legacyForm(request, body);
            caller = form == null ? caller : queryLegacy(request, form, faults);
        }
        return new Authenticated(caller, RequestBody.of(body), Payload.PLAIN);
    }

    /**
     * Refuses a request to IAM, STS or a JSON service whose body has not arrived, if its head is reason enough: a signature
     * of version 4 with an unknown key, an invalid or expired token, a wrong scope or a time that is over. A request with
     * neither header nor parameters of version 4 passes: the signature of version 2 may be in the form.
     *
     * @param service null when the body says which service is meant
     * @throws AwsException as {@link #authenticate}
     */
    public void checkHead(ApiRequest request, AuthProtocol protocol, @Nullable String service) {
        QueryErrors faults = new QueryErrors(protocol);
        CanonicalQuery parameters = CanonicalQuery.parse(request.rawQuery());
        String authorization = request.headers().first("authorization").orElse(null);
        boolean v4Query = isVersionFour(parameters);
        requireOneMechanism(request.headers(), v4Query, faults);
        if (authorization != null || v4Query) {
            claim(request, parameters, authorization, service, faults);
        }
    }

    /** Returns the error for an unsigned request to an action that needs a signature. */
    public static AwsException missingAuthenticationToken(AuthProtocol protocol) {
        return new QueryErrors(protocol).missingAuthenticationToken();
    }

    private Authenticated s3Header(
            ApiRequest request, CanonicalQuery parameters, String authorization, @Nullable String virtualHostBucket) {
        if (authorization.startsWith(V4_HEADER)) {
            return s3VersionFour(request, parameters, authorization);
        }
        if (S3SigV4.isAsymmetric(authorization)) {
            throw S3Errors.notImplemented("Authorization");
        }
        if (authorization.startsWith(V2_HEADER)) {
            requireLegacyS3();
            S3SigV2.Signature signature = s3Legacy.readHeader(request, authorization);
            return s3Legacy(request, parameters, signature, virtualHostBucket);
        }
        String text = authorization.indexOf(' ') < 0
                ? "Authorization header is invalid -- one and only one ' ' (space) required."
                : "Unsupported Authorization Type";
        throw S3Errors.invalidArgument(text, "Authorization", authorization);
    }

    private Authenticated s3VersionFour(ApiRequest request, CanonicalQuery parameters, String authorization) {
        SigV4Signature signature = s3.readHeader(request, parameters, authorization);
        String declared = knownPayload(request.headers());
        if (declared == null) {
            throw new AwsException(
                    S3AuthError.INVALID_REQUEST, "Missing required header for this request: x-amz-content-sha256");
        }
        return s3Verified(request, parameters, signature, declared, declared, AuthenticationType.SIGV4_HEADER);
    }

    private Authenticated s3Presigned(ApiRequest request, CanonicalQuery parameters) {
        SigV4Signature signature = s3.readQuery(request, parameters);
        String header = knownPayload(request.headers());
        String payloadHash = parameters.first("X-Amz-Content-Sha256");
        if (payloadHash != null) {
            S3Payloads.requireKnown(payloadHash);
        } else {
            payloadHash = header != null && signature.signs(S3Payloads.HEADER) ? header : S3Payloads.UNSIGNED;
        }
        // The signed value takes precedence; where it leaves the body unsigned, a header may still announce framing or
        // a hash.
        String declared = payloadHash.equals(S3Payloads.UNSIGNED) && header != null ? header : payloadHash;
        return s3Verified(request, parameters, signature, payloadHash, declared, AuthenticationType.SIGV4_QUERY);
    }

    private Authenticated s3Verified(
            ApiRequest request,
            CanonicalQuery parameters,
            SigV4Signature signature,
            String payloadHash,
            String declared,
            AuthenticationType type) {
        SigningIdentity signer = signers.find(signature.scope().accessKeyId(), signature.sessionToken(), s3Faults);
        S3SigV4.requireSigned(request, signature);
        SigningKey key = verifier.verify(
                request, parameters, AuthProtocol.S3, signature, payloadHash, signer.secret(), s3Faults);
        ChunkSignature chunks = S3Payloads.hasSignedChunks(declared) ? new ChunkSignature(key, signature) : null;
        return S3Payloads.open(request, signer.caller(type), declared, chunks);
    }

    private Authenticated s3Legacy(
            ApiRequest request,
            CanonicalQuery parameters,
            S3SigV2.Signature signature,
            @Nullable String virtualHostBucket) {
        String declared = knownPayload(request.headers());
        SigningIdentity signer = signers.find(signature.accessKeyId(), signature.sessionToken(), s3Faults);
        Set<String> signed = s3Legacy.verify(request, parameters, signature, signer.secret(), virtualHostBucket);
        AuthenticationType type = signature.query() ? AuthenticationType.SIGV2_QUERY : AuthenticationType.SIGV2_HEADER;
        return S3Payloads.open(request, signer.caller(type), declared, null).withSignedParameters(signed);
    }

    private static void requireOneMechanism(HttpHeaders headers, boolean v4Query, QueryErrors faults) {
        if (mechanisms(headers, v4Query, false) > 1) {
            throw faults.incomplete("Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the"
                    + " Authorization header should be specified");
        }
    }

    /** Two dates would be two times of one signature, of which another reader may take the other. */
    private static boolean repeatsDate(HttpHeaders headers) {
        return headers.repeats("x-amz-date") || headers.repeats("date");
    }

    /** A signature of version 4 and whom it claims; nothing of it is verified. */
    private record Claim(SigV4Signature signature, SigningIdentity signer) {}

    private Claim claim(
            ApiRequest request,
            CanonicalQuery parameters,
            @Nullable String authorization,
            @Nullable String service,
            QueryErrors faults) {
        if (S3SigV4.isAsymmetric(authorization)) {
            throw new AwsException(
                    CommonError.NOT_IMPLEMENTED, "Signatures of AWS4-ECDSA-P256-SHA256 are not implemented.");
        }
        SigV4Signature signature;
        if (authorization == null) {
            signature = query.readQuery(request, parameters, faults);
        } else if (!authorization.startsWith(V4_HEADER)) {
            throw faults.incomplete(
                    "Authorization header requires 'Credential' parameter. Authorization header requires"
                            + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "
                            + QuerySigV4.hashed(authorization));
        } else if (repeatsDate(request.headers())) {
            throw faults.incomplete("Only one 'X-Amz-Date' and one 'Date' header are allowed.");
        } else {
            signature = query.readHeader(request, parameters, authorization, faults);
        }
        SigningIdentity signer = signers.find(signature.scope().accessKeyId(), signature.sessionToken(), faults);
        String expected = service == null ? signature.scope().service() : service;
        query.check(signature, expected, request.receivedAt(), faults);
        return new Claim(signature, signer);
    }

    private Caller queryVersionFour(
            ApiRequest request,
            CanonicalQuery parameters,
            @Nullable String authorization,
            AuthProtocol protocol,
            String service,
            byte[] body,
            QueryErrors faults) {
        Claim claim = claim(request, parameters, authorization, service, faults);
        SigV4Signature signature = claim.signature();
        SigningIdentity signer = claim.signer();
        String payloadHash =
                body.length == 0 ? Sha256.EMPTY_HEX : HexFormat.of().formatHex(Sha256.of(body));
        verifier.verify(request, parameters, protocol, signature, payloadHash, signer.secret(), faults);
        if (protocol == AuthProtocol.JSON && request.headers().contains(JSON_TARGET) && !signature.signs(JSON_TARGET)) {
            // The target alone names the operation: a signature that leaves it open would run another one.
            throw faults.incomplete("The header 'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
        }
        return signer.caller(authorization == null ? AuthenticationType.SIGV4_QUERY : AuthenticationType.SIGV4_HEADER);
    }

    private Caller queryLegacy(ApiRequest request, CanonicalQuery parameters, QueryErrors faults) {
        if (!settings.sigV2Query()) {
            throw faults.incomplete("The authorization mechanism you have provided is not supported. Please use"
                    + " AWS4-HMAC-SHA256.");
        }
        SigV2Query legacy = new SigV2Query(faults);
        String parameter = parameters.first("AWSAccessKeyId");
        String accessKeyId = parameter == null ? "" : parameter;
        SigningIdentity signer = signers.find(accessKeyId, SigV2Query.sessionToken(parameters), faults);
        legacy.check(request, parameters);
        legacy.verify(request, parameters, accessKeyId, signer.secret());
        return signer.caller(AuthenticationType.SIGV2_QUERY);
    }

    /** Returns the parameters of query and form when they contain a version 2 signature, else null. */
    private static @Nullable CanonicalQuery legacyForm(ApiRequest request, byte[] body) {
        String form = new String(body, StandardCharsets.ISO_8859_1);
        if (!form.contains("AWSAccessKeyId=") && !request.rawQuery().contains("AWSAccessKeyId=")) {
            return null;
        }
        CanonicalQuery parameters = CanonicalQuery.parse(request.rawQuery() + "&" + form);
        return SigV2Query.isUsedBy(parameters) ? parameters : null;
    }

    private static boolean isVersionFour(CanonicalQuery parameters) {
        return parameters.has("X-Amz-Algorithm")
                || parameters.has("X-Amz-Signature")
                || parameters.has("X-Amz-Credential");
    }

    private static int mechanisms(HttpHeaders headers, boolean v4Query, boolean v2Query) {
        int count = (v4Query ? 1 : 0) + (v2Query ? 1 : 0);
        for (int i = 0; i < headers.size(); i++) {
            if (HttpHeaders.isSameName(headers.name(i), "authorization")) {
                count++;
            }
        }
        return count;
    }

    private static @Nullable String knownPayload(HttpHeaders headers) {
        String declared = headers.first(S3Payloads.HEADER).orElse(null);
        if (declared != null) {
            S3Payloads.requireKnown(declared);
        }
        return declared;
    }

    private void requireLegacyS3() {
        if (!settings.sigV2S3()) {
            throw S3Errors.versionTwoSwitchedOff();
        }
    }
}
