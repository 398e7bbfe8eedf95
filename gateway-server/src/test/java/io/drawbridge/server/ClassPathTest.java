// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What comes to the class path of a user that embeds the server: no logging backend, no native library. */
final class ClassPathTest {
    @Test
    void onlyTheseDependenciesReachTheUsersOfTheArtifact() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        NodeList found = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/dependencies/dependency[not(scope='test') and not(optional='true')]/artifactId",
                        pom,
                        XPathConstants.NODESET);
        List<String> artifacts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            artifacts.add(found.item(i).getTextContent());
        }
        assertThat(artifacts)
                .containsExactlyInAnyOrder(
                        "gateway-iam",
                        "gateway-sts",
                        "gateway-s3",
                        "netty-codec-http",
                        "netty-handler",
                        "netty-transport-classes-epoll",
                        "jackson-databind");
    }
}
