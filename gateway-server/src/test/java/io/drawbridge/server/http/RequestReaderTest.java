// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.policy.condition.ConditionTest;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.server.proxy.TrustedProxies;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The peer address of a request. */
final class RequestReaderTest {
    private static String addressOf(InetAddress peer) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(peer, 50_000);
            }
        };
        return new RequestReader(false, TrustedProxies.NONE, Clock.systemUTC())
                .read(
                        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"),
                        RequestBody.of(new byte[0]),
                        channel)
                .remoteAddress();
    }

    private static boolean holds(String operator, String range, String address) {
        return ConditionTest.compile(operator, "aws:SourceIp", List.of(range), true)
                .orElseThrow()
                .holds(ConditionValues.of("aws:sourceip", address));
    }

    @Test
    void aLinkLocalPeerIsAnAddressThatPoliciesCanCompare() throws UnknownHostException {
        byte[] bytes = InetAddress.getByName("fe80::1234").getAddress();
        String address = addressOf(Inet6Address.getByAddress("peer", bytes, 3));
        assertThat(address).isEqualTo("fe80:0:0:0:0:0:0:1234");
        assertThat(holds("NotIpAddress", "10.0.0.0/8", address)).isTrue();
        assertThat(holds("IpAddress", "fe80::/10", address)).isTrue();
    }

    @Test
    void otherPeersAreAsTheyWere() throws UnknownHostException {
        assertThat(addressOf(InetAddress.getByName("192.0.2.7"))).isEqualTo("192.0.2.7");
        assertThat(addressOf(InetAddress.getByName("2001:db8::7"))).isEqualTo("2001:db8:0:0:0:0:0:7");
    }
}
