package io.dynastore.benchmarks.startup;

import io.dynastore.Partition;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The same web application with the starter, which reads the entry through a partition. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StarterApplication {
    /** Runs the application. */
    public static void main(String[] arguments) {
        SpringApplication.run(StarterApplication.class, arguments);
    }

    @Bean
    ApplicationRunner firstOperation(Partition<String> customers) {
        return arguments -> FirstAnswer.report(customers.get(FirstAnswer.KEY).value());
    }
}
