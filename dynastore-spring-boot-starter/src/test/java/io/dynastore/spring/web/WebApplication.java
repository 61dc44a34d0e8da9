package io.dynastore.spring.web;

import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** An application with controllers on a free port, and a DynamoDB of its own. */
final class WebApplication implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final String NO_ANSWER = "received no bytes";

    private final EmbeddedDynamoDb database;
    private final boolean ownsDatabase;
    private final HttpClient http = client();
    private final boolean reactive;
    private final ConfigurableApplicationContext context;
    private final String root;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Requests requests() {
            return new Requests();
        }
    }

    /** Writes down the requests that are sent to DynamoDB. */
    static final class Requests implements OperationHook {
        private final List<String> sent = new CopyOnWriteArrayList<>();

        @Override
        public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
            sent.add(request.getClass().getSimpleName().replace("Request", ""));
            return request;
        }
    }

    private WebApplication(WebApplicationType type, List<Class<?>> sources, String... properties) {
        this(EmbeddedDynamoDb.inMemory(), true, type, sources, properties);
    }

    private WebApplication(
            EmbeddedDynamoDb database,
            boolean ownsDatabase,
            WebApplicationType type,
            List<Class<?>> sources,
            String... properties) {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        this.reactive = type == WebApplicationType.REACTIVE;
        SpringApplication application = new SpringApplication(
                Stream.concat(Stream.of(Application.class), sources.stream()).toArray(Class[]::new));
        application.setWebApplicationType(type);
        application.setRegisterShutdownHook(false);
        this.context = application.run(Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--dynastore.endpoint=" + database.listen(0),
                                "--dynastore.table.name=WebTable",
                                "--dynastore.initialize-tables=always",
                                "--dynastore.partitions.customers.type=" + Customer.class.getName(),
                                "--dynastore.partitions.notes.type=java.lang.String",
                                "--spring.cloud.aws.dynamodb.enabled=false",
                                "--spring.cloud.aws.region.static=eu-central-1",
                                "--spring.docker.compose.enabled=false"),
                        Stream.of(properties).map(property -> "--" + property))
                .toArray(String[]::new));
        this.root = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    static WebApplication start(Class<?> source, String... properties) {
        return new WebApplication(WebApplicationType.SERVLET, List.of(source), properties);
    }

    /** Starts another instance, which uses the database of this one. */
    WebApplication another(Class<?> source, String... properties) {
        return new WebApplication(database, false, WebApplicationType.SERVLET, List.of(source), properties);
    }

    /** Starts it with WebFlux instead of Spring MVC. */
    static WebApplication startReactive(Class<?> source, String... properties) {
        return new WebApplication(WebApplicationType.REACTIVE, List.of(source), properties);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** The address of a path. */
    URI uri(String path) {
        return URI.create(root + path);
    }

    EmbeddedDynamoDb database() {
        return database;
    }

    @SuppressWarnings("unchecked")
    Partition<Customer> customers() {
        return context.getBean("customers", Partition.class);
    }

    @SuppressWarnings("unchecked")
    Partition<String> notes() {
        return context.getBean("notes", Partition.class);
    }

    /** Forgets the requests so far. */
    void forget() {
        context.getBean(Requests.class).sent.clear();
    }

    /** Returns the requests that were sent to DynamoDB since {@link #forget}. */
    List<String> sent() {
        return List.copyOf(context.getBean(Requests.class).sent);
    }

    /** Sends a request with headers, each as its name and its value. */
    HttpResponse<String> send(String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                // Tomcat may close a connection after a reactive response, when the next request is already on its way.
                return (reactive ? client() : http).send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                // One in a thousand reactive failures never leaves Tomcat, without dynastore as well.
                if (!reactive
                        || attempt == ATTEMPTS
                        || !String.valueOf(e.getMessage()).endsWith(NO_ANSWER)) {
                    throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    @Override
    public void close() {
        context.close();
        if (ownsDatabase) {
            database.close();
        }
    }
}
