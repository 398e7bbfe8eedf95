package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.drawbridge.server.Drawbridge;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class SpringTest {
    @SpringBootApplication
    @RestController
    static class Application {
        @GetMapping("/hello")
        Map<String, String> hello() {
            return Map.of("hello", "world");
        }
    }

    @Test
    void anApplicationRunsInTheSameJvm() throws Exception {
        try (Drawbridge server = Drawbridge.builder().start();
                ConfigurableApplicationContext application =
                        SpringApplication.run(Application.class, "--server.port=0", "--server.address=127.0.0.1")) {
            String port = application.getEnvironment().getProperty("local.server.port");
            HttpClient client = HttpClient.newHttpClient();
            HttpResponse<String> json = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hello")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"hello\":\"world\"}", json.body());
            HttpResponse<String> health = client.send(
                    HttpRequest.newBuilder(server.endpoint().resolve("/_/health")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, health.statusCode());
        }
    }
}
