package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Conditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Matches if neither a property nor a bean of the application determines the connection to DynamoDB. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnMissingBean(
        value = {DynamoDbClient.class, DynaStoreConnectionDetails.class, DynaStore.class},
        type = "io.awspring.cloud.autoconfigure.core.AwsConnectionDetails")
@Conditional({OnNoMarkedClient.class, OnNoEndpoint.class})
@interface ConditionalOnNoConnection {}
