package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.StartException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTest {
    @Test
    void theServerAnswersWithoutSlf4j() throws Exception {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.slf4j.Logger"));
        try (Drawbridge one = Drawbridge.builder().start();
                Drawbridge two = Drawbridge.builder().start()) {
            for (Drawbridge server : new Drawbridge[] {one, two}) {
                HttpURLConnection get = (HttpURLConnection)
                        server.endpoint().resolve("/bucket/key").toURL().openConnection();
                assertEquals(404, get.getResponseCode());
            }
        }
    }

    @Test
    void aDirectoryNeedsRocksdb(@TempDir Path folder) {
        Drawbridge.Builder builder = Drawbridge.builder().data(folder.resolve("data"));
        StartException refused = assertThrows(StartException.class, builder::start);
        assertTrue(refused.getMessage().contains("org.rocksdb:rocksdbjni"), refused.getMessage());
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (Drawbridge one = Drawbridge.builder().start()) {
            Drawbridge.Builder second = Drawbridge.builder().port(one.endpoint().getPort());
            assertTrue(assertThrows(StartException.class, second::start)
                    .getMessage()
                    .contains("in use"));
        }
    }
}
