// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.condition.ArnPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A policy compiled for decisions: patterns compiled, statements indexed by service and action. Immutable; compile once
 * and keep. A statement with an unknown operator allows nothing; if it denies, it denies without its conditions.
 */
public final class CompiledPolicy {
    private static final int BYTES_FIXED = 4096;
    private static final int BYTES_PER_CHARACTER = 24;

    private final PolicyDocument document;
    private final PolicyOrigin origin;
    private final List<CompiledStatement> statements;
    private final StatementIndex allows;
    private final StatementIndex denies;

    private CompiledPolicy(PolicyDocument document, PolicyOrigin origin, List<CompiledStatement> statements) {
        this.document = document;
        this.origin = origin;
        this.statements = List.copyOf(statements);
        this.allows = StatementIndex.of(ofEffect(statements, Effect.ALLOW));
        this.denies = StatementIndex.of(ofEffect(statements, Effect.DENY));
    }

    /** Compiles a document; its CanonicalUser principals match no caller. */
    public static CompiledPolicy compile(PolicyDocument document, PolicyOrigin origin) {
        return compile(document, origin, canonicalId -> Optional.empty());
    }

    /**
     * Compiles a document.
     *
     * @param canonicalUsers returns the account of a canonical user id of 64 hex digits; empty when there is none
     */
    public static CompiledPolicy compile(
            PolicyDocument document, PolicyOrigin origin, Function<String, Optional<AccountId>> canonicalUsers) {
        List<CompiledStatement> statements = new ArrayList<>();
        Map<String, ArnPattern> patterns = new HashMap<>();
        for (int i = 0; i < document.statements().size(); i++) {
            statements.add(new CompiledStatement(document, i, origin, canonicalUsers, patterns));
        }
        return new CompiledPolicy(document, origin, statements);
    }

    /** Returns the document as written. */
    public PolicyDocument document() {
        return document;
    }

    /** Returns where the policy came from. */
    public PolicyOrigin origin() {
        return origin;
    }

    /** Returns the condition keys that conditions and variables look up, in lower case, sorted. */
    public Set<String> contextKeys() {
        Set<String> keys = new TreeSet<>();
        statements.forEach(statement -> statement.addKeys(keys));
        return keys;
    }

    /**
     * Returns an estimate of the policy's memory in bytes, for the bounds of caches. The estimate derives from the
     * length of the text and is too high rather than too low; a test measures that.
     */
    public long estimatedBytes() {
        return BYTES_FIXED + (long) BYTES_PER_CHARACTER * document.text().length();
    }

    List<CompiledStatement> statements() {
        return statements;
    }

    StatementIndex allows() {
        return allows;
    }

    StatementIndex denies() {
        return denies;
    }

    static List<CompiledStatement> ofEffect(List<CompiledStatement> statements, Effect effect) {
        List<CompiledStatement> some = new ArrayList<>();
        for (CompiledStatement statement : statements) {
            if (statement.reference().effect() == effect) {
                some.add(statement);
            }
        }
        return some;
    }
}
