// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.identity.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a bootstrap file, described in {@code docs/bootstrap.md}. Each error message names the path of the field. */
public final class BootstrapFile {
    private static final long LENGTH_MAX = 16L << 20;
    private static final int ACCOUNTS_MAX = 10_000;
    private static final int ROOT_KEYS_MAX = 2;
    private static final Pattern KEY_ID = Pattern.compile("\\w{16,128}");
    private static final Pattern SECRET = Pattern.compile("[!-~]{16,128}");
    private static final Pattern ALIAS = Pattern.compile("(?!\\d{12}$)[a-z0-9](-?[a-z0-9]){2,62}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");
    private static final Pattern NAME = Pattern.compile("[ -~]{1,50}");

    private final Set<String> seenAccounts = new HashSet<>();
    private final Set<String> seenAliases = new HashSet<>();
    private final Set<String> seenKeys = new HashSet<>();

    private BootstrapFile() {}

    /** @throws BootstrapException when the file cannot be read or is not valid */
    public static Bootstrap read(Path file) throws BootstrapException {
        byte[] bytes;
        try {
            if (Files.size(file) > LENGTH_MAX) {
                throw new BootstrapException(file + " is larger than 16 MiB");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BootstrapException("cannot read " + file + ": " + e);
        }
        JsonNode root;
        try {
            root = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(bytes);
        } catch (JacksonException e) {
            throw new BootstrapException(file + " is not JSON: " + e.getOriginalMessage() + " at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
        return new BootstrapFile().bootstrap(root);
    }

    private Bootstrap bootstrap(JsonNode root) throws BootstrapException {
        Fields fields = new Fields(root, "$");
        List<Bootstrap.Account> accounts = new ArrayList<>();
        for (Fields account : fields.objects("accounts", 1, ACCOUNTS_MAX)) {
            accounts.add(account(account));
        }
        Bootstrap.OrganizationChange organization = OrganizationFields.read(fields, "organization");
        Set<AccountId> foreignAccounts = new HashSet<>();
        for (String id : fields.texts("foreignAccounts", ACCOUNTS_MAX, AccountId::isValid, "12 digits")) {
            unique(seenAccounts, id, fields.at("foreignAccounts"));
            foreignAccounts.add(new AccountId(id));
        }
        fields.noOthers();
        return new Bootstrap(accounts, organization, foreignAccounts);
    }

    private Bootstrap.Account account(Fields fields) throws BootstrapException {
        String id = fields.text("id", AccountId::isValid, "12 digits");
        unique(seenAccounts, id, fields.at("id"));
        String name = fields.text("name", NAME.asMatchPredicate(), "1 to 50 printable ASCII characters");
        String email = fields.optional("email", EMAIL.asMatchPredicate(), "an e-mail address");
        String alias = fields.optional(
                "alias",
                ALIAS.asMatchPredicate(),
                "3 to 63 lower-case letters, digits and single inner hyphens, and not 12 digits");
        if (alias != null) {
            unique(seenAliases, alias, fields.at("alias"));
        }
        List<Bootstrap.RootKey> keys = new ArrayList<>();
        for (Fields key : fields.objects("rootAccessKeys", 0, ROOT_KEYS_MAX)) {
            String keyId = key.text("accessKeyId", KEY_ID.asMatchPredicate(), "16 to 128 letters, digits or _");
            unique(seenKeys, keyId, key.at("accessKeyId"));
            String secret = key.secret("secretAccessKey", SECRET.asMatchPredicate());
            key.noOthers();
            keys.add(new Bootstrap.RootKey(keyId, new SecretKey(secret)));
        }
        fields.noOthers();
        return new Bootstrap.Account(new AccountId(id), name, email, alias, keys);
    }

    private static void unique(Set<String> seen, String value, String path) throws BootstrapException {
        if (!seen.add(value)) {
            throw new BootstrapException(path + ": \"" + value + "\" stands in the file twice");
        }
    }
}
