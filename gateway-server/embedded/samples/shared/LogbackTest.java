package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.drawbridge.server.Drawbridge;
import java.net.HttpURLConnection;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogbackTest {
    @Test
    void eachRequestIsOneLineWithItsPairs() throws Exception {
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        appender.start();
        Logger requests = (Logger) LoggerFactory.getLogger("io.drawbridge.request");
        requests.addAppender(appender);
        try (Drawbridge server = Drawbridge.builder().start()) {
            HttpURLConnection get = (HttpURLConnection)
                    server.endpoint().resolve("/bucket/key").toURL().openConnection();
            assertEquals(404, get.getResponseCode());
            String line = lines.poll(30, TimeUnit.SECONDS);
            assertTrue(
                    line != null
                            && line.startsWith("request requestId=")
                            && line.contains(" service=s3 operation=GetObject ")
                            && line.contains(" status=404 "),
                    line);
        } finally {
            requests.detachAppender(appender);
        }
    }
}
