package io.dynastore.spring.test;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the {@link TestDatabase} before each test or before the first test of a class, resets its faults, and assigns the
 * {@link TestTime} to the thread of the test. It runs after the application context has been created and before the callbacks of the
 * test itself.
 */
final class ResetTestExecutionListener implements TestExecutionListener, Ordered {
    private static final String DONE = ResetTestExecutionListener.class.getName() + ".done";

    /** Follows the listener that injects dependencies, which loads the context. */
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
