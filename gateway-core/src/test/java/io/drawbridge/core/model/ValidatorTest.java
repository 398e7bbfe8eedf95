// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.core.error.AwsException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The text of a validation error.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common errors</a>
 */
class ValidatorTest {
    private static final StringShape NAME = new StringShape(1, 8, "[\\w+=,.@-]+", false);
    private static final StringShape SECRET = new StringShape(6, 8, null, true);
    private static final StringShape STATUS = new StringShape(0, Integer.MAX_VALUE, null, false, "Active", "Inactive");
    private static final StructureShape<DynamicStructure> TAG = DynamicStructure.shape(
            "Tag",
            new Member(0, "Key", "Key", NAME, Member.Location.BODY, Member.Trait.REQUIRED),
            new Member(1, "Value", "Value", StringShape.ANY, Member.Location.BODY));
    private static final StructureShape<DynamicStructure> INPUT = DynamicStructure.shape(
            "Input",
            new Member(0, "RoleName", "RoleName", NAME, Member.Location.BODY, Member.Trait.REQUIRED),
            new Member(1, "MaxItems", "MaxItems", new IntegerShape(1, 1000), Member.Location.BODY),
            new Member(2, "Status", "Status", STATUS, Member.Location.BODY),
            new Member(3, "Password", "Password", SECRET, Member.Location.BODY),
            new Member(4, "Tags", "Tags", new ListShape(TAG, "member", false, 0, 2), Member.Location.BODY),
            new Member(5, "Names", "Names", new ListShape(NAME, "member", false, 0, 9), Member.Location.BODY),
            new Member(
                    6,
                    "SAMLArns",
                    "SAMLArns",
                    new MapShape(NAME, NAME, "key", "value", false, 0, 2),
                    Member.Location.BODY));

    private static DynamicStructure tag(@Nullable String key) {
        return DynamicStructure.of(TAG, key, "v");
    }

    static List<Arguments> violations() {
        String at = "' failed to satisfy constraint: ";
        String pattern = "Member must satisfy regular expression pattern: [\\w+=,.@-]+";
        return List.of(
                Arguments.of(
                        0,
                        null,
                        "1 validation error detected: Value null at 'roleName" + at + "Member must not be null"),
                Arguments.of(
                        0,
                        "123456789",
                        "1 validation error detected: Value '123456789' at 'roleName" + at
                                + "Member must have length less than or equal to 8"),
                Arguments.of(0, "a b", "1 validation error detected: Value 'a b' at 'roleName" + at + pattern),
                Arguments.of(
                        0,
                        "",
                        "2 validation errors detected: Value '' at 'roleName" + at + pattern + "; Value '' at 'roleName"
                                + at + "Member must have length greater than or equal to 1"),
                Arguments.of(
                        1,
                        0,
                        "1 validation error detected: Value '0' at 'maxItems" + at
                                + "Member must have value greater than or equal to 1"),
                Arguments.of(
                        1,
                        1001,
                        "1 validation error detected: Value '1001' at 'maxItems" + at
                                + "Member must have value less than or equal to 1000"),
                Arguments.of(
                        2,
                        "On",
                        "1 validation error detected: Value 'On' at 'status" + at
                                + "Member must satisfy enum value set: [Active, Inactive]"),
                Arguments.of(
                        3,
                        "hush",
                        "1 validation error detected: Value at 'password" + at
                                + "Member must have length greater than or equal to 6"),
                Arguments.of(
                        4,
                        List.of(tag("ok"), tag("no way")),
                        "1 validation error detected: Value 'no way' at 'tags.2.member.key" + at + pattern),
                Arguments.of(
                        4,
                        List.of(tag(null)),
                        "1 validation error detected: Value null at 'tags.1.member.key" + at
                                + "Member must not be null"),
                Arguments.of(
                        5,
                        List.of("a", "?"),
                        "1 validation error detected: Value '[a, ?]' at 'names" + at
                                + "Member must satisfy constraint: [Member must have length less than or equal to 8,"
                                + " Member must have length greater than or equal to 1, " + pattern
                                + ", Member must not be null]"),
                Arguments.of(
                        6,
                        Map.of("k", "?"),
                        "1 validation error detected: Value '?' at 'sAMLArns.k.member" + at + pattern));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void violationHasTheTextOfAws(int index, @Nullable Object value, String text) {
        @Nullable Object[] values = new @Nullable Object[INPUT.size()];
        values[0] = "name";
        values[index] = value;
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> Validator.check(DynamicStructure.of(INPUT, values), Validator.RefusedValues.SHOWN))
                .satisfies(e -> assertThat(e.code().code()).isEqualTo("ValidationError"))
                .withMessage(text);
    }

    @Test
    void validParametersPass() {
        DynamicStructure input = DynamicStructure.of(
                INPUT, "name", 1000, "Active", "secret", List.of(tag("k"), tag("l")), List.of(), Map.of("a", "b"));
        assertThatCode(() -> Validator.check(input, Validator.RefusedValues.SHOWN))
                .doesNotThrowAnyException();
    }

    @Test
    void lengthIsCountedInCodePoints() {
        StringShape three = new StringShape(3, 3, null, false);
        StructureShape<DynamicStructure> shape =
                DynamicStructure.shape("S", new Member(0, "Text", "Text", three, Member.Location.BODY));
        String faces = "\uD83D\uDE00".repeat(3);
        assertThatCode(() -> Validator.check(DynamicStructure.of(shape, faces), Validator.RefusedValues.SHOWN))
                .doesNotThrowAnyException();
    }

    @Test
    void sensitiveValuesAreNotPrinted() {
        DynamicStructure input = DynamicStructure.of(INPUT, "name", null, null, "secret", null, null, null);
        assertThat(input.toString()).isEqualTo("Input[RoleName=name, Password=***]");
    }
}
