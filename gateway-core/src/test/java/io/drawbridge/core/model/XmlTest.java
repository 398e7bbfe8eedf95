// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.core.error.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class XmlTest {
    private static final StructureShape<DynamicStructure> TREE = tree();
    private final XmlCodec codec = new XmlCodec(true);

    private static StructureShape<DynamicStructure> tree() {
        List<StructureShape<DynamicStructure>> self = new ArrayList<>();
        self.add(DynamicStructure.shape(
                "Tree",
                () -> List.of(
                        new Member(0, "Text", "Text", StringShape.ANY, Member.Location.BODY),
                        new Member(1, "Inner", "Inner", self.get(0), Member.Location.BODY),
                        new Member(2, "Count", "Count", IntegerShape.ANY, Member.Location.BODY),
                        new Member(
                                3,
                                "Status",
                                "Status",
                                new StringShape(0, 99, null, false, "Enabled"),
                                Member.Location.BODY))));
        return self.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a<b>&\"c'|a&lt;b&gt;&amp;&quot;c'",
                "\\r\\n\\t|&#xD;\\n\\t",
                "\\u0001\\u001F\\u007F|&#x1;&#x1F;&#x7F;",
                "\\uFFFE|&#xFFFE;",
                "\\uD800x|\uFFFDx",
                "\u00E9\u20AC\uD83D\uDE00|\u00E9\u20AC\uD83D\uDE00",
                "\\u0085\\u2028|\\u0085\\u2028"
            })
    void textIsEscaped(String text, String expected) {
        byte[] document = new XmlWriter(8).element("T", unescaped(text)).toByteArray();
        assertThat(new String(document, StandardCharsets.UTF_8)).isEqualTo("<T>" + unescaped(expected) + "</T>");
    }

    /** Replaces backslash sequences, which the table needs because its cells are trimmed. */
    private static String unescaped(String text) {
        String plain = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
        return Pattern.compile("\\\\u([0-9A-F]{4})")
                .matcher(plain)
                .replaceAll(m -> Character.toString((char) Integer.parseInt(m.group(1), 16)));
    }

    @Test
    void emptyElementsAndAttributesAreWritten() {
        byte[] document = new XmlWriter(1)
                .start("A")
                .attribute("x", "1\n\"")
                .start("B")
                .end("B")
                .element("C", "")
                .end("A")
                .toByteArray();
        assertThat(new String(document, StandardCharsets.UTF_8)).isEqualTo("<A x=\"1&#xA;&quot;\"><B/><C/></A>");
    }

    static Stream<String> accepted() {
        return Stream.of(
                "<Tree><Text>x</Text></Tree>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Tree xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                        + "<!-- c --><Text>x</Text>\n</Tree>\n",
                "<s:Tree xmlns:s='urn:x'><s:Text><![CDATA[x]]></s:Text></s:Tree>");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void documentIsReadWithAnyNamespace(String document) {
        DynamicStructure tree = codec.decode(document.getBytes(StandardCharsets.UTF_8), TREE, "Tree");
        assertThat(tree.get(0)).isEqualTo("x");
    }

    static Stream<String> refused() {
        StringBuilder laughs = new StringBuilder("<?xml version='1.0'?><!DOCTYPE Tree [<!ENTITY a 'ha'>");
        for (char c = 'b'; c < 'm'; c++) {
            String before = "&" + (char) (c - 1) + ";";
            laughs.append("<!ENTITY ")
                    .append(c)
                    .append(" '")
                    .append(before.repeat(10))
                    .append("'>");
        }
        laughs.append("]><Tree><Text>&l;</Text></Tree>");
        return Stream.of(
                "",
                "x",
                "<Tree>",
                "<Tree></Treb>",
                "<Other/>",
                "<Tree><Unknown/></Tree>",
                "<Tree>text</Tree>",
                "<Tree><Text><b/></Text></Tree>",
                "<Tree><Text>1</Text><Text>2</Text></Tree>",
                "<Tree><Count>many</Count></Tree>",
                "<Tree><Count>99999999999</Count></Tree>",
                "<Tree><Status>Off</Status></Tree>",
                "<Tree><Text>&undefined;</Text></Tree>",
                "<Tree><Text>&#0;</Text></Tree>",
                "<Tree/><Tree/>",
                "<!DOCTYPE Tree><Tree/>",
                "<!DOCTYPE Tree SYSTEM 'http://127.0.0.1:1/x.dtd'><Tree/>",
                "<!DOCTYPE Tree [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><Tree><Text>&x;</Text></Tree>",
                "<Inner>".repeat(10_000),
                "<Tree>" + "<Inner>".repeat(5_000) + "</Inner>".repeat(5_000) + "</Tree>",
                laughs.toString());
    }

    @ParameterizedTest
    @MethodSource("refused")
    @Timeout(10)
    void hostileOrWrongDocumentIsRefused(String document) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> codec.decode(document.getBytes(StandardCharsets.UTF_8), TREE, "Tree"))
                .satisfies(e -> assertThat(e.code().code()).isEqualTo("MalformedXML"))
                .withMessage(XmlCodec.MALFORMED);
    }

    @Test
    void errorDocumentOfS3HasNoNamespaceAndDetailsBeforeTheRequestId() {
        AwsException error = new AwsException(RestXmlError.INVALID_ARGUMENT, "No <way>").with("ArgumentName", "a&b");
        assertThat(new String(RestXmlCodec.errorDocument(error, "R1", "H1"), StandardCharsets.UTF_8))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InvalidArgument</Code>"
                        + "<Message>No &lt;way&gt;</Message><ArgumentName>a&amp;b</ArgumentName>"
                        + "<RequestId>R1</RequestId><HostId>H1</HostId></Error>");
    }
}
