// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/** The fields of one head, of which there may be a number: each of them takes much more memory than its bytes. */
final class BoundedHeaders extends DefaultHttpHeaders {
    /** For the decoder of requests. */
    static final HttpHeadersFactory FACTORY = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return new BoundedHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new BoundedHeaders();
        }
    };

    private int count;

    /** @throws TooLongHttpHeaderException for a field too many, which the decoder reports */
    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        if (++count > HttpLimits.FIELDS_MAX) {
            throw new TooLongHttpHeaderException("fields of the head: more than " + HttpLimits.FIELDS_MAX);
        }
        return super.add(name, value);
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        return add((CharSequence) name, value);
    }
}
