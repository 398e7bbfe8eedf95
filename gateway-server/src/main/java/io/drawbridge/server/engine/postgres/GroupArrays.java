// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import io.drawbridge.core.kv.CommitGroup;
import io.drawbridge.core.kv.Key;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The writes of a group, as the array parameters of one statement. */
record GroupArrays(
        List<byte[]> keysPut,
        List<byte[]> valuesPut,
        List<Long> versionsPut,
        List<byte[]> keysGone,
        List<Long> versionsChanged,
        List<byte[]> keysChanged) {
    static GroupArrays of(CommitGroup group) {
        GroupArrays arrays = new GroupArrays(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (Map.Entry<Key, CommitGroup.Written> row : group.written().entrySet()) {
            byte[] key = row.getKey().bytes();
            CommitGroup.Written written = row.getValue();
            if (written.value().isPresent()) {
                arrays.keysPut.add(key);
                arrays.valuesPut.add(written.value().get());
                arrays.versionsPut.add(written.commitVersion());
            } else {
                arrays.keysGone.add(key);
            }
        }
        for (CommitGroup.Accepted commit : group.accepted()) {
            for (Key key : commit.changed()) {
                arrays.versionsChanged.add(commit.commitVersion());
                arrays.keysChanged.add(key.bytes());
            }
        }
        return arrays;
    }

    static Array bytes(Connection connection, Collection<Key> keys) throws SQLException {
        return bytes(connection, keys.stream().map(Key::bytes).toList());
    }

    private static Array bytes(Connection connection, List<byte[]> values) throws SQLException {
        return connection.createArrayOf("bytea", values.toArray(new byte[0][]));
    }

    private static Array numbers(Connection connection, List<Long> values) throws SQLException {
        return connection.createArrayOf("bigint", values.toArray());
    }

    Array putKeys(Connection connection) throws SQLException {
        return bytes(connection, keysPut);
    }

    Array putValues(Connection connection) throws SQLException {
        return bytes(connection, valuesPut);
    }

    Array putVersions(Connection connection) throws SQLException {
        return numbers(connection, versionsPut);
    }

    boolean removes() {
        return !keysGone.isEmpty();
    }

    Array goneKeys(Connection connection) throws SQLException {
        return bytes(connection, keysGone);
    }

    Array changeVersions(Connection connection) throws SQLException {
        return numbers(connection, versionsChanged);
    }

    Array changeKeys(Connection connection) throws SQLException {
        return bytes(connection, keysChanged);
    }
}
