// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.Main;
import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyCommandTest {
    private static final String ALLOW = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*",
               "Condition": {"StringLike": {"aws:UserAgent": "*"}}},
              {"Sid": "Assume", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}
            """;
    private static final String DENY = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "NoSecrets", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/secret/*"}]}
            """;
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole",
               "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}]}
            """;

    @TempDir
    Path folder;

    private record Outcome(int exitCode, String output, String errors) {}

    private static Outcome execute(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(words);
        return new Outcome(exitCode, output.toString(), errors.toString());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void aValidDocumentIsOkAndAnInvalidOneIsReportedWithItsPosition() throws IOException {
        String good = file("good.json", ALLOW);
        String bad =
                file("bad.json", ALLOW.replace("\"Sid\": \"Assume\", \"Effect\": \"Allow\"", "\"Effect\": \"Alow\""));
        assertThat(execute("policy", "check", good).exitCode()).isZero();
        Outcome outcome = execute("policy", "check", good, bad);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains(good + ": ok, ")
                .contains(
                        bad + ":4:3: MalformedPolicyDocument: Syntax errors in policy. (Effect Alow (expected: Allow or"
                                + " Deny))");
    }

    @Test
    void theKindDecidesWhatIsRight() throws IOException {
        String trust = file("trust.json", TRUST);
        assertThat(execute("policy", "check", "--kind", "trust", trust).exitCode())
                .isZero();
        assertThat(execute("policy", "check", "--kind", "managed", trust).output())
                .contains(":2:3: MalformedPolicyDocument: Policy statement must contain resources.");
        assertThat(execute("policy", "check", "--kind", "thing", trust).errors())
                .contains("expected: bucket, inline");
        assertThat(execute("policy", "check", "/missing.json").exitCode()).isEqualTo(2);
    }

    @Test
    void filesAllowAndDenyWithTheirReasons() throws IOException {
        String allow = file("allow.json", ALLOW);
        String deny = file("deny.json", DENY);
        Outcome read = execute(
                "policy",
                "simulate",
                "--identity",
                allow,
                "--action",
                "s3:GetObject",
                "--resource",
                "arn:aws:s3:::b/k",
                "--context",
                "aws:UserAgent=cli");
        assertThat(read.exitCode()).isZero();
        assertThat(read.output())
                .startsWith("allowed  s3:GetObject  on  arn:aws:s3:::b/k")
                .contains("identity: allows")
                .contains("Allow  " + allow + ":2:3  statement 1 \"Read\"");
        Outcome without = execute(
                "policy",
                "simulate",
                "--identity",
                allow,
                "--action",
                "s3:GetObject",
                "--resource",
                "arn:aws:s3:::b/k");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.output()).startsWith("implicitDeny").contains("missing context keys", "aws:useragent");
        Outcome secret = execute(
                "policy",
                "simulate",
                "--identity",
                allow,
                "--identity",
                deny,
                "--action",
                "s3:GetObject",
                "--resource",
                "arn:aws:s3:::b/secret/k",
                "--context",
                "aws:UserAgent=cli");
        assertThat(secret.output())
                .startsWith("explicitDeny")
                .contains("identity: denies")
                .contains("with an explicit deny in an identity-based policy")
                .contains("Deny   " + deny + ":2:3  statement 1 \"NoSecrets\"");
    }

    @Test
    void boundariesSessionsAndControlPoliciesMustAllowToo() throws IOException {
        String allow = file("allow.json", ALLOW);
        String other = file("other.json", ALLOW.replace("s3:Get*", "s3:Put*"));
        for (String option : List.of("--boundary", "--session", "--scp")) {
            Outcome outcome = execute(
                    "policy",
                    "simulate",
                    "--identity",
                    allow,
                    option,
                    other,
                    "--action",
                    "s3:GetObject",
                    "--resource",
                    "arn:aws:s3:::b/k",
                    "--context",
                    "aws:UserAgent=cli");
            assertThat(outcome.exitCode()).as(option).isEqualTo(1);
            assertThat(outcome.output()).as(option).contains("does not allow");
            assertThat(execute(
                                    "policy",
                                    "simulate",
                                    "--identity",
                                    allow,
                                    option,
                                    allow,
                                    "--action",
                                    "s3:GetObject",
                                    "--resource",
                                    "arn:aws:s3:::b/k",
                                    "--context",
                                    "aws:UserAgent=cli")
                            .exitCode())
                    .as(option)
                    .isZero();
        }
    }

    @Test
    void resourceControlPoliciesDenyWhatTheyNameAndLetTheRestPass() throws IOException {
        String allow = file("allow.json", ALLOW);
        String control = file(
                "control.json",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
                        + "\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b/closed/*\"}}");
        for (String key : List.of("open", "closed")) {
            Outcome outcome = execute(
                    "policy",
                    "simulate",
                    "--identity",
                    allow,
                    "--rcp",
                    control,
                    "--rcp",
                    control,
                    "--action",
                    "s3:GetObject",
                    "--resource",
                    "arn:aws:s3:::b/" + key + "/k",
                    "--context",
                    "aws:UserAgent=cli");
            assertThat(outcome.output())
                    .as(key)
                    .startsWith(key.equals("open") ? "allowed" : "explicitDeny")
                    .contains("resource control: " + (key.equals("open") ? "allows" : "denies"));
        }
    }

    /** As in the server: in STS the resource of such a policy is a role. */
    @Test
    void resourceControlPoliciesLeaveStsActionsWithoutRoleAlone() throws IOException {
        String control = file(
                "control.json",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
                        + "\"Action\":\"sts:*\",\"Resource\":\"*\"}}");
        String allow = file("allow.json", ALLOW.replace("sts:AssumeRole", "sts:*"));
        Outcome outcome = execute(
                "policy", "simulate", "--identity", allow, "--rcp", control, "--action", "sts:GetFederationToken");
        assertThat(outcome.output()).startsWith("allowed").doesNotContain("resource control");
    }

    @Test
    void aRoleIsAssumedAcrossAccountsOnlyWhenBothSidesAllow() throws IOException {
        String allow = file("allow.json", ALLOW);
        String trust = file("trust.json", TRUST);
        String[] words = {
            "policy",
            "simulate",
            "--identity",
            allow,
            "--trust-policy",
            trust,
            "--action",
            "sts:AssumeRole",
            "--resource",
            "arn:aws:iam::444455556666:role/Test",
            "--context",
            "sts:ExternalId=x"
        };
        assertThat(execute(words).exitCode()).isZero();
        words[words.length - 1] = "sts:ExternalId=y";
        assertThat(execute(words).output()).startsWith("implicitDeny").contains("trust: does not allow");
        assertThat(execute(
                                "policy",
                                "simulate",
                                "--trust-policy",
                                trust,
                                "--action",
                                "sts:AssumeRole",
                                "--resource",
                                "arn:aws:iam::444455556666:role/Test",
                                "--context",
                                "sts:ExternalId=x")
                        .output())
                .startsWith("implicitDeny")
                .contains("identity: does not allow");
    }

    @Test
    void whatMakesNoSenseIsRefused() throws IOException {
        String bad = file("bad.json", "{");
        assertThat(execute("policy", "simulate").errors()).contains("--action is missing");
        assertThat(execute("policy", "simulate", "--action", "x").errors()).contains("expected: service:Name");
        assertThat(execute("policy", "simulate", "--action", "a:b", "--identity", bad)
                        .errors())
                .contains("MalformedPolicyDocument");
        assertThat(execute("policy", "simulate", "--action", "a:b", "--principal", "me")
                        .errors())
                .contains("--principal: me");
        assertThat(execute("policy", "simulate", "--action", "a:b", "--context", "k")
                        .errors())
                .contains("expected: KEY=VALUE");
    }

    @Test
    void aRunningServerSimulates() throws Exception {
        try (Drawbridge drawbridge =
                Drawbridge.builder().memory().account("111122223333").start()) {
            RootCredentials root = drawbridge.rootCredentials("111122223333");
            Map<String, String> environment =
                    Map.of("AWS_ACCESS_KEY_ID", root.accessKeyId(), "AWS_SECRET_ACCESS_KEY", root.secretAccessKey());
            PolicySimulateCommand.Question custom = new PolicySimulateCommand.Question(
                    List.of("s3:GetObject", "s3:PutObject"),
                    List.of("arn:aws:s3:::b/k"),
                    "",
                    Map.of("aws:UserAgent", List.of("cli")),
                    "",
                    Map.of("--identity", List.of(Path.of(file("allow.json", ALLOW)))));
            List<SimulatedDecision> decisions = RemoteSimulation.run(
                    custom, drawbridge.endpoint().toString(), environment, java.time.Clock.systemUTC());
            assertThat(decisions).extracting(SimulatedDecision::verdict).containsExactly("allowed", "implicitDeny");
            assertThat(decisions.get(0).statements()).containsExactly("PolicyInputList.1:1:41  IAM Policy");
            PolicySimulateCommand.Question nobody = new PolicySimulateCommand.Question(
                    List.of("s3:GetObject"),
                    List.of("*"),
                    "arn:aws:iam::111122223333:user/nobody",
                    Map.of(),
                    "",
                    Map.of());
            assertThatThrownBy(() -> RemoteSimulation.run(
                            nobody, drawbridge.endpoint().toString(), environment, java.time.Clock.systemUTC()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("NoSuchEntity: The user with name nobody cannot be found.");
        }
    }
}
