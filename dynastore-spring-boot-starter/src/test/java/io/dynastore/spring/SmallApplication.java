package io.dynastore.spring;

import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application that uses what is never optional: a store, a partition, leases. It is run on several class paths. */
public final class SmallApplication {
    static final String WORKS = "The small application works";

    private SmallApplication() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** Throws if anything of it does not work. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext context = application.run(args)) {
            @SuppressWarnings("unchecked")
            Partition<String> notes = context.getBean("notes", Partition.class);
            notes.put("greeting", "hello");
            require(notes.get("greeting").value().equals("hello"));
            try (Lease lease =
                    context.getBean(Leases.class).tryAcquire("nightly").orElseThrow()) {
                require(lease.isHeld());
            }
        }
        System.out.println(WORKS);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("It does not work");
        }
    }
}
