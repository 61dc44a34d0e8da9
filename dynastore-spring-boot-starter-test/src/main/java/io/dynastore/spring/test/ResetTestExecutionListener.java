package io.dynastore.spring.test;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the {@link TestDatabase} before each test, or before the first of its class, takes away its faults, and hands the
 * {@link TestTime} to the test's thread. The application context is there by then, and what the test does before each test comes later.
 */
final class ResetTestExecutionListener implements TestExecutionListener, Ordered {
    private static final String DONE = ResetTestExecutionListener.class.getName() + ".done";

    /** Right after the injection of dependencies, which loads the context. */
    @Override
    public int getOrder() {
        return 2_001;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        AutoConfigureTestDynaStore annotation = annotation(test);
        if (annotation == null) {
            return;
        }
        TestDatabase database = test.getApplicationContext().getBean(TestDatabase.class);
        database.begin();
        boolean first = !test.hasAttribute(DONE);
        test.setAttribute(DONE, true);
        if (switch (annotation.reset()) {
            case BEFORE_EACH_TEST -> true;
            case BEFORE_FIRST_TEST -> first;
            case NEVER -> false;
        }) {
            database.reset();
        }
    }

    private static @Nullable AutoConfigureTestDynaStore annotation(TestContext test) {
        return TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), AutoConfigureTestDynaStore.class);
    }
}
