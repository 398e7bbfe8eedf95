package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.drawbridge.server.Drawbridge;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
    @Test
    void aDirectoryKeepsItsAccounts(@TempDir Path folder) {
        String key;
        try (Drawbridge server = Drawbridge.builder()
                .data(folder.resolve("data"))
                .account("111111111111")
                .start()) {
            key = server.rootCredentials("111111111111").accessKeyId();
        }
        try (Drawbridge server = Drawbridge.builder()
                .data(folder.resolve("data"))
                .account("111111111111")
                .start()) {
            assertEquals(key, server.rootCredentials("111111111111").accessKeyId());
        }
    }
}
