package example;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClassPathTest {
    @Test
    void theServerComesAsOneJarFromTheRepositoryOfThisBuild() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertTrue(classPath.contains("drawbridge-embedded"), classPath);
        assertFalse(classPath.contains("/io/drawbridge/gateway-"), classPath);
        String jar = io.drawbridge.server.Drawbridge.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertTrue(jar.contains("/target/samples-repository/"), jar);
    }
}
