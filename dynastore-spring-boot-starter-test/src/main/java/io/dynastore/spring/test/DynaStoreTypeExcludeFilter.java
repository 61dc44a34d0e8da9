package io.dynastore.spring.test;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** The filters of {@link DynaStoreTest}. */
final class DynaStoreTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<DynaStoreTest> {
    DynaStoreTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }
}
