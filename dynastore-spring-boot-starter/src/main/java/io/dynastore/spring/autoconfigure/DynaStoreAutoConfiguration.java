package io.dynastore.spring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;

/** Auto-configuration of dynastore. */
@AutoConfiguration
public final class DynaStoreAutoConfiguration {

    DynaStoreAutoConfiguration() {}
}
