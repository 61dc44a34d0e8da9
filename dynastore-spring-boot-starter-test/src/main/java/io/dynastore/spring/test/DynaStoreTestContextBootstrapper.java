package io.dynastore.spring.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Reads the properties of {@link DynaStoreTest}. */
final class DynaStoreTestContextBootstrapper extends TestSliceTestContextBootstrapper<DynaStoreTest> {}
