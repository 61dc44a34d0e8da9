package io.dynastore.spring.autoconfigure.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of what a web application answers.
 *
 * @param enabled Whether controllers may return entries and take preconditions, and failures become problem details.
 */
@ConfigurationProperties("dynastore.web")
public record WebProperties(@DefaultValue("true") boolean enabled) {}
