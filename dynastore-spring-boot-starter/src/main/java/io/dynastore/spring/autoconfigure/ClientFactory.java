package io.dynastore.spring.autoconfigure;

import io.dynastore.http.ObservedHttpClient;
import io.dynastore.spring.autoconfigure.ClientConfigurations.ClientBuilderFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.PropertyMapper;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.internal.http.loader.DefaultSdkHttpClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Creates dynastore's clients from connection details, and applies the customizers. */
record ClientFactory(
        ClientBuilderFactory builders,
        ObjectProvider<DynaStoreClientBuilderCustomizer> customizers,
        EmbeddedState embedded) {

    DynamoDbClient create(DynaStoreConnectionDetails details) {
        try {
            DynamoDbClientBuilder builder = builders.create(details.region());
            if (details instanceof EmbeddedConnectionDetails inProcess) {
                return InProcessClient.build(builder, inProcess, this::customize);
            }
            PropertyMapper map = PropertyMapper.get();
            map.from(details::endpoint).to(builder::endpointOverride);
            map.from(details::credentialsProvider).to(builder::credentialsProvider);
            builder.httpClientBuilder(ObservedHttpClient.of(new DefaultSdkHttpClientBuilder()));
            customize(builder);
            return InProcessClient.build(builder);
        } catch (SdkClientException e) {
            throw ClientFailure.onBuild(e, embedded.withoutAws());
        }
    }

    private void customize(DynamoDbClientBuilder builder) {
        builders.customize(builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    }
}
